import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerCaller } from '../support/rollouts.js';
import { createWorld, decide, moveTo, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  const incumbent = await registerCaller(world, 'old');
  await registerCaller(world, 'new');
  await moveTo(world, 'PARTIAL_AUTOMATION', {
    incumbent,
    globalThreshold: 0.9,
    classThresholds: [{ name: 'spam', threshold: 0.6 }],
  });
});
afterAll(() => world.handrail.stop());

it('two machines beside each other say how many cases either would take from people, by the thresholds in force', async () => {
  const answers = [
    ['ham', 0.95, 'ham', 0.7],
    ['ham', 0.95, 'spam', 0.7],
    ['ham', 0.85, 'ham', 0.92],
    ['spam', 0.5, 'spam', 0.59],
  ] as const;
  for (const [index, [old, oldSure, next, nextSure]] of answers.entries())
    await decide(world, {
      input: { text: `case ${index}` },
      predictions: [
        { model: 'old@1', value: old, confidence: oldSure },
        { model: 'new@1', value: next, confidence: nextSure },
      ],
    });
  const counts = async (): Promise<unknown> => {
    const { compareMachines } = await world.admin.run<{ compareMachines: unknown }>(
      `query ($projectId: ID!) { compareMachines(projectId: $projectId, challenger: "new@1", champion: "old@1") { asked challengerAutomated championAutomated } }`,
      { projectId: world.projectId },
    );
    return compareMachines;
  };
  expect(await counts()).toMatchObject({ asked: 4, challengerAutomated: 2, championAutomated: 2 });
  await moveTo(world, 'FULL_AUTOMATION');
  expect(await counts()).toMatchObject({ asked: 4, challengerAutomated: 4, championAutomated: 4 });
});
