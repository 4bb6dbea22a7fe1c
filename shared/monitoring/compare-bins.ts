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
import { binCount, type Layout } from './layout.js';

/** Fewer values than these say nothing (statistics, 5.4). */
export const LEAST_CURRENT = 200;
export const LEAST_REFERENCE = 1000;
/** From this effect on a field drifts: a Jensen–Shannon distance, or a mean that moved by so many standard deviations. */
export const DRIFT_EFFECT = 0.1;
/** Share of false alarms among the fields said to drift. */
export const DRIFT_RATE = 0.01;
const PSI_LEVEL = 0.001;
const LEAST_SD = 0.001;
/** Bins that hold less than this then and now are joined: what is drawn, and what PSI is counted over. */
const DRAWN_SHARE = 0.05;
const LEAST_EXPECTED = 5;
/** Of a longer list of categories, those that came neither then nor now are not drawn. */
const MOST_EMPTY = 12;

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
  /** Wasserstein distance in standard deviations of the reference; numbers only. */
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
 * Kolmogorov–Smirnov and their missing ones by χ², the smaller p doubled; of categories, missing is one more.
 *
 * @throws RangeError where a window counts nothing; ask `whyNotCompared` first.
 */
export function compareBins(given: Pair): Compared {
  const { reference, current } = given;
  const drawn = drawnBins(given);
  const histograms = { reference: drawn.map(({ was }) => was), current: drawn.map(({ is }) => is) };
  const used = drawn.filter(({ was, is }) => was + is > 0).length;
  const [n, m] = [total(reference), total(current)];
  const numbers = given.layout.kind === 'numeric' ? compareNumbers(given) : null;
  const distance = jensenShannon(histograms);
  const p = numbers ? Math.min(1, 2 * Math.min(numbers.p, missingP(given))) : chiSquareTest(merged(histograms)).p;
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
    bins: drawn.map(({ label, was, is }) => ({ label, reference: was / n, current: is / m })),
  };
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
  return { p, ks: statistic, wasserstein: gridWasserstein1(grids) / Math.max(LEAST_SD, deviationOf(reference)) };
}

function gridOf(layout: Extract<Layout, { kind: 'numeric' }>, { bins, missing }: Cell): NumericGrid {
  const size = binCount(layout);
  const counts = Array.from({ length: size }, (_, index) => bins?.counts[index] ?? 0);
  const sums = Array.from({ length: size }, (_, index) => bins?.sums?.[index] ?? 0);
  return { ...layout, counts, sums, nulls: missing, below: 0, above: 0 };
}

function deviationOf({ count, sum, sumSquares }: Cell): number {
  return Math.sqrt(Math.max(0, sumSquares / count - (sum / count) ** 2));
}

function missingP({ reference, current }: Pair): number {
  return chiSquareTest({
    reference: [reference.count, reference.missing],
    current: [current.count, current.missing],
  }).p;
}

type CountedBin = { readonly label: string; readonly was: number; readonly is: number };

/** Numbers in at most 20 joined bins, categories with what is rare, new and missing. */
function drawnBins({ layout, reference, current }: Pair): CountedBin[] {
  const count = ({ bins }: Cell, index: number): number => bins?.counts[index] ?? 0;
  const missing = { label: 'missing', was: reference.missing, is: current.missing };
  const raw = Array.from({ length: binCount(layout) }, (_, index) => ({
    was: count(reference, index),
    is: count(current, index),
  }));
  if (layout.kind === 'numeric') return [...joined(raw, layout), missing];
  const size = layout.categories.length;
  const named = raw
    .map((bin, index) => ({ ...bin, label: layout.categories[index] ?? '' }))
    .filter(({ was, is }) => size <= MOST_EMPTY || was + is > 0);
  const rest = [
    { label: 'other', was: count(reference, size), is: count(current, size) },
    { label: 'new', was: count(reference, size + 1), is: count(current, size + 1) },
  ];
  return [...named, ...rest, missing];
}

/** Joined until a bin holds enough of the one or the other, and so does what is left. */
function joined(
  raw: readonly Omit<CountedBin, 'label'>[],
  { edges, min }: Extract<Layout, { kind: 'numeric' }>,
): CountedBin[] {
  const totals = { was: sumOf(raw.map(({ was }) => was)), is: sumOf(raw.map(({ is }) => is)) };
  const isMuch = ({ was, is }: { was: number; is: number }): boolean =>
    was > DRAWN_SHARE * totals.was || is > DRAWN_SHARE * totals.is;
  const bins: CountedBin[] = [];
  let open = { was: 0, is: 0 };
  let left = totals;
  let from: number | undefined;
  raw.forEach(({ was, is }, index) => {
    open = { was: open.was + was, is: open.is + is };
    left = { was: left.was - was, is: left.is - is };
    const edge = edges[index];
    if (edge !== undefined && !(isMuch(open) && isMuch(left))) return;
    bins.push({ label: labelOf(from, edge, min ?? -Infinity), ...open });
    from = edge;
    open = { was: 0, is: 0 };
  });
  return bins;
}

function labelOf(from: number | undefined, to: number | undefined, min: number): string {
  const text = (value: number): string => String(Number(value.toPrecision(4)));
  if (from === undefined) return to === undefined ? 'all' : to < min ? `below ${text(min)}` : `up to ${text(to)}`;
  if (to === undefined) return `above ${text(from)}`;
  const [low, high] = [text(Math.max(from, min)), text(to)];
  return low === high ? high : `${low}–${high}`;
}

/** χ² needs 5 expected in a cell: the rare columns count as one. */
function merged({ reference, current }: { readonly reference: number[]; readonly current: number[] }): {
  reference: number[];
  current: number[];
} {
  const [n, m] = [sumOf(reference), sumOf(current)];
  const smaller = Math.min(n, m) / (n + m);
  const columns = reference.map((was, index) => ({ was, is: current[index] ?? 0 }));
  const isRare = ({ was, is }: { was: number; is: number }): boolean => (was + is) * smaller < LEAST_EXPECTED;
  const rare = columns.filter(isRare);
  const kept = columns.filter((column) => !isRare(column));
  const rest = { was: sumOf(rare.map(({ was }) => was)), is: sumOf(rare.map(({ is }) => is)) };
  const all = rest.was + rest.is > 0 ? [...kept, rest] : kept;
  return { reference: all.map(({ was }) => was), current: all.map(({ is }) => is) };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
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
