import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeepMetrics, RollUpMetrics } from '../../server/dist/monitoring/index.js';
import { Clock } from '../../server/dist/platform/clock/index.js';
import { Database, UnitOfWork } from '../../server/dist/platform/database/index.js';
import { Telemetry } from '../../server/dist/platform/telemetry/index.js';
import { createWorld, type World } from '../support/world.js';
import { TestHandrail } from '../support/handrail.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
type Point = { at: string; count: number; value: number | null };

let world: World;
let second: TestHandrail;
beforeAll(async () => {
  world = await createWorld();
  second = await TestHandrail.at(world.handrail.databaseUrl);
});
afterAll(async () => {
  await second.stop();
  await world.handrail.stop();
});

const keeperOf = ({ running }: TestHandrail): KeepMetrics => running.app.get(KeepMetrics);

function count(keeper: KeepMetrics, segment: string, at: number, times: number): void {
  const dimensions = { segment, decider: '', level: 'SHADOW' };
  const add = keeper.adder({ projectId: world.projectId, at, dimensions });
  for (let i = 0; i < times; i += 1) add('input.cases', '', 1);
}

async function read(segment: string, resolution: string, from: number, to: number): Promise<Point[]> {
  const { metricSeries } = await world.scientist.run<{ metricSeries: { lines: { points: Point[] }[] } }>(
    `query ($projectId: ID!, $from: DateTime!, $to: DateTime!, $resolution: MetricResolution!, $segment: String!) {
       metricSeries(projectId: $projectId, metric: "input.cases", from: $from, to: $to, resolution: $resolution, segment: $segment) {
         lines { points { at count value } } } }`,
    {
      projectId: world.projectId,
      segment,
      resolution,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
    },
  );
  return metricSeries.lines[0]?.points ?? [];
}

const total = (points: readonly Point[]): number => points.reduce((sum, point) => sum + point.count, 0);

async function rows(segment: string): Promise<{ seconds: number; rolled: boolean; n: number; count: number }[]> {
  const { rows: found } = await world.handrail.database.query<{
    seconds: number;
    rolled: boolean;
    n: number;
    count: number;
  }>(
    `select b.seconds, b.writer = '00000000-0000-0000-0000-000000000000' as rolled, count(*)::int as n, sum(b.count)::int as count
       from metric_bucket b join metric_series s on s.id = b.series_id where s.segment = $1 and s.metric = 'input.cases'
      group by 1, 2 order by 1, 2`,
    [segment],
  );
  return found;
}

describe('the store of metrics', () => {
  it('counts once what is flushed again, and adds what two processes count in one minute', async () => {
    const at = Date.now() - 2 * HOUR;
    const [a, b] = [keeperOf(world.handrail), keeperOf(second)];
    for (const keeper of [a, b]) count(keeper, 'two', at, 5);
    await Promise.all([a.flush(), b.flush(), a.flush()]);
    count(a, 'two', at, 2);
    await a.flush();
    await a.flush();
    expect(await rows('two')).toEqual([{ seconds: 60, rolled: false, n: 2, count: 12 }]);
    const points = await read('two', 'MINUTE', at - HOUR, at + HOUR);
    expect(points.filter(({ value }) => value !== null).map((point) => point.count)).toEqual([12]);
    expect(new Date(points.find((point) => point.count === 12)?.at ?? '').getTime()).toBe(at - (at % 60_000));
  });

  it('puts late events where they belong in time, and takes those of a clock ahead as of now', async () => {
    const now = Date.now();
    const keeper = keeperOf(world.handrail);
    count(keeper, 'late', now - 3 * HOUR, 1);
    count(keeper, 'late', now - 3 * DAY, 10);
    count(keeper, 'late', now - 70 * DAY, 100);
    count(keeper, 'late', now + 5 * HOUR, 1000);
    await keeper.flush();
    const found = await rows('late');
    expect(found.map(({ seconds, count: counted }) => [seconds, counted])).toEqual([
      [60, 1001],
      [3600, 10],
      [86_400, 100],
    ]);
    expect(total(await read('late', 'DAY', now - 80 * DAY, now + 1))).toBe(1111);
  });

  it('tells hours and days alike before they are rolled up, after it, and when late events come then', async () => {
    const now = Date.now();
    const settled = now - 2 * 60_000;
    const start = settled - (settled % DAY) - DAY;
    const keeper = keeperOf(second);
    const roll = second.running.app.get(RollUpMetrics);
    // Yesterday's late hours still take minutes; its earlier ones come as hours.
    const times = [start + DAY - HOUR + 1, start + DAY - HOUR + 120_000, start + 2 * HOUR];
    for (const at of times) count(keeper, 'rolled', at, 3);
    await keeper.flush();
    const ask = async (): Promise<Point[][]> => [
      await read('rolled', 'HOUR', start, start + DAY),
      await read('rolled', 'DAY', start, start + DAY),
    ];
    const before = await ask();
    expect(before.map(total)).toEqual([9, 9]);
    await roll.run();
    expect(await ask()).toEqual(before);
    expect(
      (await rows('rolled')).some(
        ({ seconds, rolled, count: counted }) => seconds === 86_400 && rolled && counted === 9,
      ),
    ).toBe(true);
    count(keeper, 'rolled', times[0] ?? 0, 4);
    await keeper.flush();
    expect((await ask()).map(total)).toEqual([13, 13]);
    await Promise.all([roll.run(), world.handrail.running.app.get(RollUpMetrics).run()]);
    expect((await ask()).map(total)).toEqual([13, 13]);
  });

  it('bounds names: a segment beyond the twentieth is counted with the others', async () => {
    const keeper = keeperOf(world.handrail);
    for (let i = 0; i < 40; i += 1) count(keeper, `many ${i}`, Date.now(), 1);
    await keeper.flush();
    const named = await Promise.all(Array.from({ length: 40 }, (_, i) => rows(`many ${i}`)));
    const kept = named.filter((one) => one.length > 0).length;
    expect(kept).toBeLessThanOrEqual(20);
    expect((await rows('(other)'))[0]?.count).toBe(40 - kept);
  });

  it('bounds names over all processes and restarts, and says so: nothing is lost, and nothing counted twice', async () => {
    const { app } = world.handrail.running;
    const at = Date.now();
    // Each would keep twenty apart.
    const processes = Array.from(
      { length: 4 },
      () => new KeepMetrics(app.get(Database), app.get(UnitOfWork), app.get(Clock), new Telemetry()),
    );
    const query = async <T>(text: string): Promise<T[]> =>
      (await world.handrail.database.query<T & object>(text, [world.projectId])).rows;
    const countOf = async (): Promise<number> => {
      const [row] = await query<{ n: number }>(
        `select sum(b.count)::int as n from metric_bucket b join metric_series s on s.id = b.series_id
          where s.project_id = $1 and s.metric = 'input.refused' and b.seconds = 60`,
      );
      return row?.n ?? 0;
    };
    const before = await countOf();
    for (let round = 1; round <= 2; round += 1) {
      processes.forEach((keeper, index) => {
        for (let i = 0; i < 20; i += 1) {
          const dimensions = { segment: `crowd ${index} ${i}`, decider: '', level: 'SHADOW' };
          keeper.adder({ projectId: world.projectId, at, dimensions })('input.refused', '', 0);
        }
      });
      await Promise.all(processes.map((keeper) => keeper.flush()));
      expect(await countOf()).toBe(before + round * 80);
    }
    const [series] = await query<{ n: number }>(
      `select count(distinct segment)::int as n from metric_series where project_id = $1 and segment not in ('', '(other)')`,
    );
    expect(series?.n).toBe(40);
    const { metrics } = await world.scientist.run<{ metrics: { full: unknown[] } }>(
      'query ($projectId: ID!) { metrics(projectId: $projectId) { full { kind metric most } } }',
      { projectId: world.projectId },
    );
    expect(metrics.full).toEqual([{ kind: 'segment', metric: '', most: 40 }]);
    // Who did not come for a month makes room.
    await query(`update metric_name set seen_on = seen_on - 31 where project_id = $1 and name like 'crowd %'`);
    const restarted = new KeepMetrics(app.get(Database), app.get(UnitOfWork), app.get(Clock), new Telemetry());
    const dimensions = { segment: 'newcomer', decider: '', level: 'SHADOW' };
    restarted.adder({ projectId: world.projectId, at, dimensions })('input.refused', '', 0);
    await restarted.flush();
    expect(await query(`select 1 from metric_series where project_id = $1 and segment = 'newcomer'`)).toHaveLength(1);
  });

  it('tells the last day of a project by the hour, also for cases that are nowhere else', async () => {
    const at = Math.floor(Date.now() / HOUR) * HOUR - 3 * HOUR;
    const keeper = keeperOf(world.handrail);
    // From the hour after the first that was counted on, hours are read out of buckets.
    count(keeper, 'hours', at - 2 * HOUR, 1);
    count(keeper, 'hours', at, 7);
    const add = keeper.adder({ projectId: world.projectId, at });
    for (const isAutomated of [1, 1, 0]) add('output.automated', '', isAutomated);
    for (const isSame of [1, 0, 1, 1]) add('people.agreement', 'blind', isSame);
    await keeper.flush();
    const { projectHours } = await world.scientist.run<{ projectHours: { hour: string; cases: number }[] }>(
      'query ($projectId: ID!) { projectHours(projectId: $projectId) { hour cases automated opened failed answered compared agreed } }',
      { projectId: world.projectId },
    );
    expect(projectHours).toHaveLength(24);
    const hour = projectHours.find((one) => Date.parse(one.hour) === at);
    expect(hour).toMatchObject({ automated: 2, opened: 0, failed: 0, answered: 0, compared: 4, agreed: 3 });
    expect(hour?.cases).toBeGreaterThanOrEqual(7);
  });
});
