import { addToCell, emptyCell, type Cell } from './cell.js';
import { binCount, Binning, type Layout } from './layout.js';
import { deviationOf } from './moments.js';

type Value = number | string | null;
/** A bin is as good as never seen where it holds less than half a case. */
const HALF = 0.5;
/** Numbers are told apart by bins of this many of the layout's, which are narrower than a few thousand cases can fill. */
const JOINED = 8;

/**
 * How much each of these values is what they together differ from the reference by: first those of the bin that gained the
 * most (its part of the population stability index, (q − p)·ln(q/p) where q > p), and within a bin of numbers the ones that
 * lie further out. What is rare now as it was then is no part of the difference, however rare it is.
 */
export function ranksOf(
  { layout, cell }: { readonly layout: Layout; readonly cell: Cell },
  values: readonly Value[],
): number[] {
  const placeOf = placer(layout);
  const was = referenceShares(layout, cell);
  const places = values.map(placeOf);
  const is = new Map<string, number>();
  for (const place of places) is.set(place, (is.get(place) ?? 0) + 1 / values.length);
  const gains = new Map([...is].map(([place, share]) => [place, gain(was(place), share)]));
  const deviation = deviationOf(cell) || 1;
  return values.map((value, index) => {
    const further = typeof value === 'number' ? Math.min(1, Math.abs(value - cell.mean) / deviation / 1e6) : 0;
    return (gains.get(places[index] ?? '') ?? 0) + 1e-6 * further;
  });
}

function gain(was: number, is: number): number {
  return is > was ? (is - was) * Math.log(is / was) : 0;
}

/** The name of the bin that a value lies in: of names beyond those listed, the name itself. */
function placer(layout: Layout): (value: Value) => string {
  const shape = { hasSketch: false, binning: new Binning(layout) };
  const listed = layout.kind === 'categorical' ? new Set(layout.categories) : null;
  return (value) => {
    if (value === null) return 'missing';
    if (listed) return `name ${value}`;
    const cell = emptyCell(shape);
    addToCell(cell, value, shape);
    const place = cell.bins?.counts.findIndex((count) => count > 0) ?? 0;
    return `bin ${outermost(layout, place) ? place : Math.floor(place / JOINED) * JOINED}`;
  };
}

/** What lies beyond the reference stands by itself. */
function outermost(layout: Layout, place: number): boolean {
  return place === 0 || place === binCount(layout) - 1;
}

function referenceShares(layout: Layout, { bins, count, missing }: Cell): (place: string) => number {
  const total = count + missing;
  const counts = bins?.counts ?? [];
  const seen = new Map<string, number>([['missing', missing]]);
  if (layout.kind === 'categorical') {
    layout.categories.forEach((name, index) => seen.set(`name ${name}`, Math.max(HALF, counts[index] ?? 0)));
    const rare = Math.max(HALF, (counts[layout.categories.length] ?? 0) / Math.max(1, layout.rest.length));
    for (const name of layout.rest) seen.set(`name ${name}`, rare);
  } else {
    for (let index = 0; index < binCount(layout); index += 1) {
      const name = `bin ${outermost(layout, index) ? index : Math.floor(index / JOINED) * JOINED}`;
      seen.set(name, (seen.get(name) ?? 0) + (counts[index] ?? 0));
    }
  }
  return (place) => Math.max(HALF, seen.get(place) ?? 0) / (total + 1);
}
