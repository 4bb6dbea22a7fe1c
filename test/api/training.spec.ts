import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../support/access-world.js';
import { labelCases, mixed } from '../support/labels.js';
import { until } from '../support/until.js';
import { claim, createWorld, INPUT_SCHEMA, moveTo, submit, type World } from '../support/world.js';
import { startHandrail } from '../../server/dist/main.js';
import { trainedModelCardSchema } from '../../shared/dist/deciders/index.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let world: World;
let key: string;
beforeAll(async () => {
  world = await createWorld();
  const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { projectId: world.projectId, name: 'trainer', scopes: ['DECIDERS_TRAIN'] } },
  );
  key = createApiKey.secret;
});
afterAll(() => world.handrail.stop());

type Training = { id: string; status: string; outcome: string | null; version: number | null; progress: unknown };

async function train(
  name: string,
  options: unknown = {},
  secret = key,
): Promise<{ status: number; location: string; body: Training }> {
  const answer = await fetch(`${world.handrail.url}/v1/projects/mail/deciders/${name}/train`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify(options),
  });
  return {
    status: answer.status,
    location: answer.headers.get('location') ?? '',
    body: (await answer.json()) as Training,
  };
}

async function ended(location: string): Promise<Training> {
  return until(`the end of ${location}`, async () => {
    const answer = await fetch(`${world.handrail.url}${location}`, { headers: { authorization: `Bearer ${key}` } });
    const training = (await answer.json()) as Training;
    return ['queued', 'running'].includes(training.status) ? undefined : training;
  });
}

async function shadows(): Promise<unknown> {
  const { rows } = await world.handrail.database.query<{ settings: { shadows: string[] }; reason: string }>(
    'select settings, reason from policy where project_id = $1 order by version desc limit 1',
    [world.projectId],
  );
  return rows[0]?.settings.shadows;
}

describe('training', () => {
  it('says why it cannot: too few labels', async () => {
    const asked = await train('filter');
    expect(asked).toMatchObject({ status: 202, location: `/v1/trainings/${asked.body.id}` });
    expect(await ended(asked.location)).toMatchObject({
      status: 'failed',
      outcome: 'Training needs at least 20 labels; with these filters there are 0.',
      version: null,
    });
  });

  it('says why it cannot: one class only', async () => {
    await labelCases(
      world,
      Array.from({ length: 24 }, () => 'spam'),
    );
    expect(await ended((await train('filter')).location)).toMatchObject({
      status: 'failed',
      outcome: 'All labels to learn from say "spam": there is nothing to tell apart.',
    });
  });

  it('refuses a key without the scope, a bad name and bad options', async () => {
    expect((await train('filter', {}, world.key)).status).toBe(403);
    expect((await train('no%20name')).status).toBe(422);
    expect((await train('filter', { seed: -1, colour: 'red' })).status).toBe(422);
    expect((await train('filter', { since: 'yesterday' })).status).toBe(422);
  });

  it('makes a version with a model card, and lets it watch in shadow, never more', async () => {
    await labelCases(world, mixed(60), 100);
    const done = await ended((await train('filter', { seed: 7 })).location);
    expect(done).toMatchObject({ status: 'done', version: 1 });
    expect(await shadows()).toEqual(['filter@1']);
    const { rows } = await world.handrail.database.query<{ model_card: Record<string, unknown> }>(
      `select model_card from decider_version where project_id = $1`,
      [world.projectId],
    );
    expect(rows[0]?.model_card).toMatchObject({
      kind: 'trained',
      trainedOn: { examples: 84, filters: { blindOnly: true }, weightedBy: null, seed: 7, policyVersions: [1] },
      againstChampion: null,
    });
    const { rows: policies } = await world.handrail.database.query<{
      settings: unknown;
      reason: string;
      created_by: string;
    }>('select settings, reason, created_by from policy where project_id = $1 order by version desc limit 1', [
      world.projectId,
    ]);
    expect(policies[0]).toMatchObject({
      settings: { level: 'HUMAN_ONLY', incumbent: null, rollout: null },
      created_by: 'an API key',
    });
  });

  it('makes the same bytes of the same labels and seed, and keeps the two newest in shadow', async () => {
    await ended((await train('filter', { seed: 7 })).location);
    await ended((await train('filter', { seed: 8 })).location);
    const { rows } = await world.handrail.database.query<{ version: number; hash: string }>(
      `select version, encode(sha256(artifact), 'hex') as hash from decider_version where project_id = $1 order by version`,
      [world.projectId],
    );
    expect(rows.map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(rows[1]?.hash).toBe(rows[0]?.hash);
    expect(rows[2]?.hash).not.toBe(rows[0]?.hash);
    expect(await shadows()).toEqual(['filter@2', 'filter@3']);
  });
});

describe('a schedule', () => {
  const set = (everyLabels: number | null, session = world.scientist) =>
    session.send<{ setTrainingSchedule: { everyLabels: number; newLabels: number } | null }>(
      'mutation ($input: SetTrainingScheduleInput!) { setTrainingSchedule(input: $input) { everyLabels newLabels } }',
      { input: { projectId: world.projectId, name: 'filter', everyLabels } },
    );
  const scheduled = async (): Promise<{ status: string; outcome: string }[]> =>
    (
      await world.handrail.database.query<{ status: string; outcome: string }>(
        `select status, outcome from training where project_id = $1 and trigger = 'schedule' order by id`,
        [world.projectId],
      )
    ).rows;

  it('is set by a data scientist, not by a reviewer, and not to nonsense', async () => {
    expect((await set(9)).errors?.[0]?.message).toContain('not fit');
    expect((await set(20, world.reviewer)).errors?.[0]?.extensions?.problem?.type).toContain('forbidden');
    expect((await set(20)).data.setTrainingSchedule).toEqual({ everyLabels: 20, newLabels: 0 });
  });

  it('trains once for so many new labels, however many processes watch', async () => {
    const other = await startHandrail(
      { PORT: '0', DATABASE_URL: world.handrail.databaseUrl, HANDRAIL_SECRET: 'only for tests, long enough' },
      ROOT,
    );
    try {
      await labelCases(world, mixed(19), 300);
      expect(await scheduled()).toEqual([]);
      await labelCases(world, mixed(4), 400);
      const [done, ...more] = await until('the scheduled training', async () => {
        const rows = await scheduled();
        return rows[0]?.status === 'done' ? rows : undefined;
      });
      expect([done?.outcome, more]).toEqual([expect.stringContaining('filter@4 is in shadow'), []]);
      expect(await shadows()).toEqual(['filter@3', 'filter@4']);
    } finally {
      await other.close();
    }
  });

  it('ends when it is ended', async () => {
    expect((await set(null)).data.setTrainingSchedule).toBeNull();
  });
});

describe('a training under way', () => {
  it('is one at a time, and can be called off', async () => {
    await world.handrail.database.query(
      `insert into training (id, project_id, name, trigger, asked_by, options, status, created_at, touched_at)
       values ('01900000-0000-7000-8000-00000000abcd', $1, 'stuck', 'api', 'a test', '{}', 'running', now(), now())`,
      [world.projectId],
    );
    const { trainDecider } = await world.scientist.run<{ trainDecider: { __typename: string; message: string } }>(
      'mutation ($input: TrainDeciderInput!) { trainDecider(input: $input) { __typename ... on TrainingUnderWay { message } } }',
      { input: { projectId: world.projectId, name: 'stuck' } },
    );
    expect(trainDecider).toEqual({
      __typename: 'TrainingUnderWay',
      message: 'stuck is being trained already, asked for by a test.',
    });
    expect(
      await world.scientist.run('mutation ($id: ID!) { cancelTraining(id: $id) { status outcome } }', {
        id: '01900000-0000-7000-8000-00000000abcd',
      }),
    ).toEqual({ cancelTraining: { status: 'CANCELLED', outcome: 'scientist called it off.' } });
    expect((await train('stuck')).status).toBe(202);
  });

  it('is not read with another project’s key or by a reviewer', async () => {
    const { location, body } = await train('filter');
    expect((await fetch(`${world.handrail.url}${location}`)).status).toBe(401);
    const { errors } = await world.reviewer.send('query ($id: ID!) { trainings(projectId: $id) { id } }', {
      id: world.projectId,
    });
    expect(errors?.[0]?.extensions?.problem?.type).toContain('forbidden');
    expect((await ended(location)).id).toBe(body.id);
  });
});

describe('against the champion', () => {
  it('compares on the same held-out cases, in a sentence', async () => {
    await moveTo(world, 'SHADOW', { incumbent: 'filter@4' });
    const { version } = await ended((await train('filter', { seed: 99 })).location);
    const { rows } = await world.handrail.database.query<{ card: Record<string, Record<string, unknown>> }>(
      `select model_card as card from decider_version where project_id = $1 and version = $2`,
      [world.projectId, version],
    );
    const against = rows[0]?.card['againstChampion'];
    expect(against).toMatchObject({ champion: 'filter@4', isClean: true });
    expect(against?.['cases']).toBe(rows[0]?.card['heldOut']?.['cases']);
    expect(against?.['sentence']).toMatch(
      /^(Not known yet whether it is better|Better|Worse) than filter@4: of \d+ held-out cases/,
    );
  });
});

describe('a project of other answers', () => {
  type Other = { id: string; slug: string; key: string };

  async function open(slug: string, outputSchema: unknown): Promise<Other> {
    const { createProject } = await world.admin.run<{ createProject: { id: string } }>(
      'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
      { input: { slug, name: slug, inputSchema: INPUT_SCHEMA, outputSchema } },
    );
    await world.admin.run('mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }', {
      input: { projectId: createProject.id, email: 'reviewer@t.example', roles: ['REVIEWER'] },
    });
    const id = createProject.id;
    return { id, slug, key: await createKey(world.admin, id, ['decisions:write', 'decisions:read', 'deciders:train']) };
  }

  const post = (slug: string, secret: string, path: string, body: unknown): Promise<Response> =>
    fetch(`${world.handrail.url}/v1/projects/${slug}/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  /** How the training ended. */
  async function trained({ slug, key: secret }: Other): Promise<Training> {
    const { id } = (await (await post(slug, secret, 'deciders/tagger/train', {})).json()) as Training;
    return until('the training', async () => {
      const answer = await fetch(`${world.handrail.url}/v1/trainings/${id}`, {
        headers: { authorization: `Bearer ${secret}` },
      });
      const training = (await answer.json()) as Training;
      return ['queued', 'running'].includes(training.status) ? undefined : training;
    });
  }

  it('learns several labels, measures whole answers, and decides with them', async () => {
    const labels = ['billing', 'delivery'];
    const other = await open('tags', { kind: 'labels', labels: labels.map((value) => ({ value })), minimum: 0 });
    const said = new Map<string, string[]>();
    for (let n = 0; n < 80; n += 1) {
      const tags = labels.filter((_, k) => (n >> k) % 2 === 1);
      const text = `hello ${tags.includes('billing') ? 'invoice' : 'there'} ${tags.includes('delivery') ? 'parcel' : 'again'} ${n}`;
      said.set(text, tags);
      expect((await post(other.slug, other.key, 'decisions', { input: { text } })).status).toBe(202);
    }
    for (let done = 0; done < 80;) {
      const reviews = await claim({ ...world, projectId: other.id }, world.reviewer);
      for (const review of reviews) {
        const tags = said.get(String(review.input?.['text']));
        expect((await submit(world.reviewer, review, tags)).__typename).toBe('SubmitLabelSuccess');
        done += 1;
      }
    }
    expect(await trained(other)).toMatchObject({ status: 'done', version: 1 });
    const { rows } = await world.handrail.database.query<{ card: Record<string, Record<string, unknown>> }>(
      'select model_card as card from decider_version where project_id = $1',
      [other.id],
    );
    const card = trainedModelCardSchema.parse(rows[0]?.card);
    expect(card.trainedOn.balance).toEqual([
      { label: 'billing', count: 40 },
      { label: 'delivery', count: 40 },
    ]);
    expect(card.calibration.method).toBe('platt');
    expect(card.heldOut.cases).toBe(card.trainedOn.heldOut);
    expect(card.heldOut.several?.microF1).toBeGreaterThan(0.6);
    expect(card.heldOut.perClass.map(({ label }) => label)).toEqual(labels);
    await moveTo({ ...world, projectId: other.id }, 'FULL_AUTOMATION', { incumbent: 'tagger@1', auditRate: 0 }, 'tags');
    const answer = await post(other.slug, other.key, 'decisions', { input: { text: 'hello invoice parcel' } });
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { status: 'decided', value: labels, confidence: expect.any(Number), decidedBy: { name: 'tagger' } },
    ]);
  });

  it('learns numbers, states how often it is within the tolerance, and decides with that', async () => {
    const other = await open('sums', { kind: 'number', tolerance: { absolute: 30 } });
    for (let n = 0; n < 80; n += 1)
      await post(other.slug, other.key, 'decisions', { input: { text: `order ${n}`, amount: n * 10 } });
    for (let done = 0; done < 80;) {
      for (const review of await claim({ ...world, projectId: other.id }, world.reviewer)) {
        await submit(world.reviewer, review, 2 * Number(review.input?.['amount']) + (done % 5));
        done += 1;
      }
    }
    expect(await trained(other)).toMatchObject({ status: 'done', version: 1 });
    const { rows } = await world.handrail.database.query<{ card: unknown }>(
      'select model_card as card from decider_version where project_id = $1',
      [other.id],
    );
    const { calibration, heldOut } = trainedModelCardSchema.parse(rows[0]?.card);
    expect(calibration.method).toBe('conformal');
    expect(heldOut.accuracy.share).toBeGreaterThan(heldOut.majorityShare ?? 1);
    expect(heldOut.number?.coverage.upper).toBeGreaterThan(0.9);
    await moveTo({ ...world, projectId: other.id }, 'FULL_AUTOMATION', { incumbent: 'tagger@1', auditRate: 0 }, 'sums');
    const answer = await post(other.slug, other.key, 'decisions', { input: { text: 'order 401', amount: 400 } });
    const body = (await answer.json()) as { status: string; value: number; confidence: number };
    expect([answer.status, body.status]).toEqual([200, 'decided']);
    expect(Math.abs(body.value - 802)).toBeLessThan(60);
    expect(body.confidence).toBeGreaterThan(0.3);
  });

  it('says that it does not learn words', async () => {
    expect(await trained(await open('words', { kind: 'text' }))).toMatchObject({
      status: 'failed',
      version: null,
      outcome:
        'The built-in trainer learns to give labels and numbers; this project asks for free text. Register a model of your own: over HTTP, or as an ONNX file.',
    });
  });
});
