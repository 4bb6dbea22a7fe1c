import { describe, expect, it } from 'vitest';
import { betaBinomialE, bernoulliConfSeq, weightedSelectiveCs, weightedSelectiveE } from './evalues.js';
import { binomialTailP, clopperPearson, hbPValue, thinToUniform, wilson, zeroErrorSampleSize } from './proportions.js';
import { chowThreshold, costCurve, selectThreshold, sgr, tallyAbove, thresholdsByGroup } from './threshold.js';
import { expectClose, expectRefused, type Vector } from './vectors.support.js';

const scores = [0.99, 0.98, 0.97, 0.95, 0.93, 0.9, 0.88, 0.85, 0.8, 0.7];
const errors = [0, 0, 0, 0, 0, 0, 0, 1, 0, 1];
const small = { scores, errors, grid: [0.7, 0.8, 0.9, 0.95], alpha: 0.4, delta: 0.1 };
const sgrScores = [
  0.96277, 0.83891, 0.86952, 0.54819, 0.26359, 0.41552, 0.23566, 0.71835, 0.05777, 0.72471, 0.28131, 0.80542,
];
const mixed = [
  { pi: 0.1, errors: 2, correct: 148 },
  { pi: 1, errors: 9, correct: 310 },
];

describe('threshold vectors', () => {
  it.each<Vector>([
    [
      'clopperPearson upper',
      () => clopperPearson({ k: 0, n: 100, side: 'upper' }),
      { lower: 0, upper: 0.029513049607 },
    ],
    ['clopperPearson', () => clopperPearson({ k: 7, n: 120 }), { lower: 0.0237720237905, upper: 0.116498379646 }],
    ['clopperPearson of nothing', () => clopperPearson({ k: 0, n: 0 }), { lower: 0, upper: 1 }],
    ['binomialTailP', () => binomialTailP({ k: 2, n: 300, alpha: 0.02 }), 0.0601836978906],
    ['binomialTailP of nothing', () => binomialTailP({ k: 0, n: 0, alpha: 0.02 }), 1],
    [
      'hbPValue',
      () => hbPValue({ meanLoss: 0.02, n: 500, alpha: 0.05 }),
      { hoeffding: 0.0023077544067, bentkus: 0.00125042908841, p: 0.00125042908841 },
    ],
    ['hbPValue of nothing', () => hbPValue({ meanLoss: 0, n: 0, alpha: 0.05 }), { hoeffding: 1, bentkus: 1, p: 1 }],
    ['zeroErrorSampleSize', () => zeroErrorSampleSize({ alpha: 0.01, delta: 0.05 }), 299],
    ['zeroErrorSampleSize', () => zeroErrorSampleSize({ alpha: 0.05, delta: 0.1 }), 45],
    ['zeroErrorSampleSize', () => zeroErrorSampleSize({ alpha: 0.005, delta: 0.05 }), 598],
    ['chowThreshold', () => chowThreshold({ costError: 20, costReview: 2 }), 0.9],
    [
      'selectThreshold from the top stops at its first test',
      () => selectThreshold({ ...small, starts: 1 }),
      {
        threshold: null,
        n: [4, 6, 9, 10],
        errors: [0, 0, 1, 2],
        pValues: [0.1296, 0.046656, 0.070543872, 0.1672897536],
        certified: [],
        upperBound: null,
      },
    ],
    [
      'selectThreshold from .9',
      () => selectThreshold({ ...small, startAt: 0.9 }),
      { threshold: 0.8, certified: [0.9, 0.8], empiricalRisk: 1 / 9, labelledAbove: 9 },
    ],
    ['holm', () => selectThreshold({ ...small, delta: 0.2, method: 'holm' }), { certified: [0.9] }],
    ['bonferroni', () => selectThreshold({ ...small, delta: 0.2, method: 'bonferroni' }), { threshold: 0.9 }],
    ['selectThreshold of nothing', () => selectThreshold({ ...small, scores: [], errors: [] }), { threshold: null }],
    [
      'sgr',
      () => sgr({ scores: sgrScores, errors: sgrScores.map(() => 0), targetRisk: 0.6, delta: 0.05 }),
      { threshold: 0.23566, bound: 0.328583794, coverage: 11 / 12 },
      1e-8,
    ],
    [
      'weightedSelectiveE',
      () => weightedSelectiveE({ tally: [{ pi: 0.1, errors: 0, correct: 200 }], alpha: 0.05, piMin: 0.1 }),
      { logE: 7.95003080167 },
    ],
    [
      'weightedSelectiveE mixed',
      () => weightedSelectiveE({ tally: mixed, alpha: 0.05, piMin: 0.1, direction: 'below' }),
      { logE: 2.66205896341 },
    ],
    [
      'weightedSelectiveE of nothing',
      () => weightedSelectiveE({ tally: [], alpha: 0.05, piMin: 0.1 }),
      { logE: 0, pValue: 1 },
    ],
    [
      'weightedSelectiveCs',
      () => weightedSelectiveCs({ tally: mixed, delta: 0.05, piMin: 0.1 }),
      { lower: 0.00313593147904, upper: 0.0579223612237 },
      1e-7,
    ],
    [
      'weightedSelectiveCs of nothing',
      () => weightedSelectiveCs({ tally: [], delta: 0.05, piMin: 0.1 }),
      { lower: 0, upper: 1 },
    ],
    ['betaBinomialE', () => betaBinomialE({ k: 3, n: 400, p0: 0.02, side: 'less' }), { logE: 1.45825342943 }],
    ['bernoulliConfSeq', () => bernoulliConfSeq({ k: 700, n: 1000 }), { lower: 0.651629, upper: 0.745949 }, 2e-6],
    ['bernoulliConfSeq of one', () => bernoulliConfSeq({ k: 0, n: 1, tOpt: 50 }), { lower: 0, upper: 1 }],
    ['wilson', () => wilson({ k: 0, n: 20 }), { lower: 0, upper: 0.161125158053 }],
  ])('%s', (_name, actual, expected, relative?) => expectClose(actual(), expected, relative));

  it('chooses by cost: the first threshold of least weighted cost', () => {
    const curve = costCurve({
      scores: [0.9, 0.6],
      errors: [0, 1],
      grid: [0.95, 0.8, 0.5],
      costError: 10,
      costReview: 2,
    });
    expect(curve).toEqual({ grid: [0.95, 0.8, 0.5], cost: [2, 1, 5], best: 0.8, bestCost: 1 });
  });

  it('splits delta over groups, so that a group needs more labels than alone', () => {
    const group = { scores: Array.from({ length: 50 }, () => 0.9), errors: Array.from({ length: 50 }, () => 0) };
    const given = { groups: { a: group, b: group }, grid: [0.9], alpha: 0.05, delta: 0.1 };
    expect(thresholdsByGroup(given)).toEqual({ a: null, b: null });
    expect(thresholdsByGroup({ ...given, correction: 'none' })).toEqual({ a: 0.9, b: 0.9 });
  });

  it('thins to a uniform sample, and tallies what is above a threshold', () => {
    expect(thinToUniform({ propensities: [1, 0.1, 1], uniforms: [0.05, 0.99, 0.1], piMin: 0.1 }).keep).toEqual([
      true,
      true,
      false,
    ]);
    expect(
      tallyAbove({ scores: [0.9, 0.8, 0.95], errors: [1, 0, 0], propensities: [0.1, 1, 0.1], threshold: 0.9 }),
    ).toEqual([{ pi: 0.1, errors: 1, correct: 1 }]);
  });

  it.each<[string, () => unknown]>([
    ['k', () => clopperPearson({ k: 3, n: 2 })],
    ['n', () => clopperPearson({ k: 0, n: -1 })],
    ['k', () => binomialTailP({ k: 0.5, n: 2, alpha: 0.1 })],
    ['alpha', () => binomialTailP({ k: 0, n: 2, alpha: 1 })],
    ['scores[1]', () => selectThreshold({ ...small, scores: [0.5, Number.NaN], errors: [0, 0] })],
    ['errors', () => selectThreshold({ ...small, scores: [0.5], errors: [0, 0] })],
    ['errors[0]', () => selectThreshold({ ...small, scores: [0.5], errors: [0.5] })],
    ['delta', () => selectThreshold({ ...small, delta: 0 })],
    ['method', () => selectThreshold({ ...small, method: 'tukey' as 'holm' })],
    ['tally[0].pi', () => weightedSelectiveE({ tally: [{ pi: 0.05, errors: 0, correct: 1 }], alpha: 0.1, piMin: 0.1 })],
    ['tally[0].pi', () => weightedSelectiveE({ tally: [{ pi: 0, errors: 0, correct: 1 }], alpha: 0.1, piMin: 0.1 })],
    ['propensities[0]', () => thinToUniform({ propensities: [1.2], uniforms: [0.1], piMin: 0.1 })],
    ['p0', () => betaBinomialE({ k: 0, n: 1, p0: 0 })],
    ['meanLoss', () => hbPValue({ meanLoss: 1.1, n: 10, alpha: 0.1 })],
    ['costError', () => chowThreshold({ costError: 0, costReview: 1 })],
  ])('refuses a bad %s by name', (name, call) => expectRefused(name, call));
});
