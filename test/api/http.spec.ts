import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Session } from '../support/handrail.js';
import { expectProblem, problemOf } from '../support/problem.js';
import { createWorld, decide, type World } from '../support/world.js';

const ID = '00000000-0000-7000-8000-000000000000';
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

const send = (method: string, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${world.handrail.url}${path}`, {
    method,
    ...init,
    headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json', ...init.headers },
  });
const rows = async (): Promise<unknown> =>
  (
    await world.handrail.database.query(
      'select (select count(*)::int from intake_case) as cases, (select count(*)::int from prediction) as predictions, (select count(*)::int from review) as reviews, (select count(*)::int from decision) as decisions',
    )
  ).rows[0];

describe('an address', () => {
  it.each([
    ['GET', '/v1/projects/mail/decisions', 'POST'],
    ['PUT', '/v1/projects/mail/decisions', 'POST'],
    ['DELETE', '/v1/projects/mail/decisions', 'POST'],
    ['PATCH', `/v1/decisions/${ID}`, 'GET, HEAD'],
    ['POST', `/v1/decisions/${ID}`, 'GET, HEAD'],
    ['DELETE', '/v1/projects/mail/labels', 'GET, HEAD'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['PUT', '/graphql', 'GET, HEAD, POST'],
  ])('refuses %s %s and says what it takes', async (method, path, allow) => {
    const answer = await send(method, path, { body: method === 'GET' ? null : '{' });
    expect(answer.headers.get('allow')).toBe(allow);
    await problemOf(answer, 405);
  });

  it('tells OPTIONS what it takes, and HEAD what GET would say', async () => {
    const options = await send('OPTIONS', '/v1/projects/mail/decisions');
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
    const head = await send('HEAD', '/v1/projects/mail/labels?format=csv');
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
      200,
      'text/csv; charset=utf-8',
      '',
    ]);
    expect((await send('HEAD', '/v1/projects/mail/decisions')).status).toBe(405);
  });

  it.each([
    ['GET', '/v1/nope', 404],
    ['POST', '/nope', 404],
    ['DELETE', '/v1/nope', 404],
    ['POST', '/v1/projects/nope/decisions', 404],
    ['POST', '/v1/projects/%zz/decisions', 400],
    ['POST', `/v1/projects/${'a'.repeat(600)}/decisions`, 400],
    ['GET', `/v1/decisions/${ID}`, 404],
    ['GET', '/v1/decisions/%00', 404],
    ['GET', '/v1/projects/mail/labels?format=xml', 422],
    ['GET', '/v1/projects/mail/labels?since=yesterday', 422],
    ['GET', '/v1/projects/mail/labels?nope=1', 422],
    ['GET', '/v1/projects/mail/labels?value=%00', 422],
    ['GET', '/v1/projects/mail/labels?format=csv&value=%00', 422],
    ['GET', '/v1/projects/mail/labels?format=csv&format=csv', 422],
  ])('answers %s %s as a problem', async (method, path, status) => {
    const answer = await send(method, path, { body: method === 'GET' ? null : '{"input":{"text":"x"}}' });
    if (status !== 400) await problemOf(answer, status);
    else {
      expect(answer.status).toBe(status);
      expectProblem(await answer.json(), status);
    }
  });

  it('answers what is no HTTP at all as a problem too', async () => {
    for (const [text, status] of [
      ['NOT HTTP\r\n\r\n', 400],
      [`GET /healthz HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ] as const) {
      const answer = await raw(text);
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*?\r\nContent-Type: application/problem\\+json`));
      expectProblem(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))), status);
    }
  });

  function raw(text: string): Promise<string> {
    const { port } = new URL(world.handrail.url);
    return new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('error', reject);
      socket.on('close', () => resolve(answer));
    });
  }
});

describe('a body', () => {
  const sure = (more: object): object => ({
    input: { text: 'free' },
    predictions: [{ model: 'm@1', value: 'spam', confidence: 0.5, ...more }],
  });
  const cases: [string, string | Uint8Array | object, number, (string | undefined)?, Record<string, string>?][] = [
    [
      'with a whole number of more digits than are kept',
      '{"input":{"text":"a"},"metadata":{"order":9007199254740993}}',
      422,
    ],
    ['with a number that would become nothing', '{"input":{"text":"a"},"metadata":{"order":1e-400}}', 422],
    ['with a key twice', '{"input":{"text":"a"},"input":{"text":"b"}}', 400],
    ['with a key twice in two spellings', '{"input":{"text":"a","\\u0074ext":"b"}}', 400],
    ['with a prototype key', '{"input":{"text":"a","__proto__":{"a":1}}}', 400],
    ['with a number that is none', '{"input":{"text":"a"},"metadata":{"deep":[1,1e400]}}', 422, '/metadata/deep/1'],
    ['with an amount that is none', '{"input":{"text":"a","amount":-1e400}}', 422, '/input/amount'],
    ['with a key that nobody knows', { input: { text: 'a' }, constructor: 1 }, 422, '/constructor'],
    ['with evidence in another field', sure({ evidence: [{ field: 'nope', start: 0, end: 1, weight: 1 }] }), 422],
    ['with evidence past the end', sure({ evidence: [{ field: 'text', start: 1, end: 9, weight: 1 }] }), 422],
    ['with evidence backwards', sure({ evidence: [{ field: 'text', start: 2, end: 1, weight: 1 }] }), 422],
    ['with a NUL in its metadata', { input: { text: 'a' }, metadata: { 'a\0': 1 } }, 422],
    ['with a NUL in its segment', { input: { text: 'a' }, segment: '\0' }, 422, '/segment'],
    ['that is packed', gzipSync('{"input":{"text":"a"}}'), 415, undefined, { 'content-encoding': 'gzip' }],
    ['that is null', 'null', 422],
    ['under a key of 256 characters', sure({}), 422, undefined, { 'idempotency-key': 'k'.repeat(256) }],
    ['under an empty key', sure({}), 422, undefined, { 'idempotency-key': '' }],
  ];
  it.each(cases)('%s is refused and nothing is written', async (_name, body, status, pointer, headers = {}) => {
    const before = await rows();
    const answer = await decide(world, body, headers);
    expectProblem(answer.body, status);
    if (pointer !== undefined) expect(answer.body['errors']).toContainEqual({ pointer, detail: expect.any(String) });
    expect(await rows()).toEqual(before);
  });

  it('may have a mark of its byte order, keys called constructor in its metadata, and odd numbers', async () => {
    const body = '\ufeff{"input":{"text":"a","amount":-0},"metadata":{"constructor":1,"toString":[-0,1e-320,1e308]}}';
    const { status, body: view } = await decide(world, body);
    expect(status).toBe(202);
    const { rows: stored } = await world.handrail.database.query('select metadata from intake_case where id = $1', [
      view.id,
    ]);
    expect(stored).toEqual([{ metadata: { constructor: 1, toString: [0, 1e-320, 1e308] } }]);
  });
});

describe('a GraphQL document', () => {
  const problem = async (query: string, variables: Record<string, unknown> = {}): Promise<string> => {
    const { errors } = await world.admin.send(query, variables);
    const first = errors?.[0];
    expectProblem(first?.extensions?.problem);
    return first?.message ?? '';
  };

  it.each([
    ['too many queries', `{ ${Array.from({ length: 21 }, (_, n) => `a${n}: me { id }`).join(' ')} }`, /At most 20/],
    [
      'too many mutations, through a fragment',
      `mutation { ...a ...b } fragment a on Mutation { a: signOut b: signOut c: signOut } fragment b on Mutation { d: signOut e: signOut f: signOut }`,
      /At most 5/,
    ],
    [
      'too many fields, through fragments in fragments',
      `{ me { ...a0 } } fragment a10 on Person { id } ${Array.from({ length: 10 }, (_, n) => `fragment a${n} on Person { ...a${n + 1} ${Array.from({ length: 3 }, (_u, m) => `... on Person { ...a${n + 1} x${m}: id }`).join(' ')} }`).join(' ')}`,
      /At most 1000/,
    ],
    ['a fragment inside itself', '{ me { ...a } } fragment a on Person { ...a }', /within itself/],
    ['an unknown field', '{ me { passwordHash } }', /passwordHash/],
    ['a syntax error', '{ me { id ', /Syntax Error/],
    [
      'a deep literal',
      `mutation { correctLabel(input: { labelId: "x", value: ${'['.repeat(50_000)} }) { __typename } }`,
      /./,
    ],
  ])('with %s is told so', async (_name, query, message) => {
    expect(await problem(query)).toMatch(message);
  });

  it('takes no variable inside a JSON literal: its compiled form would keep the first value', async () => {
    const query = `query ($id: ID!, $v: JSON) { policyPreview(projectId: $id, settings: { level: FULL_AUTOMATION, globalThreshold: 0.5, auditRate: 0,
      fallback: { kind: "default", value: $v } }) { proposed { cases } } }`;
    expect(await problem(query, { id: world.projectId, v: 'ham' })).toMatch(/whole value/);
  });

  it.each([
    [
      'a negative page',
      'query ($id: ID!) { policyPreview(projectId: $id, lastCases: -5, settings: { level: SHADOW, globalThreshold: 0.5, auditRate: 0.1 }) { current { cases } } }',
    ],
    [
      'roles in a project that is none',
      `mutation { setMemberRoles(input: { projectId: "${ID}", email: "admin@t.example", roles: [ADMIN] }) { roles } }`,
    ],
    [
      'a name with a NUL',
      'mutation ($id: ID!) { createApiKey(input: { projectId: $id, name: "a\\u0000b", scopes: [LABELS_READ] }) { secret } }',
    ],
    [
      'a name without end',
      `mutation ($id: ID!) { createApiKey(input: { projectId: $id, name: "${'x'.repeat(500)}", scopes: [LABELS_READ] }) { secret } }`,
    ],
    [
      'a description without end',
      `mutation ($id: ID!) { describeProject(input: { projectId: $id, name: "${'x'.repeat(500)}" }) { name } }`,
    ],
    [
      'a cursor of its own making',
      `query ($id: ID!) { decisions(projectId: $id, after: "${Buffer.from('1|2026|zz').toString('base64url')}") { edges { cursor } } }`,
    ],
    ['an id that is none', '{ case(id: "x") { input } }'],
  ])('with %s never breaks the server', async (_name, query) => {
    const { errors = [] } = await new Session(world.handrail.url).send(query, { id: world.projectId });
    const mine = (await world.admin.send(query, { id: world.projectId })).errors ?? [];
    for (const { extensions } of [...errors, ...mine]) {
      expectProblem(extensions?.problem);
      expect(extensions?.problem?.type).not.toBe('/problems/internal');
    }
  });
});
