import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  buildSchema,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
  isCompositeType,
  isEnumType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectProblem } from '../support/problem.js';
import { claim, createWorld, moveTo, type World } from '../support/world.js';

/** Anything at every door: no failure of ours, problems as promised, and no case half written. Bounded by time. */
const BUDGET = { interruptAfterTimeLimit: 6000, markInterruptAsFailure: false, numRuns: 5000 };
const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const NOT_OURS_TO_CALL = new Set(['createFirstAdmin', 'signOut', 'setMemberRoles']);

let world: World;
const known: string[] = [];
beforeAll(async () => {
  world = await createWorld();
  const { body } = await post({ input: { text: 'first' } });
  known.push((JSON.parse(body) as { id: string }).id, world.projectId);
  await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0.5 });
  known.push(...(await claim(world, world.reviewer)).map(({ id }) => id));
});
afterAll(() => world.handrail.stop());

const nasty = fc.constantFrom<unknown>(
  '\0',
  '\ud800',
  '__proto__',
  'constructor',
  '%',
  "'; drop table person; --",
  '🙂\u202e',
  'x'.repeat(3000),
  1e308,
  -0,
  -1,
  2 ** 53,
  2 ** 31,
  '',
  [],
  {},
  null,
  [[[[[[]]]]]],
  '2026-02-30T00:00:00Z',
  '00000000-0000-7000-8000-000000000000',
);
const anything = fc.oneof({ weight: 3, arbitrary: nasty }, fc.jsonValue({ maxDepth: 3 }));
const one = (...values: unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 40, arbitrary: fc.constantFrom(...values) }, anything);
const record = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 30, arbitrary: fc.record(model) },
    { weight: 3, arbitrary: fc.record(model, { requiredKeys: [] }) },
    anything,
  );

const decision = record({
  input: record({ text: one('free entry', 'x'), amount: one(1, undefined), more: one(undefined) }),
  segment: one('eu', null, undefined),
  subject: one('s', undefined),
  predictions: one(undefined).chain((odd) =>
    odd === undefined
      ? fc.array(
          record({
            model: one('m@1', 'rules'),
            value: one('spam', 'ham'),
            confidence: one(0.5, 0.95, 1, null, undefined),
            scores: one({ spam: 1 }, undefined),
            evidence: one([{ field: 'text', start: 0, end: 1, weight: 1 }], [], undefined),
          }),
          { maxLength: 3 },
        )
      : fc.constant(odd),
  ),
  metadata: one({ a: 1 }, undefined),
});
const feedback = record({
  kind: one('accepted', 'corrected', 'overridden'),
  value: one('ham', undefined),
  comment: anything,
});
const headers = fc.record(
  {
    'idempotency-key': fc.oneof(fc.constantFrom('k1', 'k2', 'k 3', 'ü', ''), fc.string()),
    prefer: fc.constantFrom('wait=0', 'wait=abc', 'wait=-1', 'respond-async', 'wait=,'),
    'content-type': fc.constantFrom(
      'application/json',
      'application/json',
      'text/plain',
      'application/json; charset=x',
      '',
    ),
    'content-encoding': fc.constantFrom('identity', 'gzip'),
    accept: fc.constantFrom('*/*', 'text/xml', ''),
  },
  { requiredKeys: [] },
);
const query = fc
  .dictionary(
    fc.constantFrom('format', 'since', 'until', 'blind', 'level', 'reason', 'value', 'nope'),
    fc.oneof(
      fc.constantFrom('csv', 'jsonl', 'true', '2026-01-01T00:00:00Z', 'level', 'spam', '\0', '\ud800', '-1'),
      fc.string(),
    ),
  )
  .map((given) =>
    Object.entries(given)
      .map(([key, value]) => `${key}=${safely(value)}`)
      .join('&'),
  );
const path = fc.oneof(
  fc.constantFrom(
    '/v1/projects/mail/decisions',
    '/v1/projects/mail/labels',
    '/v1/projects/nope/decisions',
    '/v1/decisions/ID',
    '/v1/decisions/ID/feedback',
  ),
  fc.string().map((text) => `/v1/decisions/${safely(text)}`),
  fc.string().map((text) => `/v1/projects/${safely(text)}/decisions`),
  fc.constantFrom(
    '/v1',
    '/v1/',
    '/v1/projects/%zz',
    '/graphql',
    '/openapi.json',
    '/healthz',
    '/readyz',
    '/metrics',
    '/docs',
  ),
);

function safely(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

type Said = { errors?: { message: string; extensions?: { problem?: { type: string } } }[] };
type Answer = { status: number; type: string; body: string };
async function send(
  method: string,
  at: string,
  init: { body?: string | null; headers?: Record<string, string> },
): Promise<Answer> {
  const given = Object.entries(init.headers ?? {}).filter(([, value]) => /^[\x20-\x7e\x80-\xff]*$/.test(value));
  const answer = await fetch(`${world.handrail.url}${at.replace('ID', known[0] ?? '')}`, {
    method,
    headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json', ...Object.fromEntries(given) },
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: init.body ?? null }),
  });
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', body: await answer.text() };
}
const post = (body: unknown): Promise<Answer> =>
  send('POST', '/v1/projects/mail/decisions', { body: JSON.stringify(body) });

function expectKept({ status, type, body }: Answer): void {
  expect(status === 503 || status < 500, body).toBe(true);
  if (status < 400 || body === '') return;
  expect(type).toBe('application/problem+json; charset=utf-8');
  expectProblem(JSON.parse(body), status);
}

describe('whatever is sent', () => {
  it('as a case, is stored whole or refused whole', () =>
    fc.assert(
      fc.asyncProperty(decision, headers, async (body, given) => {
        expectKept(
          await send('POST', '/v1/projects/mail/decisions', { body: JSON.stringify(body) ?? '', headers: given }),
        );
      }),
      BUDGET,
    ));

  it('to any address of REST by any method, is answered', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'),
        path,
        fc.tuple(
          query,
          headers,
          fc.oneof(
            feedback.map((body) => JSON.stringify(body) ?? ''),
            fc.string(),
          ),
        ),
        async (method, at, [search, given, body]) => {
          expectKept(await send(method, `${at}?${search}`, { body, headers: given }));
        },
      ),
      BUDGET,
    ));

  it('to any operation of GraphQL, as any of the three people, is never our failure', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('admin', 'reviewer', 'scientist'),
        operation,
        async (who, [document, variables]) => {
          const answer = await fetch(`${world.handrail.url}/graphql`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'x-handrail-request': '1', cookie: world[who].cookie },
            body: JSON.stringify({ query: document, variables }),
          });
          const said = await answer.text();
          expect(answer.status, said).toBe(200);
          const { errors = [] } = JSON.parse(said) as Said;
          for (const { extensions, message } of errors) {
            expect(extensions?.problem?.type, `${message} ${document} ${JSON.stringify(variables)}`).not.toBe(
              '/problems/internal',
            );
            if (extensions?.problem) expectProblem(extensions.problem);
          }
        },
      ),
      BUDGET,
    ));
});

it('and no case is left with anything but one decision or one open review that decides', async () => {
  const { rows } = await world.handrail.database.query(
    `select count(*)::int as cases, coalesce(json_agg(json_build_object('id', c.id, 'route', c.route, 'standing', standing, 'open', open)) filter (where standing + open <> 1), '[]') as broken from intake_case c,
       lateral (select count(*) as standing from decision d where d.case_id = c.id and not exists (select 1 from decision l where l.supersedes_id = d.id)) d,
       lateral (select count(*) as open from review r where r.case_id = c.id and r.state = 'open' and r.decides) r`,
  );
  expect(rows).toEqual([{ cases: expect.any(Number), broken: [] }]);
  expect((rows[0] as { cases: number }).cases).toBeGreaterThan(10);
});

const operations = (['query', 'mutation'] as const).flatMap((kind) =>
  Object.values((kind === 'query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {})
    .filter(({ name }) => !NOT_OURS_TO_CALL.has(name))
    .map((field) => ({ kind, field })),
);
const operation: fc.Arbitrary<[string, Record<string, unknown>]> = fc
  .constantFrom(...operations)
  .chain(({ kind, field }) =>
    fc
      .record(Object.fromEntries(field.args.map(({ name, type }) => [name, valueOf(type)])))
      .map((variables) => [documentOf(kind, field), variables]),
  );

function valueOf(type: GraphQLInputType): fc.Arbitrary<unknown> {
  if (type instanceof GraphQLNonNull) return valueOf(type.ofType);
  if (type instanceof GraphQLList) return fc.array(valueOf(type.ofType), { maxLength: 3 });
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (type instanceof GraphQLInputObjectType)
    return fc.record(
      Object.fromEntries(Object.values(type.getFields()).map((field) => [field.name, valueOf(field.type)])),
    );
  const text = fc.oneof(fc.constantFrom('mail', 'a', '1', 'decided', 'm@1', '\\', 'x'.repeat(300)), fc.string());
  const scalars: Record<string, fc.Arbitrary<unknown>> = {
    ID: fc.oneof({ weight: 3, arbitrary: fc.nat(9).map((n) => known[n % Math.max(1, known.length)] ?? 'none') }, text),
    Int: fc.oneof(fc.integer(), fc.constantFrom(1, 0, -1, 3)),
    Float: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0.5, 1)),
    Boolean: fc.boolean(),
    DateTime: fc.constantFrom('2026-01-01T00:00:00Z', '+275760-09-13T00:00:00Z', 'never'),
    JSON: fc.oneof(
      fc.constantFrom<unknown>('spam', { fields: [{ name: 'text', type: 'text' }] }, { kind: 'text' }),
      anything,
    ),
  };
  return scalars[type.name] ?? text;
}

function documentOf(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>): string {
  const declared = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  return `${kind}${declared && ` (${declared})`} { ${field.name}${given && `(${given})`} ${selectionOf(field.type)} }`;
}

function selectionOf(type: GraphQLOutputType): string {
  if (type instanceof GraphQLNonNull || type instanceof GraphQLList)
    return selectionOf(type.ofType as GraphQLOutputType);
  return isCompositeType(type) ? '{ __typename }' : '';
}
