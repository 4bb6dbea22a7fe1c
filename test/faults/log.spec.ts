import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { HandrailProcess, newDatabase } from '../support/handrail-process.js';
import { PASSWORD, signInAt } from '../support/handrail.js';
import { until } from '../support/until.js';
import { claim, decide, furnish, moveTo, submit, type World } from '../support/world.js';

/** Words that stand nowhere but in what must not be logged. */
const INPUT = 'Zebrafink, my account is 4711-0815';
const NOTE = 'Quittengelee says the reviewer';
const SECRET = 'nobody reads this Mondkalb';
const CREDENTIAL = 'tok_Nachtigall';
const WRONG_PASSWORD = 'Kaulquappe 12345';

let databaseUrl: string;
let database: pg.Client;
let world: World<HandrailProcess>;
beforeAll(async () => {
  databaseUrl = await newDatabase(inject('databaseUrl'));
  const handrail = await HandrailProcess.start({
    DATABASE_URL: databaseUrl,
    HANDRAIL_SECRET: SECRET,
    HANDRAIL_LOG_LEVEL: 'debug',
    HANDRAIL_ALLOW_PRIVATE_ADDRESSES: '127.0.0.1',
  });
  world = await furnish(handrail);
  database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database?.end();
  await world?.handrail.stop();
});

const output = (): string => world.handrail.output;

async function secrets(): Promise<string[]> {
  const { rows } = await database.query<{ hash: string }>(
    `select password_hash as hash from person union all select encode(secret_hash, 'hex') from api_key
       union all select encode(secret_hash, 'base64') from api_key union all select encode(token_hash, 'hex') from session`,
  );
  const cookies = [world.admin, world.reviewer].map(({ cookie }) => cookie.split('=')[1] ?? '');
  const inDatabaseUrl = new URL(databaseUrl).password;
  return [
    ...[PASSWORD, WRONG_PASSWORD, SECRET, CREDENTIAL, world.key, INPUT, 'Zebrafink', 'Quittengelee', 't.example'],
    ...[...rows.map(({ hash }) => hash), ...cookies, inDatabaseUrl].filter((text) => text !== ''),
  ];
}

async function expectNothingTold(): Promise<void> {
  const log = output();
  const told = (await secrets()).filter(
    (text) => log.includes(text) || log.includes(JSON.stringify(text).slice(1, -1)),
  );
  expect(told).toEqual([]);
}

/** From now on the table refuses what holds the word, and says so with the whole row: a mistake of ours. */
const refuse = (table: string, column: string, word: string) =>
  database.query(
    `alter table ${table} add constraint ${table}_planted check (${column}::text not like '%${word}%') not valid`,
  );

const REGISTER = `mutation ($decider: RegisterDeciderInput!, $version: RegisterVersionInput!, $test: TestConnectionInput!) {
  registerDecider(input: $decider) { __typename } registerVersion(input: $version) { reference } testConnection(input: $test) { __typename } }`;

describe('the log', () => {
  it('tells nothing of traffic that goes well or is refused', async () => {
    await moveTo(world, 'HUMAN_ONLY');
    expect((await decide(world, { input: { text: INPUT } })).status).toBe(202);
    expect((await decide(world, { input: { text: INPUT, other: 1 } })).status).toBe(422);
    expect((await decide(world, `{"input":{"text":"${INPUT}"`)).status).toBe(400);
    const [review] = await claim(world, world.reviewer);
    if (!review) throw new Error('nothing to claim');
    await submit(world.reviewer, review, NOTE);
    await submit(world.reviewer, review, 'ham');
    await expect(signInAt(world.handrail.url, 'reviewer@t.example', WRONG_PASSWORD)).rejects.toThrow('SignInRefused');
    const labels = await fetch(`${world.handrail.url}/v1/projects/mail/labels?value=${encodeURIComponent(INPUT)}`, {
      headers: { authorization: `Bearer ${world.key}x` },
    });
    expect(labels.status).toBe(401);
    // What does not belong into an address, and comes in one all the same.
    for (const path of ['/v1/decisions/Zebrafink', '/Zebrafink', `/graphql?query={a(p:"${WRONG_PASSWORD}")}`])
      await fetch(`${world.handrail.url}${path}`, { headers: { 'x-handrail-request': '1' } });
    await expectNothingTold();
  });

  it('tells nothing of a decider’s credential, nor of the case that it was asked about', async () => {
    const { projectId } = world;
    // Nothing listens there.
    const config = {
      protocol: 'json',
      baseUrl: 'http://127.0.0.1:9',
      path: '/',
      body: { content: '{{input.text}}' },
      mapping: { value: 'value' },
      auth: { kind: 'bearer' },
      timeoutMs: 500,
      retries: 0,
    };
    await world.scientist.send(REGISTER, {
      decider: { projectId, name: 'remote', kind: 'MODEL' },
      version: { projectId, name: 'remote', connector: 'HTTP', config, secrets: { credential: CREDENTIAL } },
      test: { projectId, reference: 'remote@1', sample: { text: INPUT } },
    });
    const { rows } = await database.query('select 1 from decider_version where config is not null');
    expect(rows.length).toBeGreaterThan(0);
    await expectNothingTold();
  });

  it('says of our own mistakes where and what, by the id that was answered, and not about whom', async () => {
    await refuse('intake_case', 'input', 'Zebrafink');
    await refuse('label', 'note', 'Quittengelee');
    await refuse('person', 'name', 'Zebrafink');
    // It is described as nothing that may be answered.
    await expect(decide(world, { input: { text: INPUT } })).rejects.toThrow('may not answer 500');
    await decide(world, { input: { text: 'harmless' } });
    const [review] = await claim(world, world.reviewer);
    const answered = await world.reviewer.send<unknown>(
      'mutation ($input: SubmitLabelInput!) { submitLabel(input: $input) { __typename } }',
      { input: { reviewId: review?.id, leaseToken: review?.leaseToken, value: 'ham', leadTimeMs: 1, note: NOTE } },
    );
    const created = await world.admin.send<unknown>(
      'mutation ($input: CreatePersonInput!) { createPerson(input: $input) { id } }',
      { input: { name: 'Zebrafink', email: 'zebra@t.example', password: PASSWORD } },
    );
    const ids = [answered, created].map(
      ({ errors }) => /logged as (\S+)\./.exec(errors?.[0]?.message ?? '')?.[1] ?? JSON.stringify(errors),
    );
    // What is written there comes here a little later.
    const logged = await until('three lines of the log', () => {
      const lines = output()
        .split('\n')
        .filter((line) => line.startsWith('{') && line.endsWith('}'))
        .map((line) => JSON.parse(line) as { id?: string; err?: Record<string, unknown> })
        .filter(({ err }) => err?.['code'] === '23514');
      return lines.length >= 3 && lines;
    });
    expect(logged.map(({ err }) => err)).toEqual(
      ['intake_case', 'label', 'person'].map((table) =>
        expect.objectContaining({ table, constraint: `${table}_planted`, stack: expect.stringContaining('at ') }),
      ),
    );
    expect(logged.slice(1).map(({ id }) => id)).toEqual(ids);
    await expectNothingTold();
  });

  it('tells nothing in what is printed at the start and the end', async () => {
    expect(await world.handrail.stop()).toBe(0);
    await expectNothingTold();
  });
});
