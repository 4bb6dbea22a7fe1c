import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeMinutes } from '../support/buckets.js';
import { createWorld, decide, moveTo, type World } from '../support/world.js';

const MINUTE = 60_000;
let world: World;
beforeAll(async () => {
  // No background work: nothing else counts here.
  world = await createWorld({ HANDRAIL_ROLE: 'api' });
});
afterAll(() => world.handrail.stop());

it('the oldest review is as old as it is now, not as it was on average of the hour', async () => {
  const hour = Math.floor(Date.now() / (60 * MINUTE)) * 60 * MINUTE;
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  const at = { projectId: world.projectId, metric: 'people.queue_age' };
  const { database } = world.handrail;
  // Half an hour long it grew by a minute a minute.
  const ages = Array.from({ length: 30 }, (_, index) => ({ count: 1, sum: 60 * (index + 1) }));
  await writeMinutes(database, { ...at, from: now - 30 * MINUTE }, ages);
  await writeMinutes(database, { ...at, from: hour, seconds: 3600 }, [{ count: 30, sum: 30 * 930 }]);
  const { monitoringOverview } = await world.scientist.run<{
    monitoringOverview: { figures: { id: string; value: number | null }[] };
  }>('query ($projectId: ID!) { monitoringOverview(projectId: $projectId, hours: 24) { figures { id value } } }', {
    projectId: world.projectId,
  });
  expect(monitoringOverview.figures.find(({ id }) => id === 'queue_age')?.value).toBe(1800);
});

it('hours count for how many cases a machine was on duty: of none, nothing is known of it', async () => {
  const hours = async (): Promise<number[]> => {
    const { projectHours } = await world.admin.run<{
      projectHours: { cases: number; asked: number; failed: number }[];
    }>('query ($projectId: ID!) { projectHours(projectId: $projectId) { cases asked failed } }', {
      projectId: world.projectId,
    });
    const sum = (of: 'cases' | 'asked' | 'failed'): number => projectHours.reduce((all, hour) => all + hour[of], 0);
    return [sum('cases'), sum('asked'), sum('failed')];
  };
  for (let index = 0; index < 4; index += 1) await decide(world, { input: { text: `people ${index}` } });
  expect(await hours()).toEqual([4, 0, 0]);
  await moveTo(world, 'PARTIAL_AUTOMATION');
  const predictions = [{ model: 'm@1', value: 'ham', confidence: 0.99 }];
  await decide(world, { input: { text: 'machine' }, predictions });
  await decide(world, { input: { text: 'mute machine' }, predictions: [] });
  expect(await hours()).toEqual([6, 2, 1]);
});
