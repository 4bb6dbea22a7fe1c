import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyInForce, policyVersion, registerCaller } from '../support/rollouts.js';
import { createWorld, moveTo, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

/** Undoes whatever is in force, as History offers it. */
async function undo(): Promise<void> {
  const version = await policyVersion(world);
  await world.admin.run(
    'mutation ($input: UndoPolicyInput!) { undoPolicy(input: $input) { __typename ... on MoveLadderSuccess { policy { version } } } }',
    { input: { projectId: world.projectId, version, expectedVersion: version, reason: 'back' } },
  );
}

async function threshold(): Promise<number> {
  const { settings } = await policyInForce(world);
  return (settings['thresholds'] as { global: number }).global;
}

describe('undo', () => {
  it('walks back, move by move, and never forwards again', async () => {
    const first = await threshold();
    for (const globalThreshold of [0.95, 0.8, 0.7]) await moveTo(world, 'SHADOW', { globalThreshold });
    const seen: number[] = [];
    for (let time = 0; time < 2; time += 1) {
      await undo();
      seen.push(await threshold());
    }
    expect(seen).toEqual([0.8, 0.95]);

    await moveTo(world, 'SHADOW', { globalThreshold: 0.6 });
    await undo();
    expect(await threshold()).toBe(0.95);
    await undo();
    const { settings } = await policyInForce(world);
    expect([settings['level'], await threshold()]).toEqual(['HUMAN_ONLY', first]);
    const last = await policyVersion(world);
    await expect(undo()).rejects.toThrow('nothing before this version');
    expect(await policyVersion(world)).toBe(last);
  });

  it('takes a version out of shadow that was placed there, and writes nothing that changes nothing', async () => {
    await moveTo(world, 'SHADOW', { globalThreshold: 0.65 });
    const machine = await registerCaller(world, 'newer');
    await world.admin.run('mutation ($input: ShadowInput!) { startShadow(input: $input) { __typename } }', {
      input: { projectId: world.projectId, machine, reason: 'watch it' },
    });
    expect((await policyInForce(world)).settings['shadows']).toEqual([machine]);
    await undo();
    const { settings } = await policyInForce(world);
    expect([settings['shadows'], settings['level'], await threshold()]).toEqual([[], 'SHADOW', 0.65]);
  });
});
