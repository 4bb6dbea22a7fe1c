import type { MetricLinesFragment, MetricPointPartsFragment, MetricsQuery } from '../lib/generated/graphql';
import type { Point, Series, Unit } from '../ui/charts/series';
import { isolated } from '../ui/visible-text';

export type Metric = MetricsQuery['metrics']['metrics'][number];
export type Line = MetricLinesFragment['lines'][number];

/** More lines than these cannot be told apart. */
export const MOST_LINES = 6;

/** How a metric's values are written, and by what they are multiplied before. */
export function unitOf({ kind, unit }: Pick<Metric, 'kind' | 'unit'>): { readonly unit: Unit; readonly scale: number } {
  if (kind === 'RATE' || kind === 'SHARES') return { unit: 'share', scale: 1 };
  if (unit === 'ms') return { unit: 'seconds', scale: 0.001 };
  if (unit === 's') return { unit: 'seconds', scale: 1 };
  if (unit === 'bytes') return { unit: 'bytes', scale: 1 };
  return { unit: 'number', scale: 1 };
}

/** What the numbers of its axis are, where they are not written with their unit. */
export function axisOf({ kind, unit }: Pick<Metric, 'kind' | 'unit'>): string | undefined {
  if (kind === 'COUNT') return 'per minute';
  return unitOf({ kind, unit }).unit === 'number' && unit !== '' ? unit : undefined;
}

/** The lines of a metric as a chart draws them, the busiest ones; of one line of times, its quantiles. */
export function seriesOf(metric: Metric, lines: readonly Line[]): Series[] {
  const { scale } = unitOf(metric);
  const busiest = [...lines].sort((a, b) => b.total.count - a.total.count).slice(0, MOST_LINES);
  const [only] = busiest;
  const isDuration = metric.kind === 'VALUES' && metric.unit === 'ms';
  if (only && busiest.length === 1 && isDuration)
    return (['p50', 'p95', 'p99'] as const).map((id) => ({ id, label: id, points: quantiles(only, id, scale) }));
  return busiest.map((line) => ({
    id: nameOf(line),
    label: isDuration ? `${nameOf(line)}, p95` : nameOf(line),
    points: isDuration ? quantiles(line, 'p95', scale) : line.points.map((point) => valued(point, scale)),
  }));
}

/** The same lines of an earlier time, moved onto this one; only where there is one line to compare. */
export function referenceOf(metric: Metric, lines: readonly Line[], shift: number): Series[] {
  if (lines.length !== 1) return [];
  const [first, second] = seriesOf(metric, lines);
  const drawn = second ?? first;
  if (!drawn) return [];
  const points = drawn.points.map(({ at, value, n }) => ({ at: at + shift, value, n }));
  return [{ id: 'before', label: `${isolated(drawn.label)}, the time before`, points, isReference: true }];
}

/** The line that a series of `seriesOf` draws. */
export function lineOf(lines: readonly Line[], series: string | undefined): Line | undefined {
  return lines.length === 1 ? lines[0] : lines.find((line) => nameOf(line) === series);
}

function nameOf({ part, split, category }: Line): string {
  const named = [part, split === '' ? 'none' : split, category].filter((each) => each !== null && each !== '');
  return named.length > 0 ? named.join(' · ') : 'all';
}

function valued({ at, value, lower, upper, count }: MetricPointPartsFragment, scale: number): Point {
  const times = (each: number | null): number | null => (each === null ? null : each * scale);
  return { at: Date.parse(at), value: times(value), lower: times(lower), upper: times(upper), n: count };
}

function quantiles({ points }: Line, id: 'p50' | 'p95' | 'p99', scale: number): Point[] {
  return points.map(({ at, count, [id]: value }) => ({
    at: Date.parse(at),
    value: value === null ? null : value * scale,
    n: count,
  }));
}
