import { LENGTH_MS, LOOK_MS, metricOf } from '@handrail/shared/monitoring';
import { expect, it } from 'vitest';
import { ALL_LINES, linesOf, TOGETHER } from './metric-lines.js';
import type { BucketRow, SeriesRow } from './read-buckets.sql.js';

const HOUR = LENGTH_MS.HOUR;
const LOOKS = HOUR / LOOK_MS;

function series(id: string, metric: string): SeriesRow {
  return { id, metric, part: `process ${id}`, layout_id: '', layout: null, segment: '', decider: '', level: '' };
}

function row(id: string, hour: number, count: number, level: number): BucketRow {
  const bounds = { minimum: level, maximum: level, sketch: null, bins: null };
  const moments = { mean: level, m2: 0 };
  return { series_id: id, at: new Date(hour * HOUR), count, missing: 0, ...moments, ...bounds };
}

function valuesOf(id: string, rows: readonly BucketRow[]): Record<string, (number | null)[]> {
  const metric = metricOf(id);
  if (!metric) throw new Error(`there is no ${id}`);
  const range = { resolution: 'HOUR', from: 0, to: 3 * HOUR, now: 3 * HOUR } as const;
  const ids = [...new Set(rows.map((one) => one.series_id))];
  const read = { metric, by: undefined, series: ids.map((one) => series(one, id)), rows };
  const { lines } = linesOf(read, { ...range, isVeiled: false, most: ALL_LINES });
  return Object.fromEntries(lines.map(({ part, points }) => [part, points.map(({ value }) => value)]));
}

it('several processes are drawn each and in sum; one that took over from another does not count twice', () => {
  const both = [row('a', 0, LOOKS, 100), row('b', 0, LOOKS, 50)];
  const inTurn = [row('a', 1, LOOKS / 4, 100), row('b', 1, (3 * LOOKS) / 4, 60)];
  expect(valuesOf('software.memory', [...both, ...inTurn])).toEqual({
    'process a': [100, 100, null],
    'process b': [50, 60, null],
    [TOGETHER]: [150, 70, null],
  });
});

it('requests of several processes add up, and what one process does is not drawn twice', () => {
  const rows = [row('a', 0, 120, 10), row('b', 0, 60, 30)];
  expect(valuesOf('software.process_requests', rows)[TOGETHER]).toEqual([3, null, null]);
  expect(valuesOf('software.process_latency', rows)[TOGETHER]?.[0]).toBeCloseTo(50 / 3);
  expect(valuesOf('software.load', rows)[TOGETHER]).toBeUndefined();
  expect(Object.keys(valuesOf('software.memory', [row('a', 0, 10, 1)]))).toEqual(['process a']);
});
