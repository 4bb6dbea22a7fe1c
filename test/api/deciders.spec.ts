import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../server/dist/platform/ids/index.js';
import { place, registerDecider, registerVersion, retire, type Version } from '../support/deciders.js';
import { until } from '../support/until.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.handrail.stop());

const RULES = {
  rows: [
    {
      note: 'money',
      when: [{ field: 'text', operator: 'contains', value: 'free' }],
      then: { value: 'spam', confidence: 0.97 },
    },
    { when: [{ field: 'amount', operator: 'more', value: 100 }], then: { value: 'spam' } },
  ],
  otherwise: { value: 'ham', confidence: 0.95 },
};
const rules = { connector: 'RULES', config: RULES };

async function fresh(name: string, kind: 'MODEL' | 'SYSTEM' = 'MODEL'): Promise<Version> {
  await registerDecider(world, name, kind);
  return registerVersion(world, name, rules);
}

async function states(): Promise<Record<string, string>> {
  const { deciders } = await world.admin.run<{ deciders: { versions: { reference: string; state: string }[] }[] }>(
    'query ($projectId: ID!) { deciders(projectId: $projectId) { versions { reference state } } }',
    { projectId: world.projectId },
  );
  return Object.fromEntries(
    deciders.flatMap(({ versions }) => versions).map(({ reference, state }) => [reference, state]),
  );
}

describe('the registry', () => {
  it('numbers versions, refuses a taken name, and says how each stands', async () => {
    expect(await registerDecider(world, 'first')).toBe('RegisterDeciderSuccess');
    expect(await registerDecider(world, 'first')).toBe('DeciderNameTaken');
    const versions = await Promise.all(Array.from({ length: 5 }, () => registerVersion(world, 'first', rules)));
    expect(versions.map(({ reference }) => reference).sort()).toEqual([1, 2, 3, 4, 5].map((n) => `first@${n}`));
    await moveTo(world, 'SHADOW', { incumbent: 'first@1' });
    await place(world, 'first@2', { place: 'SHADOW' });
    await retire(world, 'first@3');
    expect(await states()).toMatchObject({
      'first@1': 'CHAMPION',
      'first@2': 'SHADOW',
      'first@3': 'RETIRED',
      'first@4': 'REGISTERED',
    });
  });

  it('counts what a version did on the last cases', async () => {
    await fresh('counted');
    await moveTo(world, 'PARTIAL_AUTOMATION', { incumbent: 'counted@1', auditRate: 0 });
    await decide(world, { input: { text: 'free' } });
    await decide(world, { input: { text: 'noon', amount: 200 } });
    const { decider } = await world.scientist.run<{ decider: { versions: { usage: Record<string, unknown> }[] } }>(
      'query ($projectId: ID!) { decider(projectId: $projectId, name: "counted") { versions { usage { predictions errors } } } }',
      { projectId: world.projectId },
    );
    expect(decider.versions).toEqual([{ usage: { predictions: 2, errors: 0 } }]);
  });

  it('names everything that does not fit, by its pointer, and writes nothing', async () => {
    await registerDecider(world, 'misfit');
    const config = {
      rows: [{ when: [{ field: 'nope', operator: 'is', value: 'x' }], then: { value: 'eggs' } }],
      otherwise: { value: 'ham' },
    };
    const send = (given: Record<string, unknown>) =>
      world.scientist.send<unknown>(
        'mutation ($input: RegisterVersionInput!) { registerVersion(input: $input) { id } }',
        {
          input: { projectId: world.projectId, name: 'misfit', ...given },
        },
      );
    const { errors } = await send({ connector: 'RULES', config });
    const problem = errors?.[0]?.extensions?.problem as { errors: { pointer: string }[] } | undefined;
    expect(problem?.errors.map(({ pointer }) => pointer)).toEqual([
      '/config/rows/0/when/0/field',
      '/config/rows/0/then/value',
    ]);
    for (const given of [
      { connector: 'HTTP', config: { protocol: 'json', baseUrl: 'ftp://x', mapping: { value: 'v' } } },
      { connector: 'HTTP', config: { protocol: 'json', baseUrl: 'https://x.example', mapping: { value: '$[' } } },
      { connector: 'HTTP', config: { protocol: 'smoke_signals', baseUrl: 'https://x.example' } },
      { connector: 'ONNX', config: {} },
      { connector: 'BUILTIN', config: {} },
    ])
      expect((await send(given)).errors?.[0]?.extensions?.problem?.type).toBe('/problems/invalid');
    expect((await states())['misfit@1']).toBeUndefined();
  });
});

describe('putting a version in place', () => {
  it('lets the incumbent and the previous system change only where no machine decides', async () => {
    await fresh('placed');
    await fresh('placed-system', 'SYSTEM');
    await moveTo(world, 'AI_ASSISTANCE', { incumbent: null });
    expect(await place(world, 'placed@1', { place: 'INCUMBENT' })).toMatchObject({ __typename: 'PlacementRefused' });
    expect(await place(world, 'placed@1', { place: 'SHADOW' })).toMatchObject({ __typename: 'PlaceVersionSuccess' });
    await moveTo(world, 'SHADOW', { incumbent: null });
    expect(await place(world, 'placed@1', { place: 'INCUMBENT' })).toMatchObject({
      __typename: 'PlaceVersionSuccess',
      version: { state: 'CHAMPION', inForceAs: ['the incumbent'] },
    });
    expect(await place(world, 'placed@1', { place: 'INCUMBENT' })).toMatchObject({ message: 'It is there already.' });
    expect(await place(world, 'placed@1', { place: 'PREVIOUS_SYSTEM' })).toMatchObject({
      __typename: 'PlacementRefused',
    });
    expect(await place(world, 'placed-system@1', { place: 'INCUMBENT' })).toMatchObject({
      __typename: 'PlacementRefused',
    });
    expect(await place(world, 'placed-system@1', { place: 'PREVIOUS_SYSTEM' })).toMatchObject({
      __typename: 'PlaceVersionSuccess',
    });
    const decided = await decide(world, { input: { text: 'a free cruise' } });
    expect([decided.status, decided.body['value'], decided.body['decidedBy']]).toMatchObject([
      200,
      'spam',
      { kind: 'system', name: 'placed-system' },
    ]);
    await place(world, 'placed-system@1', { place: 'PREVIOUS_SYSTEM', isIn: false });
  });

  it('is written down with who and why, and is not for a data scientist', async () => {
    await fresh('audited');
    await place(world, 'audited@1', { place: 'SHADOW', reason: 'to be compared' });
    const { rows } = await world.handrail.database.query<{ actor: string; action: string }>(
      `select actor, action from audit_entry where subject like 'audited%' order by created_at, id`,
    );
    expect(rows).toEqual([
      { actor: 'scientist', action: 'decider.register' },
      { actor: 'scientist', action: 'version.register' },
    ]);
    const { policies } = await world.admin.run<{ policies: { reason: string; createdBy: string }[] }>(
      'query ($projectId: ID!) { policies(projectId: $projectId) { reason createdBy } }',
      { projectId: world.projectId },
    );
    expect(policies[0]).toEqual({ reason: 'to be compared', createdBy: 'Ada' });
    const { errors } = await world.scientist.send(
      'mutation ($input: PlaceVersionInput!) { placeVersion(input: $input) { __typename } }',
      { input: { projectId: world.projectId, reference: 'audited@1', place: 'SHADOW', isIn: false, reason: 'x' } },
    );
    expect(errors?.[0]?.extensions?.problem?.type).toBe('/problems/forbidden');
  });
});

describe('retiring', () => {
  it('is refused while the version is in use, says where, and is for good', async () => {
    await fresh('worn');
    await moveTo(world, 'SHADOW', { incumbent: 'worn@1' });
    expect(await retire(world, 'worn@1')).toMatchObject({ __typename: 'VersionInUse', places: ['the incumbent'] });
    await moveTo(world, 'SHADOW', { incumbent: null });
    await place(world, 'worn@1', { place: 'SHADOW' });
    expect(await retire(world, 'worn@1')).toMatchObject({ places: ['a shadow'] });
    await place(world, 'worn@1', { place: 'SHADOW', isIn: false });
    expect(await retire(world, 'worn@1')).toMatchObject({
      __typename: 'RetireVersionSuccess',
      version: { state: 'RETIRED' },
    });
    expect(await retire(world, 'worn@1')).toMatchObject({ __typename: 'RetireVersionSuccess' });
    await expect(place(world, 'worn@1', { place: 'SHADOW' })).rejects.toThrow(/is retired/);
    await expect(moveTo(world, 'SHADOW', { incumbent: 'worn@1' })).rejects.toThrow(/is retired|undefined|null/);
    await registerDecider(world, 'worn');
    expect((await registerVersion(world, 'worn', rules)).reference).toBe('worn@2');
  });

  it('never wins together with whoever puts it in force', async () => {
    await moveTo(world, 'SHADOW', { incumbent: null });
    for (let round = 0; round < 6; round += 1) {
      const { reference } = await fresh(`raced-${round}`);
      const [retired, placed] = await Promise.all([
        retire(world, reference),
        place(world, reference, { place: 'SHADOW' }).catch(() => undefined),
      ]);
      const isPlaced = placed?.__typename === 'PlaceVersionSuccess';
      expect([retired.__typename, isPlaced]).toSatisfy(([type, isIn]: [string, boolean]) =>
        type === 'RetireVersionSuccess' ? !isIn : isIn,
      );
    }
  });
});

describe('rules', () => {
  it('decide where a row has a confidence, and leave the case to a person where it has none', async () => {
    await fresh('table');
    await moveTo(world, 'PARTIAL_AUTOMATION', { incumbent: 'table@1', auditRate: 0 });
    const [free, big, other] = [
      await decide(world, { input: { text: 'a free cruise' } }),
      await decide(world, { input: { text: 'invoice', amount: 500 } }),
      await decide(world, { input: { text: 'noon' } }),
    ];
    expect([free.status, free.body['value'], big.status, other.status, other.body['value']]).toEqual([
      200,
      'spam',
      202,
      200,
      'ham',
    ]);
    const { testRules } = await world.scientist.run<{
      testRules: { cases: number; rows: unknown[]; examples: unknown[] };
    }>(
      `query ($projectId: ID!, $config: JSON!) { testRules(projectId: $projectId, config: $config, lastCases: 3) {
        cases rows { row cases labelled agreed } examples { row value label } } }`,
      { projectId: world.projectId, config: RULES },
    );
    expect(testRules).toEqual({
      cases: 3,
      rows: [
        { row: 0, cases: 1, labelled: 0, agreed: 0 },
        { row: 1, cases: 1, labelled: 0, agreed: 0 },
        { row: null, cases: 1, labelled: 0, agreed: 0 },
      ],
      examples: [
        { row: null, value: 'ham', label: null },
        { row: 1, value: 'spam', label: null },
        { row: 0, value: 'spam', label: null },
      ],
    });
  });
});

describe('the test bench of rules', () => {
  it('says on which share of a row’s cases people agree: drawn, blind labels weigh 1/their chance', async () => {
    await fresh('bench');
    await answerAll('ham');
    const free = (n: number): string => `free for all ${n}`;
    // Everybody is asked of these, and says that the row is wrong.
    await moveTo(world, 'HUMAN_ONLY', { incumbent: null });
    for (let n = 0; n < 6; n += 1) await decide(world, { input: { text: free(n) } });
    await answerAll('ham');
    // Half of these are audited, and the row is right.
    await moveTo(world, 'PARTIAL_AUTOMATION', { incumbent: 'bench@1', auditRate: 0.5 });
    for (let n = 6; n < 36; n += 1) await decide(world, { input: { text: free(n) } });
    const audited = await answerAll('spam');
    const { testRules } = await world.scientist.run<{
      testRules: { rows: { row: number | null; agreement: Share }[] };
    }>(
      `query ($projectId: ID!, $config: JSON!) { testRules(projectId: $projectId, config: $config, lastCases: 36) {
        rows { row labelled agreed agreement { estimate lower upper labels } } } }`,
      { projectId: world.projectId, config: RULES },
    );
    const [row, untouched] = testRules.rows;
    expect(row).toMatchObject({ labelled: 6 + audited, agreed: audited, agreement: { labels: 6 + audited } });
    const share = row?.agreement;
    expect(share?.estimate).toBeCloseTo((2 * audited) / (2 * audited + 6), 10);
    expect(share?.lower).toBeLessThan(share?.estimate ?? 0);
    expect(share?.upper).toBeGreaterThan(share?.estimate ?? 1);
    expect(untouched?.agreement).toEqual({ estimate: null, lower: 0, upper: 1, labels: 0 });
  });
});

type Share = { estimate: number | null; lower: number; upper: number; labels: number };

/** Answers whatever is open; gives how many cases that were. */
async function answerAll(value: string): Promise<number> {
  for (let done = 0; ;) {
    const reviews = await claim(world, world.reviewer);
    if (reviews.length === 0) return done;
    for (const review of reviews) await submit(world.reviewer, review, value);
    done += reviews.length;
  }
}

async function keyOf(scopes: string[]): Promise<string> {
  const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { projectId: world.projectId, name: 'ci', scopes } },
  );
  return createApiKey.secret;
}

type Posted = { status: number; body: Record<string, unknown> };

async function post(key: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Posted> {
  const answer = await fetch(`${world.handrail.url}/v1/projects/mail/deciders${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe('from a build, over REST', () => {
  it('registers a version with a key of the right scope, and says by its pointer what does not fit', async () => {
    await registerDecider(world, 'built');
    const key = await keyOf(['DECIDERS_WRITE']);
    const body = { connector: 'rules', config: RULES, modelCard: { commit: 'abc' } };
    expect(await post(key, '/built/versions', body)).toEqual({
      status: 201,
      body: { reference: 'built@1', name: 'built', version: 1, state: 'registered' },
    });
    expect((await post(await keyOf(['DECISIONS_WRITE']), '/built/versions', body)).status).toBe(403);
    expect((await post(key, '/nobody/versions', body)).status).toBe(404);
    const misfit = { connector: 'rules', config: { rows: [], otherwise: { value: 'eggs' } } };
    expect(await post(key, '/built/versions', misfit)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/config/otherwise/value' }] },
    });
    expect((await post(key, '/built/versions', { connector: 'magic' })).status).toBe(422);
    const { rows } = await world.handrail.database.query(
      `select v.created_by, v.model_card from decider_version v join decider d on d.id = v.decider_id where d.name = 'built'`,
    );
    expect(rows).toEqual([{ created_by: 'an API key', model_card: { commit: 'abc' } }]);
  });

  it('gives a decider its name, and refuses one that is taken or cannot be', async () => {
    const key = await keyOf(['DECIDERS_WRITE']);
    const model = { name: 'from-ci', kind: 'model', owner: 'Grace' };
    expect(await post(key, '', model)).toEqual({ status: 201, body: { ...model, notes: '' } });
    expect(await post(key, '', model)).toMatchObject({ status: 409, body: { type: '/problems/conflict' } });
    expect((await post(key, '', { ...model, name: 'no name' })).status).toBe(422);
    expect((await post(key, '', { ...model, kind: 'oracle' })).body).toMatchObject({ errors: [{ pointer: '/kind' }] });
    expect((await post(await keyOf(['DECIDERS_TRAIN']), '', model)).status).toBe(403);
  });

  it('does the same request once under its Idempotency-Key, ten at a time, and refuses another under it', async () => {
    const key = await keyOf(['DECIDERS_WRITE']);
    const named = { 'idempotency-key': 'build-17' };
    const model = { name: 'once', kind: 'model' };
    const registered = await Promise.all(Array.from({ length: 3 }, () => post(key, '', model, named)));
    expect(registered.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(registered.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await post(key, '', { ...model, owner: 'Ada' }, named)).body['type']).toBe(
      '/problems/idempotency-conflict',
    );
    // What was refused leaves its key unused.
    const body = { connector: 'rules', config: RULES, modelCard: { commit: 'abc' } };
    expect((await post(key, '/once/versions', { ...body, config: {} }, named)).status).toBe(422);
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(key, '/once/versions', body, named)));
    const first = { status: 201, body: { reference: 'once@1', name: 'once', version: 1, state: 'registered' } };
    expect(answers).toEqual(Array.from({ length: 10 }, () => first));
    // The same in another order is the same.
    const { connector, ...rest } = body;
    expect(await post(key, '/once/versions', { ...rest, connector }, named)).toEqual(first);
    const other = await post(key, '/once/versions', { ...body, modelCard: { commit: 'def' } }, named);
    expect(other).toMatchObject({ status: 409, body: { type: '/problems/idempotency-conflict' } });
    expect((await post(key, '/once/versions', body, { 'idempotency-key': 'build-18' })).body['version']).toBe(2);
    expect((await post(key, '/once/versions', body, { 'idempotency-key': 'a b' })).status).toBe(422);
    const { rows } = await world.handrail.database.query<{ versions: number; said: number }>(
      `select (select count(*)::int from decider_version v join decider d on d.id = v.decider_id where d.name = 'once') as versions,
              (select count(*)::int from audit_entry where subject like 'once%') as said`,
    );
    expect(rows).toEqual([{ versions: 2, said: 3 }]);
  });
});

describe('a shadow', () => {
  const saidOf = async (caseId: string): Promise<boolean> => {
    const { rows } = await world.handrail.database.query(
      `select 1 from prediction where case_id = $1 and model = 'late@1' and behind`,
      [caseId],
    );
    return rows.length === 1;
  };

  it('answers a case that was stored long after it was taken in, with later ones answered already', async () => {
    await fresh('late');
    await moveTo(world, 'SHADOW', { incumbent: 'first@1' });
    await place(world, 'late@1', { place: 'SHADOW' });
    const early = await decide(world, { input: { text: 'early' } });
    await until('the shadow answers', () => saidOf(early.body.id));
    // As though its machine had taken 40 s to answer.
    const id = newId();
    await world.handrail.database.query(
      `insert into intake_case select (jsonb_populate_record(c, jsonb_build_object('id', $2::text, 'created_at', now() - interval '40 s'))).*
         from intake_case c where c.id = $1`,
      [early.body.id, id],
    );
    const next = await decide(world, { input: { text: 'next' } });
    await until('the shadow answers the next one', () => saidOf(next.body.id));
    await until('the shadow answers the late one, with nothing more to remind it', () => saidOf(id));
  });
});
