import { categoricalGrid, numericGrid } from '../stats/index.js';
import { addToCell, emptyCell, type Cell } from './cell.js';
import { Binning, MOST_RARE, type Layout } from './layout.js';

type Value = number | string | null;
/** Everything that a sample held of one metric and part, by segment. */
export type Collected = ReadonlyMap<string, readonly Value[]>;
export type FrozenGrid = {
  readonly layout: Layout;
  readonly all: Cell;
  /** The busiest ones; of cases without a segment under the empty name. */
  readonly bySegment: ReadonlyMap<string, Cell>;
};

const MOST_SEGMENTS = 20;
/** A category is told apart by so much of its name. */
const LONGEST_NAME = 200;

/** No name holds it, as PostgreSQL keeps none in a text. */
const NO_NAME = '\0';

/**
 * Bins frozen from a sample (statistics, 5.1), and the sample counted into them. `given`: bins that a schema fixes, which
 * stay as they are. A name that the sample holds once is counted as new: without that one case it would be, so that share
 * is what new names are to be expected of the next cases (Good 1953, Biometrika 40). Undefined of a sample without any value.
 */
export function freezeGrid(collected: Collected, given: Layout | null): FrozenGrid | undefined {
  const values = [...collected.values()].flat();
  const layout = given ?? layoutOf(values);
  if (!layout) return undefined;
  const shape = { hasSketch: false, binning: new Binning(layout) };
  const once = given === null ? heldOnce(values) : new Set<Value>();
  const count = (counted: readonly Value[]): Cell => {
    const cell = emptyCell(shape);
    for (const value of counted) addToCell(cell, once.has(value) ? NO_NAME : value, shape);
    return cell;
  };
  const busiest = [...collected].sort(([, a], [, b]) => b.length - a.length).slice(0, MOST_SEGMENTS);
  return { layout, all: count(values), bySegment: new Map(busiest.map(([name, counted]) => [name, count(counted)])) };
}

function heldOnce(values: readonly Value[]): Set<Value> {
  const times = new Map<string, number>();
  for (const value of values) if (typeof value === 'string') times.set(value, (times.get(value) ?? 0) + 1);
  return new Set([...times].flatMap(([name, count]) => (count === 1 ? [name] : [])));
}

function layoutOf(values: readonly Value[]): Layout | undefined {
  const numbers = values.filter((value) => typeof value === 'number').filter(Number.isFinite);
  if (numbers.length > 0) {
    const { edges, min, max } = numericGrid({ reference: numbers });
    return { kind: 'numeric', edges: withLowest(edges, min), min, max };
  }
  const names = values.filter((value) => typeof value === 'string').map((name) => name.slice(0, LONGEST_NAME));
  if (names.length === 0) return undefined;
  const { categories, rest } = categoricalGrid({ reference: names });
  return { kind: 'categorical', categories: [...categories], rest: rest.slice(0, MOST_RARE) };
}

/** What lies below all of the reference has a bin of its own, also where much of it is the least value. */
function withLowest(edges: readonly number[], min: number | null): number[] {
  if (min === null || edges[0] !== min) return [...edges];
  // As near as numbers go: a column may be large beside its spread.
  return [min - Math.max(Math.abs(min) * Number.EPSILON, Number.MIN_VALUE), ...edges];
}
