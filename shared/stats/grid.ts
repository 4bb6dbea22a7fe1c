import { each, finite } from './check.js';
import { at, sum } from './numeric.js';
import { ksFromCounts } from './drift.js';

/** Bins frozen from a reference: bin i holds values up to and including edges[i]; the last one what is above all. */
export type NumericGrid = {
  readonly kind: 'numeric';
  readonly edges: readonly number[];
  /** Range of the reference, for the outer bins and the counters below and above it; null of an empty reference. */
  readonly min: number | null;
  readonly max: number | null;
  readonly counts: readonly number[];
  /** Σx a bin, so that means and distances need no guess about where values lie. */
  readonly sums: readonly number[];
  readonly nulls: number;
  readonly below: number;
  readonly above: number;
};
export type CategoricalGrid = {
  readonly kind: 'categorical';
  readonly categories: readonly string[];
  /** Categories of the reference beyond the most frequent 200; they count as `other`, not as `fresh`. */
  readonly rest: readonly string[];
  readonly counts: readonly number[];
  readonly other: number;
  /** Categories that the reference never had. */
  readonly fresh: number;
  readonly nulls: number;
};
export type FeatureGrid = NumericGrid | CategoricalGrid;

const QUANTILES = 64;
const TAIL_STEPS = [2, 4, 8, 16, 32, 64, 128, 256, 1024, 4096];
const CONFIDENCE_BINS = 200;
const MAX_CATEGORIES = 200;
const MAX_REST = 5000;

/**
 * Makes an empty grid whose bins are frozen from a reference of numbers: 63 edges at its quantiles i/64, and ten more in
 * each tail. Windows and shards of one grid add exactly. An empty reference gives one bin.
 *
 * @throws RangeError naming `reference`.
 * Source: frozen quantile bins; quantiles are the inverse of the empirical distribution (Hyndman & Fan 1996, type 1).
 */
export function numericGrid({ reference }: { readonly reference: readonly number[] }): NumericGrid {
  each('reference', reference, finite);
  const sorted = [...reference].sort((a, b) => a - b);
  const shares = Array.from({ length: QUANTILES - 1 }, (_, i) => (i + 1) / QUANTILES);
  for (const t of TAIL_STEPS) shares.push(1 / (QUANTILES * t), 1 - 1 / (QUANTILES * t));
  const n = sorted.length;
  const edges = n === 0 ? [] : shares.map((q) => at(sorted, Math.max(0, Math.ceil(q * n - 1e-9) - 1)));
  return emptyNumeric(
    [...new Set(edges)].sort((a, b) => a - b),
    sorted[0] ?? null,
    sorted.at(-1) ?? null,
  );
}

/** Makes an empty grid for confidences: 200 equal bins over [0, 1]. */
export function confidenceGrid(): NumericGrid {
  const edges = Array.from({ length: CONFIDENCE_BINS - 1 }, (_, i) => (i + 1) / CONFIDENCE_BINS);
  return emptyNumeric(edges, 0, 1);
}

function emptyNumeric(edges: readonly number[], min: number | null, max: number | null): NumericGrid {
  const zeros = Array.from({ length: edges.length + 1 }, () => 0);
  return { kind: 'numeric', edges, min, max, counts: zeros, sums: zeros, nulls: 0, below: 0, above: 0 };
}

/**
 * Makes an empty grid for categories: the 200 most frequent of the reference (equally frequent ones in order of name),
 * then `other` for its rest and `fresh` for what it never had. Booleans and ordinals go in as text.
 */
export function categoricalGrid({ reference }: { readonly reference: readonly string[] }): CategoricalGrid {
  const frequency = new Map<string, number>();
  for (const value of reference) frequency.set(value, (frequency.get(value) ?? 0) + 1);
  const ranked = [...frequency].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name);
  const categories = ranked.slice(0, MAX_CATEGORIES).sort();
  const rest = ranked.slice(MAX_CATEGORIES, MAX_CATEGORIES + MAX_REST).sort();
  return { kind: 'categorical', categories, rest, counts: categories.map(() => 0), other: 0, fresh: 0, nulls: 0 };
}

/**
 * Counts one value; null is counted apart. Gives a new state, plain JSON. O(log bins) to find the bin.
 *
 * @throws RangeError naming `value`: not finite, or a number where a category belongs.
 */
export function gridAdd<G extends FeatureGrid>(grid: G, value: number | string | null): G;
export function gridAdd(grid: FeatureGrid, value: number | string | null): FeatureGrid {
  return gridAddAll(grid, [value]);
}

/**
 * Counts many values at once: one copy of the state for all of them.
 *
 * @throws RangeError as `gridAdd`.
 */
export function gridAddAll<G extends FeatureGrid>(grid: G, values: Iterable<number | string | null>): G;
export function gridAddAll(grid: FeatureGrid, values: Iterable<number | string | null>): FeatureGrid {
  return grid.kind === 'numeric' ? addNumbers(grid, values) : addCategories(grid, values);
}

function addNumbers(grid: NumericGrid, values: Iterable<number | string | null>): NumericGrid {
  const [counts, sums] = [[...grid.counts], [...grid.sums]];
  let { nulls, below, above } = grid;
  for (const value of values) {
    if (value === null) {
      nulls += 1;
      continue;
    }
    if (typeof value !== 'number') throw new RangeError(`value: ${value} is not a number`);
    const bin = firstEdgeNotBelow(grid.edges, finite('value', value));
    counts[bin] = at(counts, bin) + 1;
    sums[bin] = at(sums, bin) + value;
    if (grid.min !== null && value < grid.min) below += 1;
    if (grid.max !== null && value > grid.max) above += 1;
  }
  return { ...grid, counts, sums, nulls, below, above };
}

function addCategories(grid: CategoricalGrid, values: Iterable<number | string | null>): CategoricalGrid {
  const place = new Map(grid.categories.map((name, index) => [name, index]));
  const rest = new Set(grid.rest);
  const counts = [...grid.counts];
  let { nulls, other, fresh } = grid;
  for (const value of values) {
    if (value === null) nulls += 1;
    else {
      if (typeof value !== 'string') throw new RangeError(`value: ${value} is not a category`);
      const index = place.get(value);
      if (index !== undefined) counts[index] = at(counts, index) + 1;
      else if (rest.has(value)) other += 1;
      else fresh += 1;
    }
  }
  return { ...grid, counts, nulls, other, fresh };
}

function firstEdgeNotBelow(edges: readonly number[], value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(edges, middle) >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Adds grids of shards or windows: exactly the grid of all their values.
 *
 * @throws RangeError naming `grids`: none, or not of the same bins.
 * Source: sums of counts.
 */
export function gridMerge<G extends FeatureGrid>({ grids }: { readonly grids: readonly G[] }): G;
export function gridMerge({ grids }: { readonly grids: readonly FeatureGrid[] }): FeatureGrid {
  const [first, ...others] = grids;
  if (!first) throw new RangeError('grids: none given');
  return others.reduce(addGrids, first);
}

function addGrids(a: FeatureGrid, b: FeatureGrid): FeatureGrid {
  const add = (x: readonly number[], y: readonly number[]): number[] => x.map((value, i) => value + at(y, i));
  const counts = add(a.counts, b.counts.length === a.counts.length ? b.counts : []);
  const nulls = a.nulls + b.nulls;
  if (a.kind === 'numeric' && b.kind === 'numeric' && isSame(a.edges, b.edges)) {
    return { ...a, counts, nulls, sums: add(a.sums, b.sums), below: a.below + b.below, above: a.above + b.above };
  }
  if (a.kind === 'categorical' && b.kind === 'categorical' && isSame(a.categories, b.categories)) {
    return { ...a, counts, nulls, other: a.other + b.other, fresh: a.fresh + b.fresh };
  }
  throw new RangeError('grids: their bins are not the same');
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/**
 * Kolmogorov–Smirnov between two grids of the same bins; see `ksFromCounts`.
 *
 * @throws RangeError naming `reference` or `current`: other bins, or nothing counted.
 * Source: max |F−G| over the shared edges.
 */
export function gridKs({ reference, current }: { readonly reference: NumericGrid; readonly current: NumericGrid }): {
  statistic: number;
  p: number;
} {
  sameBins(reference, current);
  return ksFromCounts({ reference: reference.counts, current: current.counts });
}

/**
 * Wasserstein-1 between two grids of the same bins, in the unit of the values. Both distributions are taken as linear
 * inside a bin; in the two open bins at the ends the sums of values give the distance, exactly unless the distributions
 * cross there.
 *
 * @throws RangeError naming `reference` or `current`: other bins, or nothing counted.
 * Source: ∫|F−G| with F and G linear inside each bin.
 */
export function gridWasserstein1({
  reference,
  current,
}: {
  readonly reference: NumericGrid;
  readonly current: NumericGrid;
}): number {
  sameBins(reference, current);
  const [n, m] = [sum(reference.counts), sum(current.counts)];
  if (n === 0) throw new RangeError('reference: it counts nothing');
  if (m === 0) throw new RangeError('current: it counts nothing');
  const mass = (i: number): number => at(reference.counts, i) / n - at(current.counts, i) / m;
  const beyond = (i: number, edge: number): number =>
    Math.abs(at(reference.sums, i) / n - at(current.sums, i) / m - edge * mass(i));
  const { edges } = reference;
  if (edges.length === 0) return beyond(0, 0);
  let before = mass(0);
  let total = beyond(0, at(edges, 0)) + beyond(edges.length, at(edges, edges.length - 1));
  for (let i = 1; i < edges.length; i += 1) {
    const after = before + mass(i);
    total += (at(edges, i) - at(edges, i - 1)) * meanAbsolute(before, after);
    before = after;
  }
  return total;
}

/** Mean of |f| where f goes straight from a to b. */
function meanAbsolute(a: number, b: number): number {
  if (a * b >= 0) return Math.abs(a + b) / 2;
  return (a * a + b * b) / (2 * (Math.abs(a) + Math.abs(b)));
}

function sameBins(reference: NumericGrid, current: NumericGrid): void {
  if (!isSame(reference.edges, current.edges)) throw new RangeError('current: its bins are not those of reference');
}
