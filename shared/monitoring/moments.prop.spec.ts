import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../stats/simulate/random.js';
import { measure } from '../alarms/index.js';
import {
  addToCell,
  compareBins,
  deviationOf,
  emptyCell,
  freezeGrid,
  Binning,
  judgeDrift,
  mergeCells,
  metricOf,
  pointOf,
  restoreCell,
  storeCell,
  type Cell,
  type Compared,
  type Layout,
} from './index.js';

/** Normal, by Box and Muller; the same every time. */
function normal(size: number, { mean, sd, seed }: { mean: number; sd: number; seed: number }): number[] {
  const draw = random(seed);
  return Array.from(
    { length: size },
    () => mean + sd * Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw()),
  );
}

function cellOf(values: readonly number[], layout?: Layout): Cell {
  const shape = { hasSketch: false, binning: layout ? new Binning(layout) : null };
  const cell = emptyCell(shape);
  for (const value of values) addToCell(cell, value, shape);
  return cell;
}

/** Counted by several processes, stored, read again and added, as the values of one time are. */
function merged(values: readonly number[], parts: number, layout?: Layout): Cell {
  const cells = Array.from({ length: parts }, (_, part) =>
    restoreCell(
      storeCell(
        cellOf(
          values.filter((_, index) => index % parts === part),
          layout,
        ),
      ),
    ),
  );
  return mergeCells(cells);
}

/** In two passes, from the lowest value, as if nothing were large. */
function exactly(values: readonly number[]): { mean: number; sd: number } {
  const base = Math.min(...values);
  const mean = values.reduce((sum, value) => sum + (value - base), 0) / values.length;
  const m2 = values.reduce((sum, value) => sum + (value - base - mean) ** 2, 0);
  return { mean: base + mean, sd: Math.sqrt(m2 / (values.length - 1)) };
}

const VALUE = metricOf('input.value');

describe('means and deviations', () => {
  it('of large numbers are as exact as of small ones: ids, cents, seconds since 1970', () => {
    for (const mean of [0, 1e9, -1e9, 1.7e12, 9e14]) {
      const values = normal(400, { mean, sd: 5, seed: 3 });
      const right = exactly(values);
      const half = (1.959964 * right.sd) / Math.sqrt(400);
      if (!VALUE) throw new Error('there is no input.value');
      for (const cell of [cellOf(values), merged(values, 1), merged(values, 7)]) {
        const { value, lower, upper } = pointOf(VALUE, cell, { at: 0, lengthMs: 60_000 });
        expect(Math.abs((value ?? NaN) - right.mean)).toBeLessThan(0.2);
        expect(((upper ?? NaN) - (lower ?? NaN)) / 2).toBeCloseTo(half, mean > 1e14 ? 0 : 3);
        const read = measure({ metric: 'input.value', read: 'VALUE' }, [cell], { alpha: 0.05, lengthMs: 60_000 });
        expect(((read.upper ?? NaN) - (read.lower ?? NaN)) / 2).toBeCloseTo(half, mean > 1e14 ? 0 : 3);
      }
    }
  });

  it('of a column that never varies are its value and 0, however it was divided and however large it is', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 9 }),
        (value, size, parts) => {
          const cell = merged(
            Array.from({ length: size }, () => value),
            parts,
          );
          expect([cell.mean, cell.m2]).toEqual([value, 0]);
        },
      ),
    );
  });

  it('stay finite for every finite number', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 20 }), (values) => {
        const cell = merged(values, 3);
        expect([cell.mean, cell.m2, deviationOf(cell)].every(Number.isFinite)).toBe(true);
        expect(cell.m2).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

function judged(was: readonly number[], is: readonly number[]): Compared & { state: string | undefined } {
  const grid = freezeGrid(new Map([['', was]]), null);
  if (!grid) throw new Error('nothing to freeze');
  const compared = compareBins({ layout: grid.layout, reference: grid.all, current: merged(is, 3, grid.layout) });
  return { ...compared, state: judgeDrift([compared])[0]?.state };
}

describe('adding a constant to a column, or another unit of it,', () => {
  it('changes nothing of what is said of its drift', () => {
    const move = fc.constantFrom(0, 0.05, 0.08, 0.12, 0.3, 2);
    const add = fc.constantFrom(0, 1e3, -1e6, 1e9, -1e9, 1_764_500_000, 1.7e12);
    const times = fc.constantFrom(1, 0.01, 100, 1e-9, 1e9);
    fc.assert(
      fc.property(move, add, times, fc.integer({ min: 1, max: 1000 }), (by, constant, unit, seed) => {
        // Of so few digits that adding the constant loses none of them.
        const coarse = (value: number): number => Math.round(value * 512) / 512;
        const was = normal(2000, { mean: 0, sd: 5, seed }).map(coarse);
        const is = normal(600, { mean: 5 * by, sd: 5, seed: seed + 1 }).map(coarse);
        const plain = judged(was, is);
        const other = (value: number): number => unit * (value + constant);
        const moved = judged(was.map(other), is.map(other));
        expect(moved.state).toBe(plain.state);
        expect(moved.wasserstein).toBeCloseTo(plain.wasserstein ?? NaN, 2);
        expect(moved.jensenShannon).toBeCloseTo(plain.jensenShannon, 6);
        expect(moved.bins.map(({ current }) => current)).toEqual(plain.bins.map(({ current }) => current));
        // What is drawn can be told apart.
        expect(new Set(moved.bins.map(({ label }) => label)).size).toBe(moved.bins.length);
      }),
      { numRuns: 60 },
    );
  });

  it('of one that never varied says how many differ from it, not how many of no standard deviation', () => {
    const same = Array.from({ length: 2000 }, () => 5);
    const now = [...same.slice(0, 500), ...Array.from({ length: 500 }, () => 6.868)];
    for (const other of [(value: number) => value, (value: number) => value + 1e9, (value: number) => value * 1e-6]) {
      const { state, wasserstein, effect } = judged(same.map(other), now.map(other));
      expect({ state, wasserstein }).toEqual({ state: 'DRIFTS', wasserstein: null });
      expect(effect).toBeLessThan(10);
    }
    expect(judged(same, same).state).toBe('STABLE');
  });
});
