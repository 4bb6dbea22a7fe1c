import { expect } from 'vitest';
import { PROBLEMS } from '@handrail/shared/contracts';

const FIELDS = new Set(['type', 'title', 'status', 'detail', 'instance', 'errors']);

/** Whether a body is a problem as RFC 9457 and `PROBLEMS` have it, with nothing of our insides in it. */
export function expectProblem(body: unknown, status?: number): void {
  expect(body).toMatchObject({ detail: expect.stringMatching(/\S/) });
  const problem = body as { type: string; title: string; status: number; errors?: unknown[] };
  const known = Object.entries(PROBLEMS).find(([type]) => problem.type === `/problems/${type}`);
  expect(known?.[1]).toEqual({ status: problem.status, title: problem.title });
  if (status !== undefined) expect(problem.status).toBe(status);
  expect(Object.keys(problem).filter((field) => !FIELDS.has(field))).toEqual([]);
  for (const error of problem.errors ?? []) {
    expect(error).toEqual({ pointer: expect.stringMatching(/^(\/.*)?$/s), detail: expect.any(String) });
  }
  expect(JSON.stringify(problem)).not.toMatch(
    /node_modules|at \w+ \(|\b(select|insert|update) .{0,40} (from|into|set)\b/,
  );
}

/** The problem of an answer of REST: right content type, status and body; gives it. */
export async function problemOf(answer: Response, status: number): Promise<Record<string, unknown>> {
  const text = await answer.text();
  expect([answer.status, answer.headers.get('content-type')], text).toEqual([
    status,
    'application/problem+json; charset=utf-8',
  ]);
  const body = JSON.parse(text) as Record<string, unknown>;
  expectProblem(body, status);
  expect(body['instance']).toBe(new URL(answer.url).pathname);
  return body;
}
