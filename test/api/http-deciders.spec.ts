import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonConfig, place, registerHttp, testConnection, type Tested } from '../support/deciders.js';
import { until } from '../support/until.js';
import { ModelServer } from '../support/model-server.js';
import { createWorld, decide, moveTo, type World } from '../support/world.js';

let world: World;
let model: ModelServer;
beforeAll(async () => {
  model = await ModelServer.start();
  world = await createWorld({ HANDRAIL_ALLOW_PRIVATE_ADDRESSES: '127.0.0.1/32' });
});
afterAll(async () => {
  await model?.stop();
  await world?.handrail.stop();
});

const SECRET = 'tok-s3cret-Zürich'.normalize('NFKD').replace(/[^\x20-\x7e]/g, '');

function tryConfig(config: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<Tested> {
  const { secrets, kind = 'MODEL', sample = { text: 'free entry', amount: 3 } } = more;
  return testConnection(world.scientist, {
    projectId: world.projectId,
    version: { kind, connector: 'HTTP', config, ...(secrets ? { secrets } : {}) },
    sample,
  });
}

const BY_LABEL = { kind: 'answer', value: '/label', confidence: '/probability' };
const SCORES = { kind: 'scores' };
const OIP_INPUTS = [
  { name: 'text', datatype: 'BYTES', fields: ['text'] },
  { name: 'numbers', datatype: 'FP32', fields: ['amount'] },
];

describe('each protocol, on a server that speaks it to the letter', () => {
  it.each<[string, Record<string, unknown>, string | null]>([
    [
      'oip_v2 by scores',
      { protocol: 'oip_v2', model: 'm', inputs: OIP_INPUTS, output: { kind: 'scores', at: 'probabilities' } },
      'HTTP 200',
    ],
    ['kserve_v1', { protocol: 'kserve_v1', model: 'm', output: BY_LABEL }, 'HTTP 200'],
    ['mlflow dataframe_split', { protocol: 'mlflow', format: 'dataframe_split', output: SCORES }, 'HTTP 200'],
    ['mlflow dataframe_records', { protocol: 'mlflow', format: 'dataframe_records', output: SCORES }, 'HTTP 200'],
    ['mlflow instances', { protocol: 'mlflow', format: 'instances', output: SCORES }, 'HTTP 200'],
    ['mlflow inputs', { protocol: 'mlflow', format: 'inputs', output: SCORES }, 'HTTP 200'],
    ['openai_chat', { protocol: 'openai_chat', model: 'gpt', prompt: '{{input.text}}' }, null],
    [
      'hf_text_classification',
      {
        protocol: 'hf_text_classification',
        path: '/hf',
        text: '{{input.text}}',
        labels: { LABEL_1: 'spam', LABEL_0: 'ham' },
      },
      null,
    ],
    [
      'json',
      {
        protocol: 'json',
        path: '/score',
        body: { content: '{{input.text}}', n: '{{input.amount}}' },
        mapping: { value: 'result.verdict', confidence: 'result.sure', scores: 'classes', evidence: 'why' },
      },
      null,
    ],
  ])('%s', async (_name, config, health) => {
    for (const [text, value, confidence] of [
      ['free entry', 'spam', 0.9],
      ['see you at noon', 'ham', 0.8],
    ] as const) {
      const tested = await tryConfig({ baseUrl: model.url, ...config }, { sample: { text, amount: 3 } });
      expect(tested).toMatchObject({ error: null, health, prediction: { value }, answer: { status: 200 } });
      expect(tested.prediction?.confidence).toBeCloseTo(confidence, 6);
    }
  });

  it('oip_v2 answers with the index of a label, and a previous system without confidence', async () => {
    const config = {
      protocol: 'oip_v2',
      baseUrl: model.url,
      model: 'm',
      inputs: OIP_INPUTS,
      output: { kind: 'answer', value: 'label' },
    };
    expect(await tryConfig(config, { kind: 'SYSTEM' })).toMatchObject({
      error: null,
      prediction: { value: 'spam', confidence: null },
    });
    expect((await tryConfig(config)).error).toBe('it gave no confidence');
  });

  it('json keeps types in the body, encodes the path, and gives scores and evidence', async () => {
    const config = {
      protocol: 'json',
      baseUrl: model.url,
      path: '/score',
      body: { content: '{{input.text}}', n: '{{input.amount}}', all: '{{input}}', say: 'n={{input.amount}}' },
      mapping: { value: 'result.verdict', confidence: 'result.sure', scores: 'classes', evidence: 'why' },
    };
    const tested = await tryConfig(config);
    expect(tested.request?.body).toEqual({
      content: 'free entry',
      n: 3,
      all: { text: 'free entry', amount: 3 },
      say: 'n=3',
    });
    expect(tested.prediction?.evidence).toEqual([{ field: 'text', start: 0, end: 4, weight: 0.7 }]);
    expect(tested.prediction?.scores).toMatchObject({ spam: 0.9 });
    const get = await tryConfig(
      { ...config, method: 'GET', path: '/score?q={{input.text}}' },
      { sample: { text: 'a&b c' } },
    );
    expect(get.request).toMatchObject({ url: `${model.url}/score?q=a%26b%20c`, body: null });
    expect(get.answer?.text).toContain('"a&b c"');
  });

  it('says what the server says when it refuses the request', async () => {
    const config = {
      protocol: 'oip_v2',
      baseUrl: model.url,
      model: 'm',
      inputs: OIP_INPUTS.slice(0, 1),
      output: SCORES,
    };
    expect((await tryConfig(config)).error).toBe('HTTP 400: unexpected shape or datatype for input');
  });
});

const UGLY: [string, RegExp][] = [
  ['html', /^the answer is not JSON \(text\/html/],
  ['30mb', /^the answer is longer than 1000000 bytes$/],
  ['30mb-told', /^the answer is longer than 1000000 bytes$/],
  ['nan', /^the answer is not JSON/],
  ['null', /^it gave no answer \(null\)$/],
  ['null-value', /^it gave no answer \(null\)$/],
  ['unknown-label', /^the answer must be one of "spam", "ham", got "eggs"$/],
  ['two-labels', /^the answer must be one of "spam", "ham", got a list$/],
  ['confidence-2', /^the confidence is 2, not in \[0, 1\]$/],
  ['no-confidence', /^it gave no confidence$/],
  ['text-confidence', /^the confidence is "0.9", not a number$/],
  ['empty', /^the answer is not JSON/],
  ['deep', /^the answer is nested deeper than 64 levels$/],
  ['slow', /^no answer within 500 ms$/],
  ['never', /^no answer within 500 ms$/],
  ['half', /^no answer within 500 ms$/],
  ['reset', /^it broke the connection off$/],
  ['429', /^HTTP 429: slow down$/],
  ['503', /^HTTP 503: loading$/],
  ['redirect', /^HTTP 307: it wants to redirect, which is not followed$/],
];

describe('an ugly answer', () => {
  it.each(UGLY)('%s is an error in words', async (kind, words) => {
    const tested = await tryConfig(jsonConfig(model.url, `/ugly/${kind}`));
    expect(tested.error).toMatch(words);
    expect(tested.prediction).toBeNull();
    expect(tested.latencyMs).toBeLessThan(5000);
  });

  it('is recorded with the case and goes where the level says: to a person, or to the declared answer', async () => {
    const names = ['html', '30mb', 'nan', 'null-value', 'unknown-label', 'two-labels', 'never', 'reset'];
    for (const name of names) {
      const reference = await registerHttp(world, `ugly-${name}`, { config: jsonConfig(model.url, `/ugly/${name}`) });
      await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0, incumbent: reference });
      const partial = await decide(world, { input: { text: name } });
      expect([name, partial.status]).toEqual([name, 202]);
      await moveTo(world, 'FULL_AUTOMATION', {
        auditRate: 0,
        incumbent: reference,
        fallback: { kind: 'default', value: 'ham' },
      });
      const full = await decide(world, { input: { text: name } });
      expect([name, full.status, full.body['value'], full.body['decidedBy']]).toMatchObject([name, 200, 'ham', {}]);
      const { rows } = await world.handrail.database.query<{ error: string; value: unknown }>(
        'select error, value from prediction where model = $1 and not behind',
        [reference],
      );
      expect(rows).toHaveLength(2);
      for (const row of rows) {
        expect(row.value).toBeNull();
        expect(row.error.length).toBeGreaterThan(5);
        expect(row.error.length).toBeLessThan(301);
      }
    }
  });
});

describe('what protects the server and the asked', () => {
  it('tries again after a broken connection, and only as often as it may', async () => {
    model.resetsLeft = 1;
    expect((await tryConfig(jsonConfig(model.url, '/once', { retries: 1 }))).error).toBeNull();
    model.resetsLeft = 3;
    expect((await tryConfig(jsonConfig(model.url, '/once', { retries: 1 }))).error).toBe('it broke the connection off');
    expect(model.resetsLeft).toBe(1);
    // Each on a path of its own: machines of other tests are asked behind the answers meanwhile.
    for (const [path, times] of [
      ['/ugly/503', 3],
      ['/ugly/429', 1],
      ['/ugly/null', 1],
    ] as const) {
      const before = model.timesAsked(path);
      await tryConfig(jsonConfig(model.url, path, { retries: 2 }));
      expect([path, model.timesAsked(path) - before]).toEqual([path, times]);
    }
  });

  it('asks at most so many at a time', async () => {
    const config = jsonConfig(model.url, '/busy', { maxConcurrent: 2, timeoutMs: 5000 });
    const reference = await registerHttp(world, 'busy', { config });
    await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0, incumbent: reference });
    await Promise.all(Array.from({ length: 12 }, (_, index) => decide(world, { input: { text: `busy ${index}` } })));
    expect(model.mostAtOnce('/busy')).toBe(2);
  });

  it('leaves a failing server alone, and comes back to it', async () => {
    const config = jsonConfig(model.url, '/flaky', { breaker: { failures: 3, openMs: 1500 } });
    const reference = await registerHttp(world, 'flaky', { config });
    await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0, incumbent: reference });
    model.isBroken = true;
    for (let index = 0; index < 3; index += 1) await decide(world, { input: { text: `broken ${index}` } });
    const before = model.timesAsked('/flaky');
    expect((await decide(world, { input: { text: 'left alone' } })).status).toBe(202);
    expect(model.timesAsked('/flaky')).toBe(before);
    model.isBroken = false;
    await until('it is asked again', async () => (await decide(world, { input: { text: 'again' } })).status === 200);
    const { rows } = await world.handrail.database.query<{ error: string }>(
      `select distinct error from prediction where model = $1 and error is not null and not behind order by error`,
      [reference],
    );
    expect(rows.map(({ error }) => error)).toEqual([
      'HTTP 500: out of order',
      'left alone: it failed several times in a row',
    ]);
  });

  it.each([
    'http://127.0.0.2:9',
    'http://localhost6:9',
    'http://[::1]:9',
    'http://[::ffff:10.0.0.1]:9',
    'http://0x7f.2:9',
    'http://2130706434:9',
    'http://10.1.2.3:9',
    'http://192.168.0.1:9',
    'http://169.254.169.254',
    'http://100.100.100.200',
    'http://[fd00:ec2::254]',
    'http://0.0.0.0:9',
  ])('refuses %s', async (baseUrl) => {
    const { error } = await tryConfig(jsonConfig(baseUrl, '/'));
    expect(error).toMatch(/private or local address, which is refused|host name/);
    if (!baseUrl.includes('localhost')) expect(error).toMatch(/refused/);
  });
});

describe('secrets', () => {
  it('are sent, masked in what is shown, and lie nowhere readable', async () => {
    const config = jsonConfig(model.url, '/echo', { auth: { kind: 'bearer' } });
    const secrets = { credential: SECRET };
    const typed = await tryConfig(config, { secrets });
    expect(model.seen.at(-1)?.headers['authorization']).toBe(`Bearer ${SECRET}`);
    const basic = await tryConfig({ ...config, auth: { kind: 'basic', username: 'u' } }, { secrets });
    expect(model.seen.at(-1)?.headers['authorization']).toBe(`Basic ${Buffer.from(`u:${SECRET}`).toString('base64')}`);
    const header = await tryConfig({ ...config, auth: { kind: 'header', name: 'X-Key' } }, { secrets });
    expect(model.seen.at(-1)?.headers['x-key']).toBe(SECRET);
    const reference = await registerHttp(world, 'secretive', { config, secrets });
    const stored = await testConnection(world.scientist, {
      projectId: world.projectId,
      reference,
      sample: { text: 'x' },
    });
    expect(model.seen.at(-1)?.headers['authorization']).toBe(`Bearer ${SECRET}`);
    expect(stored.error).toMatch(/^HTTP 400: bad token/);
    await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0, incumbent: reference });
    const decided = await decide(world, { input: { text: 'with a secret' } });
    const shown = await world.admin.run('{ project(slug: "mail") { id } }');
    const registry = await world.admin.run(
      'query ($projectId: ID!) { deciders(projectId: $projectId) { name versions { reference config hasSecrets } } }',
      { projectId: world.projectId },
    );
    const everything = JSON.stringify([typed, basic, header, stored, decided.body, shown, registry]);
    const encoded = Buffer.from(`u:${SECRET}`).toString('base64');
    for (const secret of [SECRET, encoded]) expect(everything).not.toContain(secret);
    const { rows: tables } = await world.handrail.database.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables) {
      const { rows } = await world.handrail.database.query<{ n: number }>(
        `select count(*)::int as n from "${name}" t where t::text like '%' || $1 || '%' or t::text like '%' || encode($1::bytea, 'hex') || '%'`,
        [SECRET],
      );
      expect([name, rows[0]?.n]).toEqual([name, 0]);
    }
  });

  it('must be there where they are needed, and not where they are not', async () => {
    const config = jsonConfig(model.url, '/score', { auth: { kind: 'bearer' } });
    await expect(tryConfig(config)).rejects.toThrow(/One value does not fit/);
    await expect(tryConfig(jsonConfig(model.url, '/score'), { secrets: { credential: 'x' } })).rejects.toThrow(
      /does not fit/,
    );
    await expect(tryConfig(jsonConfig('http://u:p@127.0.0.1', '/score'))).rejects.toThrow(/does not fit/);
    const withSecretHeader = jsonConfig(model.url, '/score', { headers: { Authorization: 'x' } });
    const { errors } = await world.scientist.send(
      'mutation ($input: TestConnectionInput!) { testConnection(input: $input) { error } }',
      {
        input: { projectId: world.projectId, version: { kind: 'MODEL', connector: 'HTTP', config: withSecretHeader } },
      },
    );
    expect(errors?.[0]?.extensions?.problem).toMatchObject({
      errors: [{ pointer: '/config/headers/Authorization', detail: 'is a secret: give it as the authentication' }],
    });
  });
});

describe('a previous system over HTTP', () => {
  it('decides in Shadow, and steps in where the model fails in Full', async () => {
    const config = jsonConfig(model.url, '/score', { mapping: { value: 'result.verdict' } });
    const system = await registerHttp(world, 'old-rules', { config, kind: 'SYSTEM' });
    await moveTo(world, 'SHADOW', { auditRate: 0, incumbent: null });
    expect((await place(world, system, { place: 'PREVIOUS_SYSTEM' })).__typename).toBe('PlaceVersionSuccess');
    const shadow = await decide(world, { input: { text: 'free entry' } });
    expect([shadow.status, shadow.body['value'], shadow.body['decidedBy']]).toMatchObject([
      200,
      'spam',
      { kind: 'system' },
    ]);
    expect(shadow.body['confidence']).toBeNull();
    const broken = await registerHttp(world, 'broken', { config: jsonConfig(model.url, '/ugly/null') });
    await moveTo(world, 'FULL_AUTOMATION', {
      auditRate: 0,
      incumbent: broken,
      previousSystem: system,
      fallback: { kind: 'system' },
    });
    const full = await decide(world, { input: { text: 'noon' } });
    expect([full.status, full.body['value'], full.body['decidedBy']]).toMatchObject([200, 'ham', { kind: 'system' }]);
  });
});
