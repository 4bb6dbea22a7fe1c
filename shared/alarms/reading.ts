import { mergeCells, metricOf, pointOf, standardErrorOf, type Cell } from '../monitoring/index.js';
import { binomialCdf, clopperPearson, normalQuantile } from '../stats/index.js';
import type { AlarmRuleContent } from './rule.js';

/**
 * A value with the interval that holds it but for the chance `alpha` of a look. Null: nothing there; an end that is null:
 * nothing can be said on that side. `isExact`: a level that was looked at, without chance in it.
 */
export type Measured = {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly count: number;
  readonly isExact?: boolean;
  /** Of the value, where the metric itself has none. */
  readonly unit?: string;
};
/** What a rule sees in one look at one part of its metric; `reference` only where it compares. */
export type Reading = Measured & { readonly part: string; readonly reference: Measured | null };

const NOTHING: Measured = { value: null, lower: null, upper: null, count: 0 };

/**
 * What the cells of one window say of a metric, with an interval at confidence 1 − `alpha`. `lengthMs`: of the window.
 * Exact for shares (Clopper and Pearson 1934) and percentiles (order statistics); large-sample for means; for counts by
 * the square root, which holds for independent events, and `dispersion` is how many times their variance the counts have.
 */
export function measure(
  rule: Pick<AlarmRuleContent, 'metric' | 'read'>,
  cells: readonly Cell[],
  given: { readonly alpha: number; readonly lengthMs: number; readonly dispersion?: number },
): Measured {
  const { alpha, lengthMs } = given;
  const metric = metricOf(rule.metric);
  if (!metric || (cells.length === 0 && metric.kind !== 'COUNT')) return NOTHING;
  const cell = mergeCells(cells);
  if (rule.read === 'P95') return percentile(cell, 0.95, alpha);
  if (metric.kind === 'COUNT') return perMinute(cell.count, given);
  const { value, count } = pointOf(metric, cell, { at: 0, lengthMs });
  if (value === null) return NOTHING;
  if (metric.kind === 'GAUGE') return { value, lower: value, upper: value, count, isExact: true };
  if (metric.kind === 'RATE') return share(Math.round(value * count), count, alpha);
  return mean(cell, alpha);
}

function share(k: number, n: number, alpha: number): Measured {
  return { value: k / n, ...clopperPearson({ k, n, confidence: 1 - alpha }), count: n };
}

function perMinute(k: number, given: { alpha: number; lengthMs: number; dispersion?: number }): Measured {
  const minutes = given.lengthMs / 60_000;
  const half = (zOf(given.alpha) * Math.sqrt(given.dispersion ?? 1)) / 2;
  const [low, high] = [Math.max(0, Math.sqrt(k) - half) ** 2, (Math.sqrt(k + 1) + half) ** 2];
  return { value: k / minutes, lower: low / minutes, upper: high / minutes, count: k };
}

function mean(cell: Cell, alpha: number): Measured {
  const { count, mean: value, min, max } = cell;
  const error = standardErrorOf(cell);
  if (error === null || min > max) return { ...NOTHING, count };
  const spread = zOf(alpha) * error;
  return { value, lower: value - spread, upper: value + spread, count };
}

/** The order statistics between which the quantile lies but for the chance `alpha`. */
function percentile({ sketch, count }: Cell, quantile: number, alpha: number): Measured {
  if (!sketch || count === 0) return NOTHING;
  const below = ranksBelow(count, quantile, alpha / 2);
  const above = ranksBelow(count, quantile, 1 - alpha / 2) + 1;
  const at = (rank: number): number | null => sketch.quantiles([(rank + 1) / count])[0] ?? null;
  return {
    value: sketch.quantiles([quantile])[0] ?? null,
    lower: below < 0 ? null : at(below),
    upper: above >= count ? null : at(above),
    count,
  };
}

/** The largest k with P(Bin(n, p) ≤ k) ≤ `tail`; −1 where there is none. */
function ranksBelow(n: number, p: number, tail: number): number {
  let [low, high] = [-1, n];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (binomialCdf({ k: middle, n, p }) <= tail) low = middle;
    else high = middle;
  }
  return low;
}

function zOf(alpha: number): number {
  return normalQuantile({ p: 1 - alpha / 2 });
}
