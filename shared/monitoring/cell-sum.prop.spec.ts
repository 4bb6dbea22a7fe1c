import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addToCell,
  Binning,
  CellSum,
  emptyCell,
  mergeCells,
  placesOfNew,
  placesOn,
  restoreCell,
  storeCell,
  type StoredCell,
} from './index.js';

/** Alike but for rounding, of which there is as much as the largest number makes. */
function isNear(a: Pick<StoredCell, 'count' | 'mean' | 'm2'>, b: Pick<StoredCell, 'count' | 'mean' | 'm2'>): boolean {
  const most = 1e15 * Math.max(1, a.count);
  return Math.abs(a.mean - b.mean) <= 1e-14 * most && Math.abs(a.m2 - b.m2) <= 1e-14 * most * 1e15;
}

const SHARES = [0, 0.25, 0.5, 0.95, 0.99, 1];
/** Whole numbers, so that sums are exact in any order; some far apart, so that bins lie far apart too. */
const value = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.constantFrom(null, 0, 1e15, -1e15, 1_000_000_000, -1_000_000_000),
);
const own = { kind: 'categorical', categories: ['b', 'a'], rest: ['rare'] } as const;
const categorical = { ...own, categories: [...own.categories], rest: [...own.rest] };
const all = ['a', 'c', 'b'];

function stored(values: readonly (number | string | null)[], binning: Binning | null): StoredCell {
  const cell = emptyCell({ binning });
  for (const one of values) addToCell(cell, one, { hasSketch: true, binning });
  return storeCell(cell);
}

describe('a sum of stored cells', () => {
  it('says what the restored cells say when they are merged, quantiles included', () => {
    fc.assert(
      fc.property(fc.array(fc.array(value, { maxLength: 20 }), { maxLength: 8 }), fc.nat(8), (parts, middle) => {
        const cells = parts.map((part) => stored(part, null));
        const merged = mergeCells(cells.map(restoreCell));
        const sum = new CellSum();
        for (const cell of cells.slice(0, middle)) sum.add(cell);
        const rest = new CellSum();
        for (const cell of cells.slice(middle)) rest.add(cell);
        sum.merge(rest);
        const { count, missing, min, max } = merged;
        expect({ count: sum.count, missing: sum.missing, min: sum.min, max: sum.max }).toEqual({
          count,
          missing,
          min,
          max,
        });
        expect(isNear(sum, merged)).toBe(true);
        expect(sum.sketch?.quantiles(SHARES)).toEqual(merged.sketch?.quantiles(SHARES));
      }),
    );
  });

  it('puts the counts of categories where they belong among those of all layouts, and counts what was new', () => {
    const name = fc.constantFrom('a', 'b', 'rare', 'unseen', null);
    fc.assert(
      fc.property(fc.array(name), (values) => {
        const cell = stored(values, new Binning(categorical));
        const times = (of: string): number => values.filter((one) => one === of).length;
        const sum = new CellSum(all.length + 2);
        sum.add(cell, placesOn(categorical, all));
        expect(sum.bins?.counts).toEqual([times('a'), 0, times('b'), times('rare'), times('unseen')]);
        const fresh = new CellSum(2);
        fresh.add(cell, placesOfNew(categorical));
        expect(fresh.bins?.counts).toEqual([times('a') + times('b') + times('rare'), times('unseen')]);
      }),
    );
  });
});
