import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyInForce, policyVersion, registerCaller } from '../support/rollouts.js';
import { createWorld, decide, moveTo, type World } from '../support/world.js';

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

type Entry = {
  version: number;
  undoesVersion: number | null;
  restoresVersion: number | null;
  withoutProof: string | null;
};
type Outcome = { __typename: string; policy?: Entry };

/** As History's buttons do it; `more` goes with the input. */
async function goBack(move: 'undo' | 'restore', version: number, more: Record<string, unknown> = {}): Promise<Outcome> {
  const expectedVersion = await policyVersion(world);
  const [name, kind] = move === 'undo' ? ['undoPolicy', 'UndoPolicyInput'] : ['restorePolicy', 'RestorePolicyInput'];
  const data = await world.admin.run<Record<string, Outcome>>(
    `mutation ($input: ${kind}!) { ${name}(input: $input) { __typename ... on MoveLadderSuccess { policy { version undoesVersion restoresVersion withoutProof } } } }`,
    { input: { projectId: world.projectId, version, expectedVersion, reason: 'as it was', ...more } },
  );
  return data[name] ?? { __typename: 'nothing' };
}

describe('what History is told', () => {
  it('an undo without a reason says which policy it takes back, however far back it walks', async () => {
    const at: number[] = [];
    for (const globalThreshold of [0.91, 0.92, 0.93]) at.push(await moveTo(world, 'SHADOW', { globalThreshold }));
    const reasons: string[] = [];
    for (const _ of at) {
      const version = await policyVersion(world);
      const { undoPolicy } = await world.admin.run<{ undoPolicy: { policy: { reason: string } } }>(
        'mutation ($input: UndoPolicyInput!) { undoPolicy(input: $input) { ... on MoveLadderSuccess { policy { reason } } } }',
        { input: { projectId: world.projectId, version, expectedVersion: version } },
      );
      reasons.push(undoPolicy.policy.reason);
    }
    expect(reasons).toEqual(at.reverse().map((version) => `Undo of policy ${version}`));
  });

  it('of several undos at once one is made, and the others are told of the policy that is in force now', async () => {
    await moveTo(world, 'SHADOW', { globalThreshold: 0.94 });
    const version = await moveTo(world, 'SHADOW', { globalThreshold: 0.95 });
    const undoIt = (): Promise<{ undoPolicy: { __typename: string; message?: string } }> =>
      world.admin.run(
        'mutation ($input: UndoPolicyInput!) { undoPolicy(input: $input) { __typename ... on PolicyChangedMeanwhile { message } } }',
        { input: { projectId: world.projectId, version, expectedVersion: version } },
      );
    const outcomes = (await Promise.all(Array.from({ length: 8 }, undoIt))).map(({ undoPolicy }) => undoPolicy);
    expect(outcomes.filter(({ __typename }) => __typename === 'MoveLadderSuccess')).toHaveLength(1);
    const told = new Set(outcomes.flatMap(({ message }) => message ?? []));
    expect([...told]).toEqual([expect.stringContaining(`Policy ${version + 1} was written meanwhile`)]);
  });
});

describe('restore', () => {
  it('brings back any version, with who watched unseen then, and writes nothing that changes nothing', async () => {
    const at = await moveTo(world, 'SHADOW', { globalThreshold: 0.77 });
    const then = (await policyInForce(world)).settings;
    await moveTo(world, 'AI_ASSISTANCE', { globalThreshold: 0.5, auditRate: 0.3 });
    const machine = await registerCaller(world, 'watcher');
    await world.admin.run('mutation ($input: ShadowInput!) { startShadow(input: $input) { __typename } }', {
      input: { projectId: world.projectId, machine, reason: 'watch it' },
    });
    const { policy } = await goBack('restore', at);
    expect(policy?.restoresVersion).toBe(at);
    expect((await policyInForce(world)).settings).toEqual(then);
    await expect(goBack('restore', at)).rejects.toThrow('in force already');
    await expect(goBack('restore', 99_999)).rejects.toThrow('no policy 99999');
    expect((await policyInForce(world)).version).toBe(policy?.version);
  });

  it('is undone as any move is, and what was undone is brought back', async () => {
    const before = await threshold();
    const at = await moveTo(world, 'SHADOW', { globalThreshold: 0.61 });
    await undo();
    expect(await threshold()).toBe(before);
    const redone = await goBack('restore', at);
    expect(await threshold()).toBe(0.61);
    await goBack('undo', redone.policy?.version ?? 0);
    expect(await threshold()).toBe(before);
  });

  it('does nothing for somebody who was looking at another version', async () => {
    const at = await moveTo(world, 'SHADOW', { globalThreshold: 0.62 });
    await moveTo(world, 'SHADOW', { globalThreshold: 0.63 });
    const outcome = await goBack('restore', at, { expectedVersion: at });
    expect(outcome.__typename).toBe('PolicyChangedMeanwhile');
    expect(await threshold()).toBe(0.63);
  });
});

describe('upwards, where nobody knows what the machine would do', () => {
  it.each(['undo', 'restore'] as const)('%s needs saying so, and is marked for ever', async (move) => {
    const machine = await registerCaller(world, `mute-${move}`);
    await moveTo(world, 'SHADOW', { incumbent: machine });
    // Cases without its answers, which it cannot be asked for any more.
    await decide(world, { input: { text: `case of ${move}` } });
    const high = await moveTo(world, 'FULL_AUTOMATION', { incumbent: machine });
    const low = await moveTo(world, 'SHADOW', { incumbent: machine });
    const version = move === 'undo' ? low : high;
    await expect(goBack(move, version)).rejects.toThrow('without proof');
    expect((await policyInForce(world)).version).toBe(low);
    const { policy } = await goBack(move, version, { withoutProof: true });
    expect((await policyInForce(world)).settings['level']).toBe('FULL_AUTOMATION');
    expect(policy?.withoutProof).toContain('not known');
    await goBack('undo', policy?.version ?? 0);
  });

  it('a lowered threshold at Partial automation is a climb too, a raised one is none', async () => {
    const machine = await registerCaller(world, 'mute-threshold');
    await moveTo(world, 'SHADOW', { incumbent: machine });
    await decide(world, { input: { text: 'unheard' } });
    await moveTo(world, 'PARTIAL_AUTOMATION', { incumbent: machine, globalThreshold: 0.9 });
    const asked = async (globalThreshold: number, classThresholds: unknown[] = []): Promise<Outcome> => {
      const { moveLadder } = await world.admin.run<{ moveLadder: Outcome }>(
        'mutation ($input: MoveLadderInput!) { moveLadder(input: $input) { __typename ... on MoveLadderSuccess { policy { version undoesVersion restoresVersion withoutProof } } } }',
        {
          input: {
            projectId: world.projectId,
            expectedVersion: await policyVersion(world),
            reason: 'more',
            settings: {
              level: 'PARTIAL_AUTOMATION',
              globalThreshold,
              classThresholds,
              auditRate: 0.1,
              incumbent: machine,
            },
          },
        },
      );
      return moveLadder;
    };
    await expect(asked(0.8)).rejects.toThrow('without proof');
    await expect(asked(0.95, [{ name: 'spam', threshold: 0.5 }])).rejects.toThrow('without proof');
    expect((await asked(0.95)).policy?.withoutProof).toBeNull();
  });
});
