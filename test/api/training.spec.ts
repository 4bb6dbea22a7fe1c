import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labelCases, mixed } from '../support/labels.js';
import { until } from '../support/until.js';
import { createWorld, type World } from '../support/world.js';

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
