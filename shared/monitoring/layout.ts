import { z } from 'zod';
import { confidenceGrid } from '../stats/index.js';
import { ByteReader, ByteWriter } from './bytes.js';

const count = z.number().min(0);

/**
 * Frozen bins of a field (statistics, 5.1). Numeric: bin i holds values up to and including edges[i], one more what is
 * above all; then how many lay below `min` and above `max` of the reference. Categorical: one bin a category, then `other`
 * (rare in the reference) and `new` (not in it).
 */
export const layoutSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('numeric'),
    edges: z.array(z.number()).max(500),
    min: z.number().nullable(),
    max: z.number().nullable(),
  }),
  z.strictObject({
    kind: z.literal('categorical'),
    categories: z.array(z.string()).max(500),
    rest: z.array(z.string()).max(5000).default([]),
  }),
]);
export type Layout = z.output<typeof layoutSchema>;
export type CategoricalLayout = Extract<Layout, { kind: 'categorical' }>;
/** Counts in the bins of a layout, and for numbers the sum of the values in each. */
export type Bins = { readonly counts: number[]; readonly sums: number[] | null };
export const binsSchema = z.strictObject({ counts: z.array(count), sums: z.array(z.number()).nullable() });

/** The fixed grid of confidences: 200 equal bins over [0, 1]. */
export const CONFIDENCE_LAYOUT: Layout = { kind: 'numeric', edges: [...confidenceGrid().edges], min: 0, max: 1 };

/** Rare categories of a reference beyond these count as new. */
export const MOST_RARE = 1000;

export function categoricalLayout(categories: readonly string[]): Layout {
  return { kind: 'categorical', categories: [...categories], rest: [] };
}

/** Bins that are not values of their own: below and above, or other and new. */
const EXTRA = 2;

/** How many bins hold values, without the two extra ones at the end. */
export function binCount(layout: Layout): number {
  return layout.kind === 'numeric' ? layout.edges.length + 1 : layout.categories.length;
}

export function emptyBins(layout: Layout): Bins {
  const zeros = (): number[] => Array.from({ length: binCount(layout) + EXTRA }, () => 0);
  return { counts: zeros(), sums: layout.kind === 'numeric' ? zeros() : null };
}

/** Finds the bins of values of one layout; what it needs for that is prepared once. */
export class Binning {
  private readonly places: ReadonlyMap<string, number> | undefined;
  private readonly rest: ReadonlySet<string> | undefined;

  constructor(readonly layout: Layout) {
    if (layout.kind !== 'categorical') return;
    this.places = new Map(layout.categories.map((name, index) => [name, index]));
    this.rest = new Set(layout.rest);
  }

  /** Counts a value. One of the other kind than the layout's counts nowhere. */
  add(bins: Bins, value: number | string): void {
    const { layout } = this;
    if (layout.kind === 'numeric') {
      if (typeof value === 'number') addNumber(bins, value, layout);
    } else if (typeof value === 'string') {
      const size = layout.categories.length;
      increase(bins.counts, this.places?.get(value) ?? (this.rest?.has(value) ? size : size + 1), 1);
    }
  }
}

function addNumber(bins: Bins, value: number, { edges, min, max }: Extract<Layout, { kind: 'numeric' }>): void {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? Infinity) >= value) high = middle;
    else low = middle + 1;
  }
  increase(bins.counts, low, 1);
  if (bins.sums) increase(bins.sums, low, value);
  if (min !== null && value < min) increase(bins.counts, edges.length + 1, 1);
  if (max !== null && value > max) increase(bins.counts, edges.length + 2, 1);
}

function increase(numbers: number[], index: number, by: number): void {
  numbers[index] = (numbers[index] ?? 0) + by;
}

/** Adds the bins of `from` to those of `into`; both of one layout. */
export function mergeBins(into: Bins, from: Bins): void {
  from.counts.forEach((value, index) => increase(into.counts, index, value));
  from.sums?.forEach((value, index) => into.sums && increase(into.sums, index, value));
}

/** As few bytes as the bins in use need. */
export function encodeBins({ counts, sums }: Bins): Uint8Array {
  const bytes = new ByteWriter();
  const used = counts.flatMap((value, index) => (value > 0 ? [index] : []));
  bytes.count(counts.length);
  bytes.count(sums ? 1 : 0);
  bytes.count(used.length);
  let before = 0;
  for (const index of used) {
    bytes.count(index - before);
    bytes.count(counts[index] ?? 0);
    if (sums) bytes.double(sums[index] ?? 0);
    before = index;
  }
  return bytes.done();
}

/** @throws RangeError for bytes that `encodeBins` did not give. */
export function decodeBins(encoded: Uint8Array): Bins {
  const bytes = new ByteReader(encoded);
  const length = bytes.count();
  const hasSums = bytes.count() === 1;
  const counts = Array.from({ length }, () => 0);
  const sums = hasSums ? [...counts] : null;
  let index = 0;
  for (let left = bytes.count(); left > 0; left -= 1) {
    index += bytes.count();
    counts[index] = bytes.count();
    if (sums) sums[index] = bytes.double();
  }
  return { counts, sums };
}

/** Adds the counts of encoded bins to `counts`, each at its place there; what has none is left out. */
export function addEncodedCounts(encoded: Uint8Array, places: Places, counts: number[]): void {
  const bytes = new ByteReader(encoded);
  bytes.count();
  const hasSums = bytes.count() === 1;
  let index = 0;
  for (let left = bytes.count(); left > 0; left -= 1) {
    index += bytes.count();
    const value = bytes.count();
    if (hasSums) bytes.double();
    const place = places[index];
    if (place !== undefined) increase(counts, place, value);
  }
}

/** Where the counts of a layout are put among others, by their index. */
export type Places = readonly (number | undefined)[];

/** Where the counts of a categorical layout lie among categories that are at least its own, with `other` and `new` last. */
export function placesOn({ categories: own }: CategoricalLayout, categories: readonly string[]): Places {
  const places = new Map(categories.map((name, index) => [name, index]));
  const extra = Array.from({ length: EXTRA }, (_, index) => categories.length + index);
  return [...own.map((name) => places.get(name) ?? categories.length), ...extra];
}

/** Only how many were known, and how many new. */
export function placesOfNew({ categories }: CategoricalLayout): Places {
  return [...categories.map(() => 0), 0, 1];
}
