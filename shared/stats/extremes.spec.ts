import { describe, expect, it } from 'vitest';
import * as stats from './index.js';
import { expectClose, type Vector } from './vectors.support.js';

const near = (count: number): number[] => [1_000_000, 1_000_000, count];
const rising = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

/** Where naive arithmetic loses its digits. Expected values: mpmath with 60 digits, unless said. */
describe('extremes', () => {
  it.each<Vector>([
    [
      'betaBinomialE: a tail far below the least number is no evidence',
      () => stats.betaBinomialE({ k: 900, n: 1000, p0: 0.02, side: 'less' }),
      { logE: -6.8012402054259 },
    ],
    [
      'betaBinomialE: and on the other side',
      () => stats.betaBinomialE({ k: 10, n: 5000, p0: 0.5, side: 'greater' }),
      { logE: -8.5133867587014 },
    ],
    [
      'betaBinomialE of a million',
      () => stats.betaBinomialE({ k: 20_050, n: 1_000_000, p0: 0.02 }),
      { logE: -7.88998000135406 },
      1e-12,
    ],
    [
      'pairedE of a million',
      () => stats.pairedE({ challengerOnlyRight: 500_700, incumbentOnlyRight: 499_300 }),
      { logE: -5.70196533620363 },
      1e-12,
    ],
    [
      'srmE of a million',
      () => stats.srmE({ observed: [500_300, 499_700], expected: [1, 1] }),
      { logE: -6.50196484553682 },
      1e-12,
    ],
    [
      'clopperPearson: no error in a million',
      () => stats.clopperPearson({ k: 0, n: 1_000_000, side: 'upper' }),
      { upper: 2.99572778635254e-6 },
      1e-12,
    ],
    [
      'clopperPearson: no error in 500 million',
      () => stats.clopperPearson({ k: 0, n: 500_000_000, side: 'upper' }),
      { upper: 5.99146452915916e-9 },
      1e-8,
    ],
    [
      'wilson: nine nines',
      () => stats.wilson({ k: 7, n: 120, confidence: 0.999999999 }),
      { lower: 0.00815995443627146, upper: 0.318075087303793 },
      1e-8,
    ],
    ['betaQuantile near 0', () => stats.betaQuantile({ p: 1e-6, a: 0.05, b: 2 }), 3.76889482873001e-121, 1e-11],
    [
      'ksTest exact: separated samples, 2/C(90, 40)',
      () => stats.ksTest({ a: rising(0, 40), b: rising(100, 50), method: 'exact' }),
      { statistic: 1, p: 3.34052053860239e-26 },
    ],
    [
      'jensenShannon: one count apart',
      () => stats.jensenShannon({ reference: near(1_000_001), current: near(1_000_000) }),
      2.00186984719839e-7,
    ],
    ['normalCdf', () => stats.normalCdf({ x: -30 }), 4.90671392714819e-198, 1e-11],
    ['normalQuantile', () => stats.normalQuantile({ p: 1e-300 }), -37.0470962993612, 1e-13],
    ['chiSquareSf', () => stats.chiSquareSf({ x: 700, df: 3 }), 2.09913085342041e-151, 1e-11],
    ['studentTCdf', () => stats.studentTCdf({ t: -40, df: 3 }), 1.71903403945793e-5, 1e-12],
    ['binomialCdf', () => stats.binomialCdf({ k: 100, n: 1000, p: 0.5 }), 6.7017177900063e-162, 1e-11],
  ])('%s', (_name, actual, expected, relative?) => {
    // Relative alone: an absolute tolerance would let every tiny number pass.
    expectClose(actual(), expected, relative, '', 0);
  });

  it('clopperPearson ends where k does, at any size', () => {
    for (const n of [1, 7, 1e6, 1e9]) {
      expect(stats.clopperPearson({ k: 0, n }).lower).toBe(0);
      expect(stats.clopperPearson({ k: n, n }).upper).toBe(1);
    }
    // Both tails are ½ at the median, on which side of ½ it lies is chance.
    expectClose(stats.clopperPearson({ k: 0, n: 1, confidence: 0.5, side: 'upper' }).upper, 0.5);
  });
});

describe('what the text leaves to a default or an edge', () => {
  const cases = { scores: rising(0, 200).map((i) => 0.5 + i / 400), errors: rising(0, 200).map(() => 0) };
  it('selectThreshold walks 0.50 … 0.995 unless told otherwise, and no candidate certifies nothing', () => {
    const { grid, threshold } = stats.selectThreshold({ ...cases, alpha: 0.05, delta: 0.1, startAt: 0.6 });
    expect([grid.length, grid[0], grid[99], threshold]).toEqual([100, 0.995, 0.5, 0.5]);
    expect(stats.selectThreshold({ ...cases, grid: [], alpha: 0.05, delta: 0.1 })).toMatchObject({ threshold: null });
  });

  it('sgr has no probe for a single label', () => {
    expect(stats.sgr({ scores: [0.9], errors: [0], targetRisk: 0.99, delta: 0.1 }).threshold).toBeNull();
  });

  it('hedgedCs with all its capital on one side is one-sided', () => {
    const x = rising(0, 100).map((i) => (i % 10 === 0 ? 1 : 0));
    const below = stats.hedgedCs({ x, theta: 0, breaks: 100 });
    const above = stats.hedgedCs({ x, theta: 1, breaks: 100 });
    expect([below.lower.at(-1), above.upper.at(-1)]).toEqual([0, 1]);
    expect(below.upper.at(-1)).toBeLessThan(0.4);
    expect(above.lower.at(-1)).toBeGreaterThan(0);
  });

  it('riskCoverage with weights is as with each case repeated', () => {
    const given = { confidence: [0.9, 0.8, 0.8, 0.5], errors: [0, 1, 0, 1] };
    const repeated = stats.riskCoverage({
      confidence: [0.9, 0.9, 0.8, 0.8, 0.8, 0.8, 0.5],
      errors: [0, 0, 1, 1, 1, 0, 1],
    });
    const weighted = stats.riskCoverage({ ...given, weights: [2, 3, 1, 1] });
    expectClose([weighted.coverage[0], weighted.risk[0]], [2 / 7, 0]);
    expectClose([weighted.coverage[2], weighted.risk[2]], [6 / 7, repeated.risk[5]]);
    expectClose(weighted.risk[3], repeated.risk[6]);
    expect(stats.riskCoverage({ ...given, weights: [1, 1, 1, 1] })).toEqual(stats.riskCoverage(given));
  });

  it('a threshold above 1 automates nothing', () => {
    const demand = { auditRate: 0.1, arrivalsPerHour: 60, handleSeconds: 60, targetSeconds: 600, serviceLevel: 0.9 };
    const { automationShare, reviewsPerHour } = stats.reviewForecast({ ...demand, scores: [0.4, 1], threshold: 1.01 });
    expect([automationShare, reviewsPerHour]).toEqual([0, 60]);
  });
});
