import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { TestHandrail } from '../support/handrail.js';
import { until } from '../support/until.js';
import { createWorld, decide, moveTo, type World } from '../support/world.js';

/**
 * Two instances on one database. Time stands still for both where a test says so: then nothing that is kept grows old,
 * and what is new can only have come by the change feed.
 */
let here: World;
let there: World;
beforeAll(async () => {
  here = await createWorld();
  there = { ...here, handrail: await TestHandrail.at(here.handrail.databaseUrl) };
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await there.handrail.stop();
  await here.handrail.stop();
});

const SURE = { input: { text: 'sure' }, predictions: [{ model: 'f@1', value: 'spam', confidence: 0.99 }] };
const statusAt = async (world: World): Promise<number> => (await decide(world, SURE)).status;

function stopTime(): { pass: (milliseconds: number) => void } {
  let now = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  return { pass: (milliseconds) => void (now += milliseconds) };
}

describe('a policy that was moved on one instance', () => {
  it('is in force on the other because it is told, however young what it keeps is', async () => {
    await moveTo(here, 'HUMAN_ONLY');
    await until('the first level there', async () => (await statusAt(there)) === 202);
    stopTime();
    // Kept from now on, and for ever.
    expect(await statusAt(there)).toBe(202);
    await moveTo(here, 'FULL_AUTOMATION', { auditRate: 0 });
    expect(await statusAt(here)).toBe(200);
    await until('the new level there', async () => (await statusAt(there)) === 200);
    const version = await moveTo(there, 'HUMAN_ONLY');
    await until('the way back', async () => (await statusAt(here)) === 202);
    const { body } = await decide(here, SURE);
    expect(body['route']).toMatchObject({ level: 'HUMAN_ONLY', policyVersion: version });
  });

  it('is in force within a second also where the notice got lost', async () => {
    await moveTo(here, 'HUMAN_ONLY');
    await until('the first level there', async () => (await statusAt(there)) === 202);
    const time = stopTime();
    expect(await statusAt(there)).toBe(202);
    // Nobody is told of it.
    await here.handrail.database.query(
      `insert into policy (id, project_id, version, level, settings, output_schema, salt, reason, created_by, created_at)
       select gen_random_uuid(), project_id, version + 1, 'FULL_AUTOMATION', settings || '{"level":"FULL_AUTOMATION","auditRate":0}', output_schema, salt, 'untold', 'x', now()
         from policy where project_id = $1 order by version desc limit 1`,
      [here.projectId],
    );
    expect(await statusAt(there)).toBe(202);
    time.pass(1000);
    expect(await statusAt(there)).toBe(200);
  });
});
