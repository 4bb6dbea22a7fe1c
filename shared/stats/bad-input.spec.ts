import { describe, expect, it } from 'vitest';
import * as stats from './index.js';

type Call = Record<string, unknown>;
const scored = { scores: [0.9, 0.8, 0.3, 0.2], errors: [0, 0, 1, 1] };
const histograms = { reference: [5, 6, 7], current: [7, 5, 6] };
const pair = { a: [1, 2, 3, 4], b: [2, 3, 4, 6] };
const tally = [{ pi: 0.5, errors: 2, correct: 90 }];
const costs = { costReview: 1, costError: 20, costAuto: 0.1, humanErrorRate: 0.02 };
const table = [
  [20, 5],
  [3, 22],
];
const labels = [
  [0, 0, 0],
  [0, 1, 0],
  [1, 0, 1],
  [1, 1, 0],
];

/** One good call of every function; below each number in it is spoilt in turn. */
const GOOD: Record<string, Call> = {
  asymptoticCs: { mean: 0.1, variance: 0.09, n: 500, alpha: 0.05, tOpt: 500 },
  asymptoticCsOneSided: { mean: 0.1, variance: 0.09, n: 500, alpha: 0.05, tOpt: 500 },
  asymptoticDiffCs: {
    a: { n: 200, sum: 200, sumSquares: 400 },
    b: { n: 300, sum: 600, sumSquares: 1500 },
    alpha: 0.05,
    tOpt: 100,
  },
  benjaminiHochberg: { p: [0.01, 0.2, 0.03], q: 0.1 },
  bernoulliConfSeq: { k: 700, n: 1000, alpha: 0.05, tOpt: 100, alphaOpt: 0.05 },
  betaBinomialE: { k: 3, n: 400, p0: 0.02, a: 1, b: 1, side: 'less' },
  betaCdf: { x: 0.3, a: 2, b: 5 },
  betaQuantile: { p: 0.3, a: 2, b: 5 },
  binomialCdf: { k: 3, n: 20, p: 0.2 },
  binomialTailP: { k: 3, n: 200, alpha: 0.05 },
  brierScore: { p: [0.2, 0.8], y: [0, 1] },
  cbpe: { probabilities: [0.2, 0.8], predictions: [0, 1], scores: [0.2, 0.8] },
  chiSquareSf: { x: 3, df: 2 },
  chiSquareTest: histograms,
  chowThreshold: costs,
  clopperPearson: { k: 7, n: 120, confidence: 0.95 },
  cohenKappa: { table, confidence: 0.95 },
  combinePropensity: { components: [0.1, 0.05] },
  conditionalRateE: { challengerEvents: 9, incumbentEvents: 30, share: 0.2, ratio: 1, labelRateRatio: 1 },
  costCurve: { ...scored, weights: [1, 1, 2, 2], grid: [0.5, 0.7], ...costs },
  dawidSkene: { labels, numClasses: 2, maxIter: 5, tol: 1e-5 },
  erlangB: { servers: 5, load: 4 },
  erlangC: { servers: 5, load: 4 },
  expectedConfusion: {
    probabilities: [
      [0.2, 0.8],
      [0.6, 0.4],
    ],
    predictions: [1, 0],
  },
  expectedDecisionN: { p1: 0.1, p0: 0.05, delta: 0.05 },
  fleissKappa: {
    counts: [
      [2, 1],
      [0, 3],
    ],
  },
  fluidBacklog: { initial: 3, arrivals: [1, 2], capacity: [2, 2] },
  goldScore: { correct: 9, total: 10, priorA: 1, priorB: 1, minAccuracy: 0.8, credibility: 0.95 },
  gwetAC1: { table },
  hajek: { y: [0, 1, 0], pi: [0.5, 0.5, 1], confidence: 0.95 },
  hbPValue: { meanLoss: 0.02, n: 200, alpha: 0.05 },
  hedgedCs: { x: [0, 0.5, 1], alpha: 0.05, breaks: 20, theta: 0.5, truncScale: 0.5 },
  hellinger: histograms,
  holm: { p: [0.01, 0.2, 0.03], alpha: 0.05 },
  horvitzThompson: { y: [0, 1, 0], pi: [0.5, 0.5, 1], N: 5, confidence: 0.95 },
  importanceWeights: { pi: [0.1, 1], cap: 5 },
  isotonicFit: { x: [1, 2, 3], y: [0, 1, 1], w: [1, 1, 2] },
  isotonicPredict: { model: { x: [1, 2], y: [0, 1] }, x: [1.5] },
  jensenShannon: { ...histograms, base: 2 },
  kCenterGreedy: {
    points: [
      [0, 0],
      [1, 1],
      [5, 5],
    ],
    k: 1,
    initial: [0],
  },
  krippendorffAlpha: {
    data: [
      [1, 2, 1],
      [1, 2, 2],
    ],
    level: 'nominal',
  },
  ksFromCounts: histograms,
  ksTest: pair,
  lInfinity: histograms,
  logLoss: { p: [0.2, 0.8], y: [0, 1], eps: 1e-15 },
  mace: { labels, numLabels: 2, numIter: 3, smoothing: 0.1, alpha: 0.5, beta: 0.5, strategyPrior: 10 },
  mcnemar: { b: 9, c: 3 },
  normalCdf: { x: 1 },
  normalQuantile: { p: 0.3 },
  pairedE: { challengerOnlyRight: 9, incumbentOnlyRight: 3 },
  plattFit: { scores: [1, 2, 3], labels: [0, 1, 1] },
  ppiMean: { y: [0, 1], yhat: [0.1, 0.8], yhatUnlabelled: [0.2, 0.3, 0.4], confidence: 0.95, lambda: 0.5 },
  ppsInclusion: { sizes: [1, 2, 3], n: 2 },
  predmixEbLower: { x: [0.5, 2, 3], alpha: 0.1, truncation: 0.5 },
  psi: { ...histograms, floor: 1e-4 },
  psiCritical: { nReference: 500, nCurrent: 200, bins: 10, level: 0.01 },
  queueMetrics: { servers: 8, arrivalsPerHour: 60, handleSeconds: 360, targetSeconds: 600, ca2: 1, cs2: 1 },
  reliability: { p: [0.2, 0.8, 0.6], y: [0, 1, 1], bins: 2 },
  requiredServers: {
    arrivalsPerHour: 60,
    handleSeconds: 360,
    targetSeconds: 600,
    serviceLevel: 0.95,
    maxOccupancy: 0.9,
  },
  reviewForecast: {
    scores: [0.2, 0.9],
    threshold: 0.5,
    auditRate: 0.1,
    arrivalsPerHour: 60,
    handleSeconds: 30,
    auditHandleSeconds: 40,
    targetSeconds: 600,
    serviceLevel: 0.9,
    maxOccupancy: 0.9,
  },
  riskCoverage: { confidence: [0.2, 0.9], errors: [1, 0] },
  sampleSizeTwoProportions: { p1: 0.1, p2: 0.05, alpha: 0.05, power: 0.8 },
  selectThreshold: { ...scored, grid: [0.5, 0.7], alpha: 0.1, delta: 0.1, starts: 1, startAt: 0.7 },
  sgr: { ...scored, targetRisk: 0.1, delta: 0.1 },
  srmE: { observed: [50, 60], expected: [1, 1], concentration: 2 },
  srmTest: { observed: [50, 60], expected: [1, 1] },
  stratifiedMean: { strata: [{ N: 100, n: 10, mean: 0.1, variance: 0.05 }], confidence: 0.95 },
  studentTCdf: { t: 1, df: 4 },
  tallyAbove: { ...scored, propensities: [1, 1, 0.5, 0.5], threshold: 0.5 },
  temperatureFit: {
    logits: [
      [1, 2],
      [2, 1],
    ],
    labels: [1, 0],
  },
  thinToUniform: { propensities: [0.5, 1], uniforms: [0.2, 0.7], piMin: 0.5 },
  thresholdsByGroup: { groups: { a: scored }, grid: [0.5, 0.7], alpha: 0.1, delta: 0.1 },
  totalVariation: histograms,
  uncertaintyScores: { p: [0.2, 0.8] },
  wasserstein1: { ...pair, aWeights: [1, 1, 1, 1], bWeights: [1, 1, 1, 2] },
  weightedSelectiveCs: { tally, delta: 0.1, piMin: 0.5 },
  weightedSelectiveE: { tally, alpha: 0.05, piMin: 0.5 },
  wilson: { k: 3, n: 20, confidence: 0.95 },
  zeroErrorSampleSize: { alpha: 0.05, delta: 0.1 },
};
/** A score of NaN is a case without a usable answer, which this one counts as low. */
const ALLOWED = new Set(['reviewForecast.scores.0=NaN', 'reviewForecast.scores.1=NaN']);

/** Arrays with a default. */
const OPTIONAL = new Set(
  `cbpe.scores costCurve.weights isotonicFit.w kCenterGreedy.initial selectThreshold.grid thresholdsByGroup.grid
  wasserstein1.aWeights wasserstein1.bWeights`.split(/\s+/),
);

type Path = readonly (string | number)[];
function numbersIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'number') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => numbersIn(part, [...path, key]));
}
function spoil(call: Call, path: Path, value: unknown): Call {
  const copy = JSON.parse(JSON.stringify(call)) as Call;
  let target: Call = copy;
  for (const key of path.slice(0, -1)) target = target[key] as Call;
  target[path.at(-1) ?? ''] = value;
  return copy;
}
const functions = stats as unknown as Record<string, (call: Call) => unknown>;

describe.each(Object.entries(GOOD))('%s', (name, call) => {
  const run = (given: Call) => functions[name]?.(given);
  it('takes a good call and gives plain JSON', () => {
    const answer = run(call);
    expect(answer).toBeDefined();
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  });
  it('refuses an array that is missing, and names the argument', () => {
    const needed = Object.keys(call).filter((key) => Array.isArray(call[key]) && !OPTIONAL.has(`${name}.${key}`));
    for (const key of needed) {
      const rest = Object.fromEntries(Object.entries(call).filter(([other]) => other !== key));
      expect(() => run(rest), key).toThrow(RangeError);
      expect(() => run(rest), key).toThrow(new RegExp(`^${key}\\b`));
    }
  });
  it('refuses a number that is none, and names the argument', () => {
    for (const path of numbersIn(call)) {
      for (const value of [NaN, Infinity, -Infinity, 'x']) {
        if (ALLOWED.has(`${name}.${path.join('.')}=${String(value)}`)) continue;
        const what = `${path.join('.')} = ${String(value)}`;
        expect(() => run(spoil(call, path, value)), what).toThrow(RangeError);
        expect(() => run(spoil(call, path, value)), what).toThrow(new RegExp(`^${String(path[0])}\\b`));
      }
    }
  });
});
