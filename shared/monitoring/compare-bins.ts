import {
  benjaminiHochberg,
  chiSquareTest,
  gridKs,
  gridWasserstein1,
  jensenShannon,
  psi,
  psiCritical,
  type NumericGrid,
} from '../stats/index.js';
import type { Cell } from './cell.js';
import { columnsOf, drawnBins, type Column } from './drift-columns.js';
import { binCount, type Layout } from './layout.js';
import { deviationOf } from './moments.js';

/** Fewer values than these say nothing (statistics, 5.4). */
export const LEAST_CURRENT = 200;
export const LEAST_REFERENCE = 1000;
/** From this effect on a field drifts: a Jensen–Shannon distance, or a mean that moved by so many standard deviations. */
export const DRIFT_EFFECT = 0.1;
/** Share of false alarms among the fields said to drift. */
export const DRIFT_RATE = 0.01;
const PSI_LEVEL = 0.001;

/** Whether a field drifts. NO_REFERENCE, NO_DATA, NOT_ENOUGH: nobody can say. */
export const DRIFT_STATES = ['DRIFTS', 'STABLE', 'NOT_ENOUGH', 'NO_DATA', 'NO_REFERENCE'] as const;
export type DriftState = (typeof DRIFT_STATES)[number];

/** A bin as it is drawn: shares in [0, 1] of all cases, those without a value included. */
export type DrawnBin = { readonly label: string; readonly reference: number; readonly current: number };
export type Compared = {
  readonly referenceCount: number;
  readonly currentCount: number;
  /** Of the values, and of whether there is one, together; not yet corrected for many fields. */
  readonly p: number;
  /** The largest of those below that are known: in units of `DRIFT_EFFECT`, 1 and more is a drift. */
  readonly effect: number;
  /** Numbers only. */
  readonly ks: number | null;
  /** Wasserstein distance in standard deviations of the reference; numbers only, null where the reference did not vary. */
  readonly wasserstein: number | null;
  readonly jensenShannon: number;
  readonly psi: number;
  /** What stable data exceed once in a thousand. */
  readonly psiCritical: number;
  readonly missingReference: number;
  readonly missingCurrent: number;
  readonly bins: readonly DrawnBin[];
};
type Pair = { readonly layout: Layout; readonly reference: Cell; readonly current: Cell };

const total = ({ count, missing }: Cell): number => count + missing;

/** Whether there is enough to compare; undefined: there is. */
export function whyNotCompared({ reference, current }: Omit<Pair, 'layout'>): DriftState | undefined {
  if (total(reference) === 0) return 'NO_REFERENCE';
  if (total(current) === 0) return 'NO_DATA';
  return total(reference) < LEAST_REFERENCE || total(current) < LEAST_CURRENT ? 'NOT_ENOUGH' : undefined;
}

/**
 * Two windows of one field on the same bins. Whether there is a value counts as well as what it is: numbers are tested by
 * Kolmogorov–Smirnov and their missing ones by χ², the smaller p doubled; of categories, missing is one more, and what is
 * rare then and now is compared as one.
 *
 * @throws RangeError where a window counts nothing; ask `whyNotCompared` first.
 */
export function compareBins(given: Pair): Compared {
  const { reference, current } = given;
  const columns = columnsOf(given);
  const histograms = { reference: columns.map(({ was }) => was), current: columns.map(({ is }) => is) };
  const used = columns.filter(({ was, is }) => was + is > 0).length;
  const [n, m] = [total(reference), total(current)];
  const numbers = given.layout.kind === 'numeric' ? compareNumbers(given) : null;
  const distance = jensenShannon(histograms);
  const p = numbers ? Math.min(1, 2 * Math.min(numbers.p, missingP(given))) : chiSquareTest(histograms).p;
  return {
    referenceCount: n,
    currentCount: m,
    p,
    effect: Math.max(distance, numbers?.wasserstein ?? 0) / DRIFT_EFFECT,
    ks: numbers?.ks ?? null,
    wasserstein: numbers?.wasserstein ?? null,
    jensenShannon: distance,
    psi: psi(histograms),
    psiCritical: psiCritical({ nReference: n, nCurrent: m, bins: Math.max(2, used), level: PSI_LEVEL }),
    missingReference: reference.missing / n,
    missingCurrent: current.missing / m,
    bins: drawnBins(given).map(shareIn(n, m)),
  };
}

/** In what an effect is measured. */
export const EFFECT_UNITS = { sd: 'standard deviations', js: 'Jensen–Shannon distance' } as const;
export type EffectUnit = (typeof EFFECT_UNITS)[keyof typeof EFFECT_UNITS];

/** The effect as it is said: the larger of the two distances, with its unit. */
export function effectOf({ wasserstein, jensenShannon }: Pick<Compared, 'wasserstein' | 'jensenShannon'>): {
  readonly value: number;
  readonly unit: EffectUnit;
} {
  return wasserstein !== null && wasserstein >= jensenShannon
    ? { value: wasserstein, unit: EFFECT_UNITS.sd }
    : { value: jensenShannon, unit: EFFECT_UNITS.js };
}

function shareIn(n: number, m: number): (bin: Column) => DrawnBin {
  return ({ label, was, is }) => ({ label, reference: was / n, current: is / m });
}

function compareNumbers({ layout, reference, current }: Pair): {
  p: number;
  ks: number | null;
  wasserstein: number | null;
} {
  if (layout.kind !== 'numeric' || reference.count === 0 || current.count === 0) {
    return { p: 1, ks: null, wasserstein: null };
  }
  const grids = { reference: gridOf(layout, reference), current: gridOf(layout, current) };
  const { statistic, p } = gridKs(grids);
  return {
    p,
    ks: statistic,
    wasserstein: isConstant(reference) ? null : gridWasserstein1(grids) / deviationOf(reference),
  };
}

function gridOf(layout: Extract<Layout, { kind: 'numeric' }>, { bins, missing }: Cell): NumericGrid {
  const size = binCount(layout);
  const counts = Array.from({ length: size }, (_, index) => bins?.counts[index] ?? 0);
  const sums = Array.from({ length: size }, (_, index) => bins?.sums?.[index] ?? 0);
  return { ...layout, counts, sums, nulls: missing, below: 0, above: 0 };
}

/** It had one value, but for the rounding of numbers; so nothing tells how much is far. */
export function isConstant(cell: Cell): boolean {
  const { min, max } = cell;
  return min >= max || deviationOf(cell) <= 4 * Number.EPSILON * Math.max(Math.abs(min), Math.abs(max));
}

function missingP({ reference, current }: Pair): number {
  return chiSquareTest({
    reference: [reference.count, reference.missing],
    current: [current.count, current.missing],
  }).p;
}

/**
 * Which of many fields drift: significant with Benjamini–Hochberg over all of them, and by an effect that matters, and by
 * more than the noise of PSI. On large samples everything is significant; the effect rules.
 */
export function judgeDrift(
  fields: readonly Pick<Compared, 'p' | 'effect' | 'psi' | 'psiCritical'>[],
): { readonly adjustedP: number; readonly state: 'DRIFTS' | 'STABLE' }[] {
  const { adjusted, rejected } = benjaminiHochberg({ p: fields.map(({ p }) => p), q: DRIFT_RATE });
  return fields.map((field, index) => {
    const isDrift = rejected[index] === true && field.effect >= 1 && field.psi >= field.psiCritical;
    return { adjustedP: adjusted[index] ?? 1, state: isDrift ? 'DRIFTS' : 'STABLE' };
  });
}
