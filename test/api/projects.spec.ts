import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHandrail, type Running } from '../../server/dist/main.js';
import { createKey } from '../support/access-world.js';
import { createWorld, decide, INPUT_SCHEMA, OUTPUT_SCHEMA, type World } from '../support/world.js';

let world: World;
let second: Running;
beforeAll(async () => {
  world = await createWorld();
  // Another Handrail on the same database: what is agreed must hold over both.
  const env = { PORT: '0', DATABASE_URL: world.handrail.databaseUrl, HANDRAIL_SECRET: 'only for tests, long enough' };
  second = await startHandrail(env, fileURLToPath(new URL('../..', import.meta.url)));
});
afterAll(async () => {
  await second.close();
  await world.handrail.stop();
});

const SET_UP = 'mutation ($input: SetUpProjectInput!) { setUpProject(input: $input) { projectId slug } }';
const base = { name: 'A project', inputSchema: INPUT_SCHEMA, outputSchema: OUTPUT_SCHEMA };

async function setUp(input: Record<string, unknown>): Promise<{ projectId: string; slug: string }> {
  const { setUpProject } = await world.admin.run<{ setUpProject: { projectId: string; slug: string } }>(SET_UP, {
    input: { ...base, ...input },
  });
  return setUpProject;
}

async function countOf(table: string): Promise<number> {
  const { rows } = await world.handrail.database.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return rows[0]?.n ?? -1;
}

describe('setUpProject', () => {
  it('starts each deployment case as its template says', async () => {
    const started: unknown[] = [];
    for (const [deploymentCase, slug, more] of [
      ['NEW_PRODUCT', 'new-product', {}],
      ['MANUAL_TASK', 'manual-task', { latencyBudgetMs: 700, reviewers: ['Reviewer@t.example'] }],
      ['REPLACE_SYSTEM', 'replace', { previousSystem: 'old-rules' }],
      ['REPLACE_SYSTEM', 'replace-later', {}],
    ] as const) {
      const { projectId } = await setUp({ deploymentCase, slug, profile: { casesPerSecond: 50 }, ...more });
      const { project, deploymentProfiles } = await world.admin.run<{
        project: { policy: { version: number; level: string; settings: Record<string, unknown> } };
        deploymentProfiles: { version: number; deploymentCase: string; casesPerSecond: number }[];
      }>(
        `query ($slug: String!, $projectId: ID!) {
           project(slug: $slug) { policy { version level settings { auditRate globalThreshold previousSystem latencyBudgetMs } } }
           deploymentProfiles(projectId: $projectId) { version deploymentCase casesPerSecond } }`,
        { slug, projectId },
      );
      const { settings } = project.policy;
      started.push([
        slug,
        project.policy.version,
        project.policy.level,
        settings['globalThreshold'],
        settings['auditRate'],
        settings['latencyBudgetMs'],
        settings['previousSystem'],
      ]);
      expect(deploymentProfiles).toMatchObject([{ version: 1, deploymentCase, casesPerSecond: 50 }]);
    }
    expect(started).toEqual([
      ['new-product', 1, 'HUMAN_ONLY', 0.95, 0.2, 2000, null],
      ['manual-task', 1, 'HUMAN_ONLY', 0.9, 0.1, 700, null],
      ['replace', 1, 'SHADOW', 0.9, 0.1, 2000, 'old-rules@1'],
      ['replace-later', 1, 'SHADOW', 0.9, 0.1, 2000, null],
    ]);
    const { rows } = await world.handrail.database.query(
      `select d.name, d.kind, v.version, v.connector from decider d join decider_version v on v.decider_id = d.id`,
    );
    expect(rows).toEqual([{ name: 'old-rules', kind: 'system', version: 1, connector: 'caller' }]);
    const { rows: members } = await world.handrail.database.query(
      `select role from membership m join person p on p.id = m.person_id join project j on j.id = m.project_id
        where j.slug = 'manual-task' and p.email = 'reviewer@t.example'`,
    );
    expect(members).toEqual([{ role: 'REVIEWER' }]);
  });

  it('lets the previous system decide from the first case on', async () => {
    const { projectId } = await setUp({ deploymentCase: 'REPLACE_SYSTEM', slug: 'decided', previousSystem: 'old' });
    const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
      { input: { projectId, name: 'k', scopes: ['DECISIONS_WRITE'] } },
    );
    const answer = await fetch(`${world.handrail.url}/v1/projects/decided/decisions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${createApiKey.secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ input: { text: 'x' }, predictions: [{ model: 'old@1', value: 'ham' }] }),
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { value: 'ham', decidedBy: { kind: 'system', name: 'old' }, route: { level: 'SHADOW' } },
    ]);
  });

  it('keeps what was said of a sample for imports, with the previous system’s name', async () => {
    const importHint = { label: 'verdict', readings: { amount: { numbers: '1.234,5' } } };
    await setUp({ deploymentCase: 'REPLACE_SYSTEM', slug: 'hinted', previousSystem: 'elder', importHint });
    await setUp({ deploymentCase: 'REPLACE_SYSTEM', slug: 'half-hinted', previousSystem: 'elder' });
    const { rows } = await world.handrail.database.query(
      `select import_hint as hint from project where slug in ('hinted', 'half-hinted') order by slug desc`,
    );
    expect(rows.map(({ hint }) => hint as unknown)).toEqual([
      { ...importHint, system: 'elder@1' },
      { label: null, readings: {}, system: 'elder@1' },
    ]);
  });

  it.each([
    ['a hint for imports that is none', { importHint: { label: 7 } }, '/problems/invalid'],
    ['a taken name', { slug: 'mail' }, '/problems/conflict'],
    ['a reviewer without an account', { reviewers: ['reviewer@t.example', 'nobody@t.example'] }, '/problems/invalid'],
    ['a profile that cannot be', { profile: { casesPerSecond: -1 } }, '/problems/invalid'],
    ['a schema without fields', { inputSchema: { fields: [] } }, '/problems/invalid'],
    ['a previous system of a new product', { previousSystem: 'old' }, '/problems/invalid'],
    [
      'a bad name of the previous system',
      { deploymentCase: 'REPLACE_SYSTEM', previousSystem: 'a b' },
      '/problems/invalid',
    ],
    ['a budget of nothing', { latencyBudgetMs: 0 }, '/problems/invalid'],
  ])('writes nothing for %s', async (_what, more, type) => {
    const tables = ['project', 'policy', 'deployment_profile', 'decider', 'membership', 'audit_entry'];
    const before = await Promise.all(tables.map(countOf));
    const { errors } = await world.admin.send(SET_UP, {
      input: { ...base, deploymentCase: 'NEW_PRODUCT', slug: 'refused', ...more },
    });
    expect(errors?.[0]?.extensions?.problem?.type).toBe(type);
    expect(await Promise.all(tables.map(countOf))).toEqual(before);
  });

  it('is for the owner alone', async () => {
    const { errors } = await world.scientist.send(SET_UP, {
      input: { ...base, deploymentCase: 'NEW_PRODUCT', slug: 'not-mine' },
    });
    expect(errors?.[0]?.extensions?.problem?.type).toBe('/problems/forbidden');
  });
});

const DECLARE = `mutation ($input: DeclareProfileInput!) { declareProfile(input: $input) { __typename
  ... on DeclareProfileSuccess { profile { version casesPerSecond } } ... on ProfileChangedMeanwhile { message current { version } } } }`;

async function declare(expectedVersion: number, profile: Record<string, unknown>): Promise<{ __typename: string }> {
  const { declareProfile } = await world.admin.run<{ declareProfile: { __typename: string } }>(DECLARE, {
    input: { projectId: world.projectId, expectedVersion, profile, reason: 'a test' },
  });
  return declareProfile;
}

describe('the deployment profile', () => {
  it('limits the cases a second over every process, says when to come again, and writes nothing of the rest', async () => {
    expect(await declare(0, { casesPerSecond: 5 })).toMatchObject({ profile: { version: 1, casesPerSecond: 5 } });
    const elsewhere = {
      ...world,
      handrail: Object.assign(Object.create(world.handrail) as object, { running: second }) as World['handrail'],
    };
    const before = await countOf('intake_case');
    const started = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        decide(index % 2 === 0 ? world : elsewhere, { input: { text: `case ${index}` } }),
      ),
    );
    const seconds = (performance.now() - started) / 1000;
    const taken = answers.filter(({ status }) => status === 202);
    const refused = answers.filter(({ status }) => status === 429);
    expect(taken.length + refused.length).toBe(60);
    expect(taken.length).toBeGreaterThanOrEqual(5);
    // A burst of one second's worth, and what came in meanwhile.
    expect(taken.length).toBeLessThanOrEqual(5 + Math.ceil(5 * seconds));
    expect(await countOf('intake_case')).toBe(before + taken.length);
    const [one] = refused;
    expect(Number(one?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(one?.headers.get('content-type')).toContain('application/problem+json');
    expect(one?.body).toMatchObject({ status: 429, type: '/problems/too-many-requests' });
    const later = performance.now() + 10_000;
    let again = 429;
    while (again === 429 && performance.now() < later)
      again = (await decide(world, { input: { text: 'later' } })).status;
    expect(again).toBe(202);
  });

  it('does not count what is not a case', async () => {
    const statuses = await Promise.all(Array.from({ length: 20 }, () => decide(world, { input: { nope: 1 } })));
    expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([422]));
  });

  it('is read over REST, beside what the process uses', async () => {
    const answer = await fetch(`${world.handrail.url}/v1/projects/mail/profile`, {
      headers: { authorization: `Bearer ${world.key}` },
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { casesPerSecond: 5, serving: 'REALTIME', latencyBudgetMs: 2000, measured: { memoryBytes: expect.any(Number) } },
    ]);
  });

  it('keeps every version, and refuses one that was made on an older one', async () => {
    expect(await declare(1, { casesPerSecond: null })).toMatchObject({ profile: { version: 2, casesPerSecond: null } });
    expect(await declare(1, { casesPerSecond: 7 })).toMatchObject({
      __typename: 'ProfileChangedMeanwhile',
      current: { version: 2 },
    });
    const answers = await Promise.all(Array.from({ length: 40 }, () => decide(world, { input: { text: 'no limit' } })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const { deploymentProfiles } = await world.scientist.run<{ deploymentProfiles: { version: number }[] }>(
      'query ($projectId: ID!) { deploymentProfiles(projectId: $projectId) { version } }',
      { projectId: world.projectId },
    );
    expect(deploymentProfiles.map(({ version }) => version)).toEqual([2, 1]);
    await expect(world.handrail.database.query('update deployment_profile set reason = $1', ['other'])).rejects.toThrow(
      'append-only',
    );
  });

  it('is declared over REST with a key of an admin’s, on the version that it was made on', async () => {
    const key = await createKey(world.admin, world.projectId, ['profile:write']);
    const declare = async (body: unknown, secret = key): Promise<{ status: number; body: Record<string, unknown> }> => {
      const answer = await fetch(`${world.handrail.url}/v1/projects/mail/profile`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const read = async (): Promise<{ version: number }> => {
      const answer = await fetch(`${world.handrail.url}/v1/projects/mail/profile`, {
        headers: { authorization: `Bearer ${world.key}` },
      });
      return (await answer.json()) as { version: number };
    };
    const before = (await read()).version;
    const profile = { serving: 'BATCH', memoryMb: 512 };
    const given = { expectedVersion: before, profile, reason: 'from a build' };
    expect(await declare(given)).toMatchObject({
      status: 201,
      body: { version: before + 1, ...profile, casesPerSecond: null, latencyBudgetMs: 2000 },
    });
    expect(await declare(given)).toMatchObject({
      status: 409,
      body: {
        type: '/problems/conflict',
        detail: expect.stringContaining(`version ${before + 1}, declared by an API key`),
      },
    });
    const misfit = await declare({ expectedVersion: before + 1, profile: { ...profile, memoryMb: 1, colour: 'red' } });
    expect(misfit).toMatchObject({ status: 422, body: { errors: expect.any(Array) } });
    expect((misfit.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      '/profile/colour',
      '/profile/memoryMb',
    ]);
    expect((await declare({ ...given, expectedVersion: undefined })).status).toBe(422);
    expect((await declare(given, world.key)).status).toBe(403);
    expect(await read()).toMatchObject({ version: before + 1, ...profile });
    await expect(createKey(world.scientist, world.projectId, ['profile:write'])).rejects.toThrow('project:edit');
    const subject = `deployment profile ${before + 1}`;
    const { rows } = await world.handrail.database.query(
      `select actor from audit_entry where action = 'profile.declare' and subject = $1`,
      [subject],
    );
    expect(rows).toEqual([{ actor: expect.stringMatching(/^API key /) }]);
  });

  it('tells how busy the project is', async () => {
    const { projectTraffic, measuredLoad } = await world.admin.run<Record<string, Record<string, number>>>(
      `query ($projectId: ID!) { projectTraffic(projectId: $projectId) { casesPerHour casesLastMinute blindLabelsPerHour latencyP95Ms }
         measuredLoad(projectId: $projectId) { memoryMb cpuCores } }`,
      { projectId: world.projectId },
    );
    expect(projectTraffic?.['casesPerHour']).toBeGreaterThan(0);
    expect(projectTraffic?.['latencyP95Ms']).toBeNull();
    expect(measuredLoad?.['memoryMb']).toBeGreaterThan(20);
  });
});
