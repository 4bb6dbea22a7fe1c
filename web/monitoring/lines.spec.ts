import { describe, expect, it } from 'vitest';
import { MOST_LINES, referenceOf, seriesOf, unitOf, type Metric } from './lines';

const metric = (kind: Metric['kind'], unit: string): Metric => ({
  __typename: 'Metric',
  id: 'm',
  group: 'SOFTWARE',
  kind,
  title: 'M',
  description: '',
  unit,
  partOf: null,
  isOfProcess: false,
});
const line = (part: string | null, count: number, values: readonly (number | null)[]) => ({
  __typename: 'MetricLine' as const,
  part,
  split: null,
  category: null,
  linesOfPart: 1,
  total: { __typename: 'MetricPoint' as const, count },
  points: values.map((value, minute) => ({
    __typename: 'MetricPoint' as const,
    at: new Date(minute * 60_000).toISOString(),
    count,
    value,
    lower: value,
    upper: value,
    p50: value,
    p95: value === null ? null : 2 * value,
    p99: value === null ? null : 3 * value,
  })),
});

describe('lines of a metric', () => {
  it('are quantiles of times in seconds where there is one line, gaps kept', () => {
    const series = seriesOf(metric('VALUES', 'ms'), [line(null, 5, [10, null])]);
    expect(series.map(({ id, points }) => [id, ...points.map(({ value }) => value)])).toEqual([
      ['p50', 0.01, null],
      ['p95', 0.02, null],
      ['p99', 0.03, null],
    ]);
  });

  it('are the busiest ones where there are many', () => {
    const many = Array.from({ length: 9 }, (_, index) => line(`part ${index}`, index, [index]));
    const series = seriesOf(metric('COUNT', ''), many);
    expect(series).toHaveLength(MOST_LINES);
    expect(series[0]?.label).toBe('part 8');
  });

  it('of the time before are moved onto this one, where there is one to compare', () => {
    const [before] = referenceOf(metric('RATE', ''), [line(null, 5, [0.5, 0.25])], 3_600_000);
    expect(before).toMatchObject({ isReference: true, points: [{ at: 3_600_000, value: 0.5 }, { value: 0.25 }] });
    expect(referenceOf(metric('RATE', ''), [line('a', 5, [1]), line('b', 5, [1])], 1)).toEqual([]);
  });
});

it.each([
  ['RATE', '', 'share'],
  ['SHARES', '', 'share'],
  ['VALUES', 'ms', 'seconds'],
  ['GAUGE', 's', 'seconds'],
  ['GAUGE', 'bytes', 'bytes'],
  ['COUNT', 'per minute', 'number'],
] as const)('%s in %s is drawn as %s', (kind, unit, drawn) => expect(unitOf(metric(kind, unit)).unit).toBe(drawn));
