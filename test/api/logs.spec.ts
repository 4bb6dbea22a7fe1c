import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { HandrailProcess, newDatabase } from '../support/handrail-process.js';
import { until } from '../support/until.js';
import { decide, furnish, moveTo, type World } from '../support/world.js';

type Line = Readonly<Record<string, unknown>> & { readonly msg: string };
const SECRETS = ['the words of a case', 'Ada Lovelace', 'Bearer', 'a good long password'];

let quiet: World<HandrailProcess>;
let telling: HandrailProcess;
beforeAll(async () => {
  const database = await newDatabase(inject('databaseUrl'));
  const common = { DATABASE_URL: database, HANDRAIL_SECRET: 'only for tests, long enough', HANDRAIL_LOG_LEVEL: 'info' };
  quiet = await furnish(await HandrailProcess.start(common));
  await moveTo(quiet, 'PARTIAL_AUTOMATION', { auditRate: 0 });
  telling = await HandrailProcess.start({ ...common, HANDRAIL_LOG_INPUT: 'on', HANDRAIL_LOG_REDACT: 'text' });
});
afterAll(async () => {
  await Promise.all([quiet?.handrail.stop(), telling?.stop()]);
});

/** The lines of JSON that a process has written. */
const linesOf = ({ output }: HandrailProcess): Line[] =>
  output.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Line] : []));
const requestLine = (process: HandrailProcess, requestId: string): Promise<Line> =>
  until(`the line of ${requestId}`, () =>
    linesOf(process).find((line) => line.msg === 'request' && line['requestId'] === requestId),
  );
const CASE = {
  input: { text: 'the words of a case', amount: 4150987.25 },
  metadata: { customer: 'Ada Lovelace' },
  predictions: [{ model: 'm@1', value: 'spam', confidence: 0.99 }],
};

describe('a line for each request', () => {
  it('names the request, the project and the case, by the id that the caller gave', async () => {
    const { body, headers } = await decide(quiet, CASE, { 'x-request-id': 'order:42' });
    expect(headers.get('x-request-id')).toBe('order:42');
    expect(await requestLine(quiet.handrail, 'order:42')).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      service: 'handrail',
      msg: 'request',
      requestId: 'order:42',
      project: 'mail',
      projectId: quiet.projectId,
      caseId: body.id,
      method: 'POST',
      route: '/v1/projects/:project/decisions',
      status: 200,
      durationMs: expect.any(Number),
    });
  });

  it('takes no id that could break a line, and gives one of its own', async () => {
    const { headers } = await decide(quiet, CASE, { 'x-request-id': '{"level":"fatal"}' });
    const given = headers.get('x-request-id') ?? '';
    expect(given).toMatch(/^[0-9a-f-]{36}$/);
    await requestLine(quiet.handrail, given);
  });

  it('holds nothing of an address but the pattern of its route', async () => {
    await fetch(`${quiet.handrail.url}/v1/projects/no-such-zyxwvu/decisions?key=zyxwvu`, {
      method: 'POST',
      headers: { authorization: `Bearer ${quiet.key}`, 'content-type': 'application/json', 'x-request-id': 'lost-1' },
      body: '{}',
    });
    expect(await requestLine(quiet.handrail, 'lost-1')).toMatchObject({ status: 404, projectId: quiet.projectId });
    expect(quiet.handrail.output).not.toContain('zyxwvu');
  });

  it('names the project of what the application asks', async () => {
    await quiet.scientist.run('query ($id: ID!) { decisions(projectId: $id) { edges { cursor } } }', {
      id: quiet.projectId,
    });
    await until('the line', () =>
      linesOf(quiet.handrail).some((line) => line['route'] === '/graphql' && line['projectId'] === quiet.projectId),
    );
  });
});

describe('what is in a case', () => {
  it('is in no line, nor is anything that signs somebody in', async () => {
    await decide(quiet, CASE, { 'x-request-id': 'taken-1' });
    expect(await requestLine(quiet.handrail, 'taken-1')).toMatchObject({ status: 200 });
    await decide(
      quiet,
      { ...CASE, input: { text: 7, amount: 'the words of a case' } },
      { 'x-request-id': 'refused-1' },
    );
    expect(await requestLine(quiet.handrail, 'refused-1')).toMatchObject({ status: 422 });
    for (const secret of [...SECRETS, '4150987', quiet.key]) expect(quiet.handrail.output).not.toContain(secret);
  });

  it('is written where the operator has switched it on, without the fields that are redacted', async () => {
    await decide({ ...quiet, handrail: telling }, CASE, { 'x-request-id': 'told-1' });
    expect(await requestLine(telling, 'told-1')).toMatchObject({ input: { text: '[redacted]', amount: 4150987.25 } });
    for (const secret of [...SECRETS, quiet.key]) expect(telling.output).not.toContain(secret);
  });
});
