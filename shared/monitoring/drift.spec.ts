import { describe, expect, it } from 'vitest';
import { random } from '../stats/simulate/random.js';
import { addToCell, emptyCell, mergeCells, type Cell } from './cell.js';
import { compareBins, judgeDrift, whyNotCompared } from './compare-bins.js';
import { changePoint, driftOnset, driftsSince, driftWindows } from './drift-windows.js';
import { freezeGrid } from './freeze-grids.js';
import { Binning, type Layout } from './layout.js';

type Value = number | string | null;

/** Values spread evenly over [0, 1), in no order: the same every time. */
function spread(size: number, offset = 0): number[] {
  return Array.from({ length: size }, (_, index) => ((index * 0.618_033_988_7) % 1) + offset);
}

function frozen(values: readonly Value[]): { layout: Layout; reference: Cell } {
  const grid = freezeGrid(new Map([['', values]]), null);
  if (!grid) throw new Error('nothing to freeze');
  return { layout: grid.layout, reference: grid.all };
}

function counted(layout: Layout, values: readonly Value[]): Cell {
  const shape = { hasSketch: false, binning: new Binning(layout) };
  const cell = emptyCell(shape);
  for (const value of values) addToCell(cell, value, shape);
  return cell;
}

function judged(was: readonly Value[], is: readonly Value[]) {
  const { layout, reference } = frozen(was);
  const compared = compareBins({ layout, reference, current: counted(layout, is) });
  return { ...compared, state: judgeDrift([compared])[0]?.state };
}

describe('a field beside its reference', () => {
  it('drifts by as many standard deviations as its numbers moved', () => {
    const moved = judged(spread(5000), spread(1000, 0.2));
    expect(moved.state).toBe('DRIFTS');
    expect(moved.wasserstein).toBeCloseTo(0.2 * Math.sqrt(12), 1);
    expect(moved.ks).toBeCloseTo(0.2, 1);
    expect(moved.bins.reduce((sum, { current }) => sum + current, 0)).toBeCloseTo(1);
    expect(judged(spread(5000), spread(1000)).state).toBe('STABLE');
  });

  it('does not drift by what a million cases make significant and nobody cares for', () => {
    const slightly = judged(spread(200_000), spread(200_000, 0.01));
    expect(slightly.p).toBeLessThan(0.001);
    expect(slightly).toMatchObject({ state: 'STABLE' });
  });

  it('drifts where values go missing, numbers and categories', () => {
    const halfMissing = spread(1000).map((value, index) => (index % 2 === 0 ? null : value));
    expect(judged(spread(5000), halfMissing)).toMatchObject({ state: 'DRIFTS', missingCurrent: 0.5 });
    const names = spread(5000).map((value) => (value < 0.5 ? 'a' : 'b'));
    expect(judged(names, [...names.slice(0, 300), ...Array.from({ length: 300 }, () => null)]).state).toBe('DRIFTS');
  });

  it('drifts where categories come that the reference never had, and where shares move', () => {
    const names = (border: number) => spread(2000).map((value) => (value < border ? 'a' : 'b'));
    const fresh = judged(names(0.5), [...names(0.5).slice(0, 500), ...Array.from({ length: 200 }, () => 'c')]);
    expect(fresh.state).toBe('DRIFTS');
    expect(fresh.bins.find(({ label }) => label === 'new')?.current).toBeCloseTo(200 / 700);
    expect(judged(names(0.5), names(0.8)).state).toBe('DRIFTS');
    expect(judged(names(0.5), names(0.51)).state).toBe('STABLE');
  });

  it('with a long tail of names does not drift by the names that a sample happens not to hold', () => {
    const draw = random(11);
    // A Zipf law, as of senders' domains: of a thousand cases a third has a name that no other one has.
    const name = (): string => `name ${Math.floor(2000 ** draw())}`;
    const tail = (): string => (draw() < 0.5 ? name() : `one of many ${Math.floor(5000 * draw())}`);
    const names = (size: number): string[] => Array.from({ length: size }, tail);
    const states = Array.from({ length: 200 }, () => judged(names(1000), names(400)).state);
    expect(states.filter((state) => state === 'DRIFTS').length).toBeLessThanOrEqual(4);
    const onlyFew = Array.from({ length: 400 }, name);
    expect(judged(names(1000), onlyFew).state).toBe('DRIFTS');
    const oneMore = names(400).map((value, index) => (index % 5 < 2 ? 'never seen' : value));
    expect(judged(names(1000), oneMore).state).toBe('DRIFTS');
    expect(judged(names(1000), names(400)).bins.length).toBeLessThan(30);
  });

  it('cannot be said to drift or not where there is too little', () => {
    const { layout, reference } = frozen(spread(5000));
    const empty = emptyCell({ binning: null });
    expect(whyNotCompared({ reference, current: empty })).toBe('NO_DATA');
    expect(whyNotCompared({ reference: empty, current: reference })).toBe('NO_REFERENCE');
    expect(whyNotCompared({ reference, current: counted(layout, spread(199)) })).toBe('NOT_ENOUGH');
    expect(whyNotCompared({ reference, current: counted(layout, spread(200)) })).toBeUndefined();
  });

  it('of one value only, or of many, is compared without a fault', () => {
    const same = Array.from({ length: 2000 }, () => 5);
    expect(judged(same, same).state).toBe('STABLE');
    expect(judged(same, spread(1000)).state).toBe('DRIFTS');
    const million = Array.from({ length: 20_000 }, (_, index) => `name ${index}`);
    const { layout } = frozen(million);
    expect(layout).toMatchObject({ kind: 'categorical' });
    expect(layout.kind === 'categorical' && layout.categories.length + layout.rest.length).toBe(1200);
  });
});

describe('since when a field drifts', () => {
  const { layout, reference } = frozen(spread(5000));
  const hours = (offsets: readonly number[]) =>
    offsets.map((offset, hour) => ({ at: hour * 3_600_000, cell: counted(layout, spread(300, offset)) }));
  const since = (offsets: readonly number[]) => driftsSince(driftWindows(layout, reference, hours(offsets)));

  it('is the first hour from which it does to the end', () => {
    expect(since([0, 0, 0, 0.5, 0.5, 0.5])).toBe(3 * 3_600_000);
    expect(since([0.5, 0.5, 0.5])).toBe(0);
    expect(since([0, 0, 0.5, 0])).toBeNull();
    expect(since([])).toBeNull();
  });

  it('is not moved by one odd hour', () => {
    expect(since([0, 0.5, 0, 0, 0.5, 0.5, 0, 0.5, 0.5])).toBe(4 * 3_600_000);
  });

  it('joins buckets that hold too few', () => {
    const minutes = Array.from({ length: 30 }, (_, minute) => ({
      at: minute * 60_000,
      cell: counted(layout, spread(50, minute < 16 ? 0 : 0.5)),
    }));
    expect(driftWindows(layout, reference, minutes).map(({ from }) => from / 60_000)).toEqual([
      0, 4, 8, 12, 16, 20, 24,
    ]);
    expect(driftsSince(driftWindows(layout, reference, minutes))).toBe(16 * 60_000);
  });

  it('is the minute in which it changed, not the hour around it', () => {
    // 10 cases a minute; they move at 02:27.
    const minutes = Array.from({ length: 300 }, (_, minute) => ({
      at: minute * 60_000,
      cell: counted(
        layout,
        spread(3000)
          .slice(minute * 10, minute * 10 + 10)
          .map((value) => value + (minute < 147 ? 0 : 0.3)),
      ),
    }));
    const byHour = Array.from({ length: 5 }, (_, hour) => ({
      at: hour * 3_600_000,
      cell: mergeCells(minutes.slice(hour * 60, hour * 60 + 60).map(({ cell }) => cell)),
    }));
    const windows = driftWindows(layout, reference, byHour);
    expect(driftsSince(windows)).toBe(2 * 3_600_000);
    expect(driftOnset(windows)).toEqual({ from: 3_600_000, to: 3 * 3_600_000 });
    const after = mergeCells(byHour.slice(3).map(({ cell }) => cell));
    const at = changePoint({ before: reference, after }, minutes.slice(60, 180));
    expect(Math.abs((at ?? 0) / 60_000 - 147)).toBeLessThanOrEqual(1);
  });

  it('is found for categories and for values that go missing, and nothing is said of no cases', () => {
    const names = (ofA: number, size: number) => Array.from({ length: size }, (_, i) => (i % 10 < ofA ? 'a' : 'b'));
    const { layout: bins, reference: before } = frozen(names(5, 2000));
    const at = (change: (minute: number) => (string | null)[]): number | null => {
      const timed = Array.from({ length: 60 }, (_, minute) => ({
        at: minute * 60_000,
        cell: counted(bins, change(minute)),
      }));
      return changePoint({ before, after: mergeCells(timed.slice(40).map(({ cell }) => cell)) }, timed);
    };
    expect(at((minute) => names(minute < 26 ? 5 : 9, 20))).toBe(26 * 60_000);
    expect(at((minute) => [...names(5, 10), ...(minute < 26 ? names(5, 10) : [null, null, null, null])])).toBe(
      26 * 60_000,
    );
    expect(changePoint({ before, after: before }, [])).toBeNull();
  });
});
