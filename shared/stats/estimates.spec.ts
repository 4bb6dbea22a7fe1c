import { describe, expect, it } from 'vitest';
import { isotonicFit, isotonicPredict, plattFit } from './calibration.js';
import { asymptoticCs, asymptoticCsOneSided, asymptoticDiffCs, hedgedCs, predmixEbLower } from './confseq.js';
import { ppiMean } from './ppi.js';
import { brierScore, cbpe, expectedConfusion, logLoss, reliability, riskCoverage } from './scoring.js';
import { hajek, horvitzThompson, stratifiedMean } from './survey.js';
import { temperatureFit } from './temperature.js';
import { expectClose, expectRefused, type Vector } from './vectors.support.js';

const y = [1, 0, 1, 0, 1, 0, 0, 0, 1, 0];
const pi = [1, 1, 1, 0.2, 0.2, 0.2, 0.2, 0.5, 0.5, 0.1];
const ppi = {
  y: [1, 0, 1, 1, 0, 1, 0, 0, 1, 1],
  yhat: [0.9, 0.2, 0.8, 0.6, 0.3, 0.7, 0.4, 0.1, 0.5, 0.95],
  yhatUnlabelled: Array.from({ length: 40 }, (_, i) => 0.05 + (0.9 * i) / 39),
};

describe('estimates', () => {
  it.each<Vector>([
    [
      'hedgedCs',
      () => hedgedCs({ x: [0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0], alpha: 0.05, breaks: 200 }),
      {
        lower: Array.from({ length: 12 }, () => 0),
        upper: [1, 0.97, 0.97, 0.885, 0.81, 0.74, 0.685, 0.685, 0.685, 0.64, 0.605, 0.57],
      },
    ],
    [
      'predmixEbLower',
      () =>
        predmixEbLower({
          x: [0.8, 1, 1, 0.6, 1, 1, 0.9, 1, 1, 1],
          alpha: 0.1,
          runningIntersection: true,
          truncateMean: true,
        }),
      { lower: [0, 0, 0, 0, 0, 0.07851847, 0.19587298, 0.29590599, 0.37381004, 0.43619535] },
      1e-7,
    ],
    [
      'asymptoticCs',
      () => asymptoticCs({ mean: 0.1, variance: 0.09, n: 500, tOpt: 500 }),
      { lower: 0.0592783982296, upper: 0.14072160177 },
    ],
    ['asymptoticCs of nothing', () => asymptoticCs({ mean: 0, variance: 0, n: 0 }), { lower: null, upper: null }],
    [
      'horvitzThompson',
      () => horvitzThompson({ y, pi, N: 37 }),
      { total: 9, mean: 0.243243243243, se: 0.126767993509 },
    ],
    ['hajek', () => hajek({ y, pi }), { mean: 0.243243243243, se: 0.125588179987 }],
    ['hajek of nothing', () => hajek({ y: [], pi: [] }), { mean: null, se: null, lower: null, upper: null, ess: null }],
    [
      'stratifiedMean',
      () =>
        stratifiedMean({
          strata: [
            { N: 9000, n: 90, mean: 0.02, variance: 0.0198202247191 },
            { N: 1000, n: 100, mean: 0.2, variance: 0.161616161616 },
          ],
        }),
      { mean: 0.038, se: 0.0138254713045, df: 188 },
    ],
    ['ppiMean', () => ppiMean({ ...ppi, lambda: 1 }), { estimate: 0.555, lower: 0.390543, upper: 0.719457 }, 2e-6],
    ['ppiMean of nothing', () => ppiMean({ y: [], yhat: [], yhatUnlabelled: [0.1] }), { estimate: null, se: null }],
    [
      'cbpe',
      () => cbpe({ probabilities: [0.9, 0.8, 0.3, 0.1], predictions: [1, 1, 0, 0] }),
      {
        tp: 1.7,
        fp: 0.3,
        fn: 0.4,
        tn: 1.6,
        accuracy: 0.825,
        precision: 0.85,
        recall: 0.809523809524,
        f1: 0.829268292683,
      },
    ],
    ['cbpe without a positive', () => cbpe({ probabilities: [0.2], predictions: [0] }), { precision: null, recall: 0 }],
    [
      'isotonicFit',
      () => isotonicFit({ x: [1, 2, 3, 4, 5, 6, 7, 8], y: [0, 1, 0, 1, 0, 1, 1, 1] }),
      { x: [1, 2, 3, 4, 5, 6, 7, 8], y: [0, 0.5, 0.5, 0.5, 0.5, 1, 1, 1] },
    ],
    ['isotonicFit of nothing', () => isotonicFit({ x: [], y: [] }), { x: [], y: [] }],
    [
      'plattFit',
      () =>
        plattFit({
          scores: [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5],
          labels: [0, 0, 0, 1, 0, 1, 0, 1, 1, 1],
        }),
      { A: -0.769146927453, B: 0.192286731863 },
      1e-6,
    ],
    [
      'reliability',
      () => reliability({ p: [0.1, 0.2, 0.3, 0.7, 0.8, 0.9], y: [0, 0, 1, 1, 1, 0], bins: 2 }),
      { ece: 0.133333333333, mce: 0.133333333333 },
    ],
    ['reliability of nothing', () => reliability({ p: [], y: [] }), { bins: [], ece: null, mce: null }],
    [
      'riskCoverage',
      () => riskCoverage({ confidence: [0.9, 0.8, 0.7, 0.6], errors: [0, 0, 1, 0] }),
      { risk: [0, 0, 1 / 3, 1 / 4], aurc: 0.145833333333, eaurc: 0.111594887672 },
    ],
    ['a tie accrues evenly', () => riskCoverage({ confidence: [0.5, 0.5], errors: [1, 0] }), { risk: [0.5, 0.5] }],
    ['brierScore', () => brierScore({ p: [0.9, 0.2], y: [1, 0] }), 0.025],
    ['logLoss', () => logLoss({ p: [1, 0.5], y: [0, 1] }), (-Math.log(1e-15) + Math.LN2) / 2, 1e-4],
    [
      'expectedConfusion',
      () =>
        expectedConfusion({
          probabilities: [
            [0.7, 0.3],
            [0.4, 0.6],
          ],
          predictions: [0, 1],
        }),
      {
        matrix: [
          [0.7, 0.3],
          [0.4, 0.6],
        ],
        accuracy: 0.65,
      },
    ],
    [
      'temperatureFit of honest logits',
      () =>
        temperatureFit({
          logits: [
            [Math.log(3), 0],
            [Math.log(3), 0],
            [Math.log(3), 0],
            [Math.log(3), 0],
          ],
          labels: [0, 0, 0, 1],
        }),
      { temperature: 1 },
      1e-6,
    ],
  ])('%s', (_name, actual, expected, relative?) => expectClose(actual(), expected, relative));

  it('predicts between isotonic knots and clips outside', () => {
    const model = { x: [1, 2], y: [0, 1] };
    expect(isotonicPredict({ model, x: [0, 1, 1.25, 2, 9] })).toEqual([0, 0, 0.25, 1, 1]);
  });

  it('puts the edge of a bin below it, whatever floating point thinks of 0.3 × 10', () => {
    const { bins } = reliability({ p: [0, 0.1, 0.3, 0.30000000000000004], y: [0, 0, 0, 0] });
    expect(bins.map(({ count }) => count)).toEqual([2, 1, 1]);
  });

  it('stays finite with one class alone', () => {
    const { A, B } = plattFit({ scores: [1, 2, 3], labels: [1, 1, 1] });
    expect([Number.isFinite(A), Number.isFinite(B)]).toEqual([true, true]);
    expect(plattFit({ scores: [], labels: [] })).toEqual({ A: 0, B: 0 });
  });

  it('compares two arms, and waits for two observations in each', () => {
    const arm = { n: 1000, sum: 100, sumSquares: 1100 };
    const { estimate, lower, upper } = asymptoticDiffCs({ a: arm, b: arm });
    expect(estimate).toBe(0);
    expect(lower).toBe(-(upper ?? 0));
    expect(asymptoticDiffCs({ a: arm, b: { n: 1, sum: 0, sumSquares: 0 } }).lower).toBeNull();
    const one = asymptoticCsOneSided({ mean: 0, variance: 1, n: 1000, alpha: 0.05 });
    const two = asymptoticCs({ mean: 0, variance: 1, n: 1000, alpha: 0.05 });
    expect(Number(one.halfWidth)).toBeLessThan(Number(two.halfWidth));
  });

  it.each<[string, () => unknown]>([
    ['pi[0]', () => hajek({ y: [1], pi: [0] })],
    ['pi[0]', () => horvitzThompson({ y: [1], pi: [1.1], N: 1 })],
    ['pi', () => hajek({ y: [1], pi: [] })],
    ['x[0]', () => hedgedCs({ x: [1.5] })],
    ['x[0]', () => predmixEbLower({ x: [-1], alpha: 0.1 })],
    ['y[0]', () => reliability({ p: [0.5], y: [0.5] })],
    ['p[0]', () => brierScore({ p: [1.5], y: [1] })],
    ['labels[0]', () => plattFit({ scores: [1], labels: [2] })],
    ['predictions[0]', () => expectedConfusion({ probabilities: [[1]], predictions: [1] })],
    ['strata[0].n', () => stratifiedMean({ strata: [{ N: 1, n: 2, mean: 0, variance: 0 }] })],
    ['y[0]', () => ppiMean({ y: [Number.NaN], yhat: [0], yhatUnlabelled: [0] })],
  ])('refuses a bad %s by name', (name, call) => expectRefused(name, call));
});
