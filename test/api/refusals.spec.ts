import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../support/problem.js';
import { createWorld, decide, type World } from '../support/world.js';

const ID = '00000000-0000-7000-8000-000000000000';
/** Every route that is posted to, from the table of access that is checked for drift. */
const POSTS = [
  ...readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8').matchAll(/`POST (\/v1[^`]*)`/g),
].map(([, path = '']) => path);
/** They hear the key (see the other specs), or make nothing. */
const HEARD =
  /\/(decisions|feedback|datasets|exports|deciders|versions|onnx|count|preview|cancel|look|storage\/:name|test|remove)$/;

let world: World;
let key: string;
beforeAll(async () => {
  world = await createWorld();
  const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    {
      input: {
        projectId: world.projectId,
        name: 'all',
        scopes: ['DECISIONS_WRITE', 'DECISIONS_READ', 'LABELS_READ', 'LABELS_WRITE', 'DECIDERS_TRAIN', 'PROFILE_WRITE'],
      },
    },
  );
  key = createApiKey.secret;
});
afterAll(() => world.handrail.stop());

const post = (path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${world.handrail.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body,
  });
const filled = (path: string): string => path.replace(':project', 'mail').replaceAll(/:(\w+)/g, ID);

it('knows the routes', () => expect(POSTS.length).toBeGreaterThan(15));

it.each(POSTS)('POST %s without a key is 401, and says nothing of a web header', async (path) => {
  const type = /(onnx|imports)$/.test(path) ? 'application/octet-stream' : 'application/json';
  for (const cookie of ['', 'handrail_session=dead']) {
    const answer = await fetch(world.handrail.url + filled(path), {
      method: 'POST',
      headers: { 'content-type': type, ...(cookie && { cookie }) },
      body: '{}',
    });
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain('x-handrail-request');
  }
});

it.each(POSTS.filter((path) => !HEARD.test(path)))(
  'POST %s refuses an Idempotency-Key that it would not hear',
  async (path) => {
    const type = path.endsWith('imports') ? 'application/octet-stream' : 'application/json';
    const answer = await post(filled(path), '{}', { 'idempotency-key': 'k', 'content-type': type });
    expect(await answer.text()).toMatch(/takes no Idempotency-Key|API keys|scope/);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  },
);

it('equal requests under one key freeze one version; another body under it is a conflict', async () => {
  const freeze = (name: string): Promise<Response> =>
    post('/v1/projects/mail/datasets', JSON.stringify({ name }), { 'idempotency-key': 'once' });
  const answers = await Promise.all(Array.from({ length: 20 }, () => freeze('a')));
  const numbers = await Promise.all(answers.map(async (one) => ((await one.json()) as { number: number }).number));
  expect(new Set(numbers)).toEqual(new Set([numbers[0]]));
  await problemOf(await freeze('b'), 409);
});

describe('a time', () => {
  const BAD = [
    '2020-01-01T00:00:00+16:00',
    '2020-01-01T00:00:00-23:59',
    '0000-06-01T00:00:00Z',
    '0001-01-01T00:00:00+05:00',
    '9999-12-31T23:59:59-05:00',
  ];
  it.each(BAD)('of %s is refused wherever it is given', async (time) => {
    const filter = { name: 'n', definition: { filter: { from: time } } };
    await problemOf(await post('/v1/projects/mail/datasets', JSON.stringify(filter)), 422);
    await problemOf(await post('/v1/projects/mail/datasets/count', JSON.stringify(filter.definition)), 422);
    const since = `/v1/projects/mail/labels?since=${encodeURIComponent(time)}`;
    await problemOf(await fetch(world.handrail.url + since, { headers: { authorization: `Bearer ${key}` } }), 422);
  });

  it('at the ends of what everybody can read is taken', async () => {
    for (const from of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2020-01-01T00:00:00+14:00']) {
      const answer = await post('/v1/projects/mail/datasets/count', JSON.stringify({ filter: { from } }));
      expect(answer.status).toBe(200);
    }
  });
});

describe('JSON that is nested 200,000 deep', () => {
  const deep = `{"text":"a","input":${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}}`;
  const deepList = `{"text":"a","label":${'['.repeat(200_000)}1${']'.repeat(200_000)}}`;

  it.each([
    ['lines', `${deep}\n${deepList}\n{"text":"b","label":"spam"}\n`],
    ['a list', `[${deep},${deepList}]`],
    ['one object', deep],
  ])('is told so in an import: %s', async (_name, file) => {
    const answer = await post('/v1/projects/mail/imports', file, { 'content-type': 'application/octet-stream' });
    expect(answer.status).toBeLessThan(500);
  });

  it('is told so in a body', async () => {
    const body = `{"input":{"text":"a"},"metadata":${'['.repeat(200_000)}1${']'.repeat(200_000)}}`;
    expect((await decide(world, body)).status).toBe(400);
  });
});

describe('optional fields with names that every object has', () => {
  it('are empty where they were left out: in cases, labels and files', async () => {
    const { createProject } = await world.admin.run<{ createProject: { id: string } }>(
      'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
      {
        input: {
          slug: 'odd',
          name: 'Odd',
          inputSchema: {
            fields: [
              { name: 'text', type: 'text', required: true },
              { name: 'constructor', type: 'text', required: false },
              { name: 'toString', type: 'number', required: false },
              { name: 'valueOf', type: 'category', required: false },
              { name: 'hasOwnProperty', type: 'date-time', required: false },
            ],
          },
          outputSchema: { kind: 'label', labels: [{ value: 'constructor' }, { value: 'toString' }] },
        },
      },
    );
    const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
      { input: { projectId: createProject.id, name: 'k', scopes: ['DECISIONS_WRITE', 'LABELS_READ'] } },
    );
    const authorization = `Bearer ${createApiKey.secret}`;
    const predictions = [
      { model: 'm@1', value: 'constructor', confidence: 0.9, scores: { constructor: 0.9, toString: 0.1 } },
    ];
    const made = await post(
      '/v1/projects/odd/decisions',
      JSON.stringify({ input: { text: 'a' }, segment: 'constructor', metadata: { toString: 1 }, predictions }),
      { authorization },
    );
    expect(made.status).toBeLessThan(300);
    const csv = await fetch(`${world.handrail.url}/v1/projects/odd/labels?format=csv`, { headers: { authorization } });
    expect([csv.status, await csv.text()]).toEqual([200, expect.not.stringContaining('function')]);
    const frozen = await post('/v1/projects/odd/datasets', '{"name":"a"}', { authorization });
    expect(frozen.status).toBe(202);
  });
});
