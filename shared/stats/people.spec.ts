import { describe, expect, it } from 'vitest';
import { dawidSkene, goldScore, mace, type WorkerLabel } from './aggregate.js';
import { cohenKappa, fleissKappa, gwetAC1, krippendorffAlpha } from './agreement.js';
import { combinePropensity } from './combine-propensity.js';
import { hashUniform } from './hash-uniform.js';
import { erlangB, erlangC, fluidBacklog, queueMetrics, requiredServers, reviewForecast } from './queue.js';
import {
  conditionalRateE,
  expectedDecisionN,
  mcnemar,
  pairedE,
  sampleSizeTwoProportions,
  srmE,
  srmTest,
} from './rollout.js';
import { importanceWeights, kCenterGreedy, ppsInclusion, uncertaintyScores } from './sampling.js';
import { expectClose, expectRefused, type Vector } from './vectors.support.js';

const FLEISS = [
  [0, 0, 0, 0, 14],
  [0, 2, 6, 4, 2],
  [0, 0, 3, 5, 6],
  [0, 3, 9, 2, 0],
  [2, 2, 8, 1, 1],
  [7, 7, 0, 0, 0],
  [3, 2, 6, 3, 0],
  [2, 5, 3, 2, 2],
  [6, 5, 2, 1, 0],
  [0, 2, 2, 3, 7],
];
const parse = (text: string): (number | null)[] => text.split(' ').map((word) => (word === '-' ? null : Number(word)));
const RATINGS = ['- - - - - 3 4 1 2 1 1 3 3 - 3', '1 - 2 1 3 3 4 3 - - - - - - -', '- - 2 1 3 4 4 - 2 1 1 3 3 - 4'].map(
  parse,
);
const VOTES: WorkerLabel[] = ['001', '111', '000', '101'].flatMap((row, item) =>
  [...row].map((label, worker): WorkerLabel => [item, worker, Number(label)]),
);
const hour = { arrivalsPerHour: 60, handleSeconds: 360, targetSeconds: 600 };

describe('agreement, sampling, rollouts, workload', () => {
  it.each<Vector>([
    [
      'cohenKappa',
      () =>
        cohenKappa({
          table: [
            [20, 5],
            [10, 15],
          ],
        }),
      { kappa: 0.4, po: 0.7, pe: 0.5, se: 0.126996062931 },
    ],
    [
      'cohenKappa when both used one class',
      () =>
        cohenKappa({
          table: [
            [9, 0],
            [0, 0],
          ],
        }),
      { kappa: null },
    ],
    [
      'cohenKappa of nothing',
      () =>
        cohenKappa({
          table: [
            [0, 0],
            [0, 0],
          ],
        }),
      { kappa: null, po: null },
    ],
    ['fleissKappa', () => fleissKappa({ counts: FLEISS }), { kappa: 0.209930704422 }],
    [
      'krippendorffAlpha nominal',
      () => krippendorffAlpha({ data: RATINGS, level: 'nominal' }),
      { alpha: 0.691358 },
      1e-6,
    ],
    [
      'krippendorffAlpha interval',
      () => krippendorffAlpha({ data: RATINGS, level: 'interval' }),
      { alpha: 0.810845 },
      1e-6,
    ],
    ['krippendorffAlpha of nothing', () => krippendorffAlpha({ data: [] }), { alpha: null, pairable: 0 }],
    [
      'gwetAC1',
      () =>
        gwetAC1({
          table: [
            [20, 5],
            [10, 15],
          ],
        }),
      { po: 0.7, pe: 0.495, ac1: 0.205 / 0.505 },
    ],
    [
      'dawidSkene',
      () => dawidSkene({ labels: VOTES, numClasses: 2, maxIter: 2 }),
      {
        posteriors: [
          [11 / 12, 1 / 12],
          [0, 1],
          [1, 0],
          [1 / 12, 11 / 12],
        ],
        classPriors: [0.5, 0.5],
        logLikelihood: -5.71920019846,
        iterations: 2,
      },
      1e-9,
    ],
    [
      'goldScore',
      () => goldScore({ correct: 18, total: 20 }),
      { mean: 0.863636363636, lower: 0.696225593086, upper: 0.969511032378, probBelow: 0.178702833214 },
    ],
    [
      'uncertaintyScores',
      () => uncertaintyScores({ p: [0.5, 0.3, 0.2] }),
      { leastConfidence: 0.5, margin: 0.2, entropy: 1.02965301406, normalizedEntropy: 0.937230563216 },
    ],
    [
      'kCenterGreedy',
      () =>
        kCenterGreedy({
          points: [
            [0, 0],
            [1, 0],
            [0, 1],
            [10, 10],
            [10, 11],
          ],
          k: 2,
        }),
      { selected: [0, 4], radius: 1 },
    ],
    [
      'ppsInclusion',
      () => ppsInclusion({ sizes: [1, 2, 3, 4, 50, 60, 5, 5], n: 4 }),
      [0.1, 0.2, 0.3, 0.4, 1, 1, 0.5, 0.5],
    ],
    ['combinePropensity', () => combinePropensity({ components: [0.1, 0.05] }), 0.145],
    ['hashUniform', () => hashUniform({ salt: 's', purpose: 'audit', key: 'case-1' }), 0.887913644939, 1e-12],
    [
      'importanceWeights',
      () => importanceWeights({ pi: [1, 0.1], cap: 4 }),
      { weights: [1, 4], normalized: [0.4, 1.6], ess: 25 / 17 },
    ],
    ['mcnemar', () => mcnemar({ b: 4, c: 15 }), { p: 0.0192108154297, midP: 0.0118179321289 }],
    ['mcnemar of nothing', () => mcnemar({ b: 0, c: 0 }), { p: 1, midP: 1 }],
    ['pairedE', () => pairedE({ challengerOnlyRight: 18, incumbentOnlyRight: 5 }), { logE: 2.34059270558 }],
    [
      'conditionalRateE',
      () => conditionalRateE({ challengerEvents: 9, incumbentEvents: 60, share: 0.05 }),
      { p0: 0.05, logE: 1.81470889432 },
    ],
    [
      'srmTest',
      () => srmTest({ observed: [1000, 950, 1050, 1000], expected: [25, 25, 25, 25] }),
      { statistic: 5, p: 0.1717971 },
      1e-6,
    ],
    ['srmE', () => srmE({ observed: [520, 480], expected: [0.5, 0.5] }), { logE: -2.42942242373 }],
    ['sampleSizeTwoProportions', () => sampleSizeTwoProportions({ p1: 0.05, p2: 0.08 }), 1058.85511143],
    [
      'expectedDecisionN',
      () => expectedDecisionN({ p1: 0.5, p0: 0.25, delta: Math.exp(-1) }),
      1 / (0.5 * Math.log(2) + 0.5 * Math.log(2 / 3)),
    ],
    ['erlangB', () => erlangB({ servers: 1, load: 1 }), 0.5],
    ['erlangC', () => erlangC({ servers: 5, load: 4 }), 0.554112554113],
    [
      'queueMetrics',
      () => queueMetrics({ servers: 8, ...hour }),
      {
        load: 6,
        waitProbability: 0.356981085879,
        meanWaitSeconds: 64.2565954582,
        meanQueue: 1.07094325764,
        serviceLevel: 0.987265059117,
        stable: true,
      },
    ],
    [
      'queueMetrics that cannot keep up',
      () => queueMetrics({ servers: 6, ...hour }),
      { stable: false, waitProbability: 1, serviceLevel: 0, meanWaitSeconds: null },
    ],
    ['requiredServers', () => requiredServers({ ...hour, serviceLevel: 0.95, maxOccupancy: 0.9 }), { servers: 8 }],
    [
      'fluidBacklog',
      () => fluidBacklog({ initial: 10, arrivals: [5, 0, 20], capacity: [10, 30, 5] }),
      { backlog: [5, 0, 15], peak: 15, final: 15 },
    ],
    [
      'reviewForecast',
      () =>
        reviewForecast({
          scores: [0.95, 0.9, 0.5, Number.NaN],
          threshold: 0.9,
          auditRate: 0.1,
          arrivalsPerHour: 100,
          handleSeconds: 60,
          auditHandleSeconds: 120,
          targetSeconds: 600,
          serviceLevel: 0.9,
        }),
      {
        automationShare: 0.5,
        lowConfidenceShare: 0.5,
        reviewShare: 0.55,
        reviewsPerHour: 55,
        meanHandleSeconds: 36 / 0.55,
        servers: 2,
      },
    ],
    [
      'reviewForecast of nothing',
      () => reviewForecast({ ...hour, scores: [], threshold: 0.9, auditRate: 0.1, serviceLevel: 0.9 }),
      { reviewShare: null, lowConfidenceShareLower: 0, lowConfidenceShareUpper: 1, servers: null },
    ],
  ])('%s', (_name, actual, expected, relative?) => expectClose(actual(), expected, relative));

  it('finds the clicker: who always gives the same answer is thought incompetent', () => {
    const labels = Array.from({ length: 40 }, (_, item): WorkerLabel[] => [
      [item, 0, item % 3],
      [item, 1, item % 3],
      [item, 2, 0],
    ]).flat();
    const { competence, posteriors } = mace({ labels, numLabels: 3 });
    expect(competence[2]).toBeLessThan(0.2);
    expect(competence[0]).toBeGreaterThan(0.9);
    expect(posteriors[1]?.[1]).toBeGreaterThan(0.95);
    expect(mace({ labels: [], numLabels: 2 })).toMatchObject({ posteriors: [], competence: [] });
  });

  it.each<[string, () => unknown]>([
    ['table[0]', () => cohenKappa({ table: [[1, 2]] })],
    [
      'counts[1]',
      () =>
        fleissKappa({
          counts: [
            [1, 1],
            [2, 1],
          ],
        }),
    ],
    ['labels[0]', () => dawidSkene({ labels: [[0, 0, 2]], numClasses: 2 })],
    ['correct', () => goldScore({ correct: 3, total: 2 })],
    ['p', () => uncertaintyScores({ p: [] })],
    ['n', () => ppsInclusion({ sizes: [1], n: 2 })],
    ['k', () => kCenterGreedy({ points: [[0]], k: 2 })],
    ['components', () => combinePropensity({ components: [1.1] })],
    ['pi[0]', () => importanceWeights({ pi: [0] })],
    ['share', () => conditionalRateE({ challengerEvents: 1, incumbentEvents: 1, share: 1 })],
    ['expected[1]', () => srmTest({ observed: [1, 1], expected: [1, 0] })],
    ['handleSeconds', () => queueMetrics({ servers: 1, ...hour, handleSeconds: 0 })],
    ['capacity', () => fluidBacklog({ initial: 0, arrivals: [1], capacity: [] })],
    ['b', () => mcnemar({ b: -1, c: 0 })],
  ])('refuses a bad %s by name', (name, call) => expectRefused(name, call));
});
