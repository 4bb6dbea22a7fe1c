import { categoricalGrid, numericGrid } from '../stats/index.js';
import { addToCell, emptyCell, type Cell } from './cell.js';
import { Binning, type Layout } from './layout.js';

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
/** Rare categories beyond these count as new. */
const MOST_RARE = 1000;
/** A category is told apart by so much of its name. */
const LONGEST_NAME = 200;

/**
 * Bins frozen from a sample (statistics, 5.1), and the sample counted into them. `given`: bins that a schema fixes, which
 * stay as they are. Undefined of a sample without any value.
 */
export function freezeGrid(collected: Collected, given: Layout | null): FrozenGrid | undefined {
  const values = [...collected.values()].flat();
  const layout = given ?? layoutOf(values);
  if (!layout) return undefined;
  const shape = { hasSketch: false, binning: new Binning(layout) };
  const count = (counted: readonly Value[]): Cell => {
    const cell = emptyCell(shape);
    for (const value of counted) addToCell(cell, value, shape);
    return cell;
  };
  const busiest = [...collected].sort(([, a], [, b]) => b.length - a.length).slice(0, MOST_SEGMENTS);
  return { layout, all: count(values), bySegment: new Map(busiest.map(([name, counted]) => [name, count(counted)])) };
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
  return [min - Math.max(Math.abs(min) * 1e-9, 1e-12), ...edges];
}
