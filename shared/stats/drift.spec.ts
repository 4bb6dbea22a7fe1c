import { describe, expect, it } from 'vitest';
import { runDetector } from './detectors.js';
import {
  benjaminiHochberg,
  chiSquareTest,
  hellinger,
  holm,
  jensenShannon,
  ksFromCounts,
  ksTest,
  lInfinity,
  psi,
  psiCritical,
  totalVariation,
  wasserstein1,
} from './drift.js';
import {
  categoricalGrid,
  confidenceGrid,
  gridAddAll,
  gridKs,
  gridMerge,
  gridWasserstein1,
  numericGrid,
} from './grid.js';
import { normalQuantile } from './special.js';
import { expectClose, expectRefused, stream, type Vector } from './vectors.support.js';

const a = [0.1, 0.4, 0.7, 1.2, 1.5, 2.2, 2.9, 3.1];
const b = [0.6, 1, 1.9, 2.4, 2.8, 3.3, 3.9, 4.4, 5];
/** Benjamini & Hochberg 1995, table 1: the 15 p-values of their example; 4 are rejected at 0.05, Bonferroni rejects 3. */
const BH_1995 = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
];

describe('drift', () => {
  it.each<Vector>([
    ['ksTest exact', () => ksTest({ a, b, method: 'exact' }), { statistic: 4 / 9, p: 0.242451665981 }],
    ['ksTest asymptotic', () => ksTest({ a, b, method: 'asymptotic' }), { p: 0.37281128438 }],
    ['ksTest of an empty sample', () => ksTest({ a: [], b }), { statistic: null, p: 1 }],
    ['ksTest of the same', () => ksTest({ a, b: a }), { statistic: 0, p: 1 }],
    ['ksFromCounts', () => ksFromCounts({ reference: [1, 1], current: [2, 0] }), { statistic: 0.5 }],
    [
      'chiSquareTest',
      () => chiSquareTest({ reference: [16, 18, 16, 14, 12, 12], current: [16, 16, 16, 16, 16, 8] }),
      { statistic: 1.62240896359, df: 5, p: 0.898526239403 },
    ],
    [
      'chiSquareTest with one column',
      () => chiSquareTest({ reference: [5, 0], current: [7, 0] }),
      { statistic: 0, df: 0, p: 1 },
    ],
    ['psi', () => psi({ reference: [100, 200, 300, 400], current: [150, 200, 300, 350] }), 0.0269498250366],
    ['psiCritical', () => psiCritical({ nReference: 1000, nCurrent: 1000, bins: 10, level: 0.05 }), 0.0338379552092],
    ['jensenShannon', () => jensenShannon({ reference: [1, 1, 0], current: [0, 1, 1] }), 0.707106781187],
    ['hellinger of disjoint', () => hellinger({ reference: [1, 0], current: [0, 3] }), 1],
    ['totalVariation', () => totalVariation({ reference: [1, 1], current: [1, 0] }), 0.5],
    ['lInfinity', () => lInfinity({ reference: [1, 1, 2], current: [1, 1, 0] }), 0.5],
    ['wasserstein1', () => wasserstein1({ a: [0, 1, 3], b: [5, 6, 8] }), 5],
    [
      'wasserstein1 weighted (SciPy docstring)',
      () => wasserstein1({ a: [0, 1], b: [0, 1], aWeights: [3, 1], bWeights: [2, 2] }),
      0.25,
    ],
    [
      'benjaminiHochberg',
      () => benjaminiHochberg({ p: [0.01, 0.04, 0.03, 0.2], q: 0.05 }),
      { adjusted: [0.04, 0.0533333333333, 0.0533333333333, 0.2], rejected: [true, false, false, false] },
    ],
    ['Benjamini–Hochberg 1995', () => benjaminiHochberg({ p: BH_1995, q: 0.05 }).rejected.filter(Boolean).length, 4],
    ['holm', () => holm({ p: [0.01, 0.04, 0.03, 0.2], alpha: 0.05 }), { adjusted: [0.04, 0.09, 0.09, 0.2] }],
    ['none', () => benjaminiHochberg({ p: [], q: 0.05 }), { adjusted: [], rejected: [] }],
  ])('%s', (_name, actual, expected, relative?) => expectClose(actual(), expected, relative));

  it.each<Vector>([
    ['ddm', () => runDetector({ detector: 'ddm', stream: stream('0*200 (1 0)*50') }), { drifts: [200] }],
    [
      'pageHinkley',
      () =>
        runDetector({
          detector: 'pageHinkley',
          params: { threshold: 8, mode: 'up' },
          stream: stream('0*300 (1 0 0 0)*60'),
        }),
      { drifts: [332] },
    ],
    ['adwin', () => runDetector({ detector: 'adwin', stream: stream('0*500 1*500') }), { drifts: [511] }],
    [
      'eDetector',
      () =>
        runDetector({
          detector: 'eDetector',
          params: { m: 0.1, lambdas: [0.1, 0.3], omegas: [0.5, 0.5], type: 'SR' },
          stream: [0, 1, 0],
        }),
      { drifts: [], logM: [-0.223143551314, 1.59938757658, 1.53169256381] },
    ],
    ['an empty stream', () => runDetector({ detector: 'kswin', stream: [] }), { drifts: [], firstWarning: null }],
    [
      'kswin sees a jump',
      () => runDetector({ detector: 'kswin', stream: stream('(0.1 0.2 0.3)*40 (0.7 0.8 0.9)*20') }).drifts.length,
      1,
    ],
    [
      'eddm sees errors come closer',
      () => runDetector({ detector: 'eddm', stream: stream('(0 0 0 0 0 0 0 0 0 1)*60 (0 1)*200') }).drifts.length,
      1,
    ],
  ])('%s', (_name, actual, expected, relative?) => expectClose(actual(), expected, relative));

  it('freezes its bins: 84 for a continuous reference, upper edge inside, nulls and outsiders apart', () => {
    const reference = Array.from({ length: 100_000 }, (_, i) => i / 100_000);
    const grid = numericGrid({ reference });
    expect(grid.counts).toHaveLength(84);
    const seen = gridAddAll(grid, [grid.edges[0] ?? 0, -1, 2, null]);
    expect([seen.counts[0], seen.counts.at(-1), seen.nulls, seen.below, seen.above]).toEqual([2, 1, 1, 1, 1]);
  });

  it('finds a shift through the grid as the raw values show it', () => {
    const reference = Array.from({ length: 200_000 }, (_, i) => Math.exp(normalQuantile({ p: (i + 0.5) / 200_000 })));
    const shifted = reference.map((value) => value * 1.03);
    const grid = numericGrid({ reference });
    const given = { reference: gridAddAll(grid, reference), current: gridAddAll(grid, shifted) };
    const raw = wasserstein1({ a: reference, b: shifted });
    expect(Math.abs(gridWasserstein1(given) / raw - 1)).toBeLessThan(0.03);
    const ks = ksTest({ a: reference, b: shifted, method: 'asymptotic' }).statistic ?? 0;
    expect(gridKs(given).statistic).toBeLessThanOrEqual(ks + 1e-12);
    expect(gridKs(given).statistic).toBeGreaterThan(ks - 1 / 64);
  });

  it('tells a rare category of the reference from one that it never had', () => {
    const reference = Array.from({ length: 300 }, (_, i) => `c${String(i).padStart(3, '0')}`);
    const seen = gridAddAll(categoricalGrid({ reference }), ['c000', 'c299', 'never', null]);
    expect([seen.counts[0], seen.other, seen.fresh, seen.nulls]).toEqual([1, 1, 1, 1]);
    expect(confidenceGrid().counts).toHaveLength(200);
  });

  it.each<[string, () => unknown]>([
    ['reference', () => psi({ reference: [0, 0], current: [1, 1] })],
    ['current', () => jensenShannon({ reference: [1], current: [1, 1] })],
    ['reference[0]', () => hellinger({ reference: [-1], current: [1] })],
    ['a', () => wasserstein1({ a: [], b: [1] })],
    ['p[0]', () => holm({ p: [1.5], alpha: 0.05 })],
    ['x', () => runDetector({ detector: 'ddm', stream: [0.5] })],
    ['detector', () => runDetector({ detector: 'tea' as 'ddm', stream: [] })],
    ['m', () => runDetector({ detector: 'eDetector', params: { m: 0 }, stream: [] })],
    ['grids', () => gridMerge({ grids: [numericGrid({ reference: [1] }), numericGrid({ reference: [2] })] })],
  ])('refuses a bad %s by name', (name, call) => expectRefused(name, call));
});
