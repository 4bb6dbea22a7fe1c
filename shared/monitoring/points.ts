import { wilson } from '../stats/index.js';
import { bucketStarts, LENGTH_MS, type Resolution } from './bucket-time.js';
import { CellSum, type ReadCell } from './cell-sum.js';
import type { Metric } from './metric.js';
import { standardErrorOf } from './moments.js';

/**
 * One point of a line. `value`: events a minute, a share, a mean or a level, as the metric's kind says; null: there was
 * nothing in it, which is a gap and not 0. `lower` and `upper`: 95 % interval of a share or a mean, null where there is
 * none.
 */
export type MetricPoint = {
  /** Start of the bucket, Unix milliseconds. */
  readonly at: number;
  /** Values, the missing ones not counted; for shares and means what they rest on. */
  readonly count: number;
  readonly missing: number;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
};

const Z95 = 1.959964;
const NOTHING = { value: null, lower: null, upper: null };
const MINUTE = LENGTH_MS.MINUTE;

/** What a cell says of the metric. `lengthMs`: of the time that it covers. */
export function pointOf(
  metric: Metric,
  cell: ReadCell,
  { at, lengthMs }: { at: number; lengthMs: number },
): MetricPoint {
  const { count, missing } = cell;
  const as = metric.readFrom?.as;
  return {
    at,
    count: as === 'MISSING' ? count + missing : as === 'NEW' ? sumOfBins(cell) : count,
    missing,
    ...(metric.kind === 'COUNT' ? perMinute(cell, lengthMs) : valueOf(metric, cell)),
    ...spreadOf(metric, cell),
  };
}

type Spread = Pick<MetricPoint, 'minimum' | 'maximum' | 'p50' | 'p95' | 'p99'>;

/** Of numbers that are values of their own. */
function spreadOf({ readFrom, kind }: Metric, { min, max, sketch }: ReadCell): Spread {
  if (readFrom !== null || kind === 'COUNT' || kind === 'RATE' || min > max) {
    return { minimum: null, maximum: null, p50: null, p95: null, p99: null };
  }
  const [p50 = null, p95 = null, p99 = null] = sketch ? sketch.quantiles([0.5, 0.95, 0.99]) : [];
  return { minimum: min, maximum: max, p50, p95, p99 };
}

function perMinute({ count }: ReadCell, lengthMs: number): Pick<MetricPoint, 'value' | 'lower' | 'upper'> {
  return { ...NOTHING, value: count === 0 ? null : count / (lengthMs / MINUTE) };
}

function valueOf({ kind, readFrom, bounds }: Metric, cell: ReadCell): Pick<MetricPoint, 'value' | 'lower' | 'upper'> {
  const { count, missing, bins } = cell;
  if (readFrom?.as === 'MISSING') return share(missing, count + missing);
  // Of those that were held against a reference: what came before there was one is neither new nor known.
  if (readFrom?.as === 'NEW') return bins && !bins.sums ? share(bins.counts.at(-1) ?? 0, sumOfBins(cell)) : NOTHING;
  if (kind === 'RATE') return share(Math.round(cell.mean * count), count);
  if (cell.min > cell.max) return NOTHING;
  return kind === 'GAUGE' ? { ...NOTHING, value: cell.mean } : mean(cell, bounds ?? [-Infinity, Infinity]);
}

function share(k: number, n: number): Pick<MetricPoint, 'value' | 'lower' | 'upper'> {
  if (n === 0) return NOTHING;
  return { value: k / n, ...within(wilson({ k, n })) };
}

/** Rounding may carry the end of an interval a little past 0 or 1, where no share is. */
function within({ lower, upper }: { lower: number; upper: number }): { lower: number; upper: number } {
  return { lower: Math.max(0, lower), upper: Math.min(1, upper) };
}

function mean(
  cell: ReadCell,
  [least, most]: readonly [number, number],
): Pick<MetricPoint, 'value' | 'lower' | 'upper'> {
  const value = cell.mean;
  const error = standardErrorOf(cell);
  if (error === null) return { value, lower: null, upper: null };
  const spread = error * Z95;
  return { value, lower: Math.max(least, value - spread), upper: Math.min(most, value + spread) };
}

const SHORTEST_PART = 6;

/** Unix milliseconds. */
export type Range = {
  readonly resolution: Resolution;
  readonly from: number;
  readonly to: number;
  readonly now: number;
  /** When counting began, where that is known. */
  readonly since?: number | undefined;
};
/** What there is, by the start of its bucket. */
export type ByStart = ReadonlyMap<number, ReadCell>;
const NOTHING_THERE = new CellSum();

/** A point for every bucket of the range, also for those with nothing in them. */
export function pointsOf(metric: Metric, byStart: ByStart, range: Range): MetricPoint[] {
  return bucketStarts(range.resolution, range).map((at) =>
    pointOf(metric, byStart.get(at) ?? NOTHING_THERE, { at, lengthMs: lengthOf(at, range) }),
  );
}

/**
 * A bucket that is not over, or in which counting began, has lasted for less, though never so little that one event looks
 * like many a minute.
 */
function lengthOf(at: number, { resolution, now, since = at }: Pick<Range, 'resolution' | 'now' | 'since'>): number {
  const length = LENGTH_MS[resolution];
  const lasted = Math.min(at + length, now) - Math.max(at, since);
  return Math.min(length, Math.max(Math.min(length / SHORTEST_PART, MINUTE), lasted));
}

/** How long a range has been counted, milliseconds: not before counting began, nor after now; a minute at least. */
export function countedMs({ from, to, now, since = from }: Omit<Range, 'resolution'>): number {
  return Math.max(MINUTE, Math.min(to, Math.max(now, from + 1)) - Math.max(from, since));
}

const MOST_EMPTY = 12;

export type CategoryLine = {
  readonly category: string;
  readonly total: MetricPoint;
  /** Made when asked for: of many categories only the busiest are drawn. */
  readonly points: () => MetricPoint[];
};

/** What share of the values each category has: one line a category, each with points of its own; most frequent first. */
export function sharesOf(
  { metric, categories }: { readonly metric: Metric; readonly categories: readonly string[] },
  { whole, byStart }: { readonly whole: ReadCell; readonly byStart: ByStart },
  range: Range,
): CategoryLine[] {
  const names = [...categories, 'other', 'new'];
  const totals = names.map((_, index) => whole.bins?.counts[index] ?? 0);
  const counted = sumOfBins(whole);
  return (
    names
      .map((category, index) => ({ category, index }))
      // Of a long list, what never came is left out.
      .filter(({ index }) => (index < categories.length && categories.length <= MOST_EMPTY) || (totals[index] ?? 0) > 0)
      .sort((a, b) => (totals[b.index] ?? 0) - (totals[a.index] ?? 0))
      .map(({ category, index }) => ({
        category,
        total: shareOf(metric, whole, { index, counted, at: range.from }),
        points: () =>
          bucketStarts(range.resolution, range).map((at) => {
            const cell = byStart.get(at) ?? NOTHING_THERE;
            return shareOf(metric, cell, { index, counted: sumOfBins(cell), at });
          }),
      }))
  );
}

function shareOf(
  metric: Metric,
  cell: ReadCell,
  { index, counted, at }: { readonly index: number; readonly counted: number; readonly at: number },
): MetricPoint {
  return { ...pointOf(metric, cell, { at, lengthMs: MINUTE }), ...share(cell.bins?.counts[index] ?? 0, counted) };
}

function sumOfBins({ bins }: ReadCell): number {
  let total = 0;
  for (const count of bins?.counts ?? []) total += count;
  return total;
}
