import * as stats from '@handrail/shared/stats';
import {
  oracleCoverage,
  random,
  simulateAuditDesign,
  simulateDelays,
  simulateKnownData,
  simulatePeeking,
  simulatePropensities,
  simulateQueue,
  simulateRunLength,
  simulateSequences,
  simulateVille,
} from '@handrail/shared/stats/simulate';
import { fitLinearText } from '../../server/dist/deciders/fit-linear-text.js';
import { answerOf } from '../../server/dist/deciders/linear-text-model.js';
import { readMails, TRAINING_MAILS } from '../../server/dist/demo/mails.js';

/**
 * Whether the promises of `shared/stats` hold: seeded simulations, a thousand deployments each, with naive methods in the
 * same table to be seen failing; then what each method costs, beside its budget. Exits with 1 if a promise is broken;
 * a budget is only printed, since machines differ.
 */
const RUNS = Number(process.env.BENCH_RUNS ?? 1000);
/** A certified method may give away this much coverage against one that knows the truth. */
const POWER_MARGIN = 0.08;
let broken = 0;

const population = demoPopulation();
const whole = population.errors.reduce((sum, error) => sum + error, 0) / population.errors.length;
console.info(
  `Known data: ${population.errors.length} demo mails that the demo model never saw, error ${percent(whole)}. ` +
    `${RUNS} seeded deployments each.`,
);
for (const { alpha, delta, n, mustKeepPower } of [
  { alpha: 0.05, delta: 0.1, n: 600, mustKeepPower: true },
  // As many errors expected at the limit as above; here the model's error is above it, so that a rule can be wrong.
  { alpha: 0.03, delta: 0.1, n: 1000, mustKeepPower: true },
  { alpha: 0.02, delta: 0.05, n: 1500, mustKeepPower: false },
]) {
  const rows = simulateKnownData({ population, alpha, delta, n, runs: RUNS, seed: 1 });
  const oracle = oracleCoverage(population, alpha);
  // Where every case may be automated, no rule can violate: there is nothing for the naive one to fail at.
  const isTrivial = whole <= alpha;
  print(
    `1 Known data, error ≤ ${alpha}; the best possible coverage is ${oracle.toFixed(3)}` +
      (isTrivial ? ' (all cases: no rule can be wrong)' : ''),
    isTrivial ? rows.filter(({ mustFail }) => !mustFail) : rows,
  );
  const certified = rows.find(({ method }) => method === 'fixed sequence, binomial');
  if (!mustKeepPower) continue;
  check(
    certified.achieved >= oracle - POWER_MARGIN,
    `fixed sequence covers ${certified.achieved.toFixed(3)}, at least ${(oracle - POWER_MARGIN).toFixed(3)} wanted`,
  );
}
print(
  '2 Audit design; achieved = power to certify a threshold that holds',
  simulateAuditDesign({ runs: RUNS, seed: 2 }),
);
print('3 Peeking', simulatePeeking({ runs: RUNS, seed: 3 }));
print('4 Null streams (Ville)', simulateVille({ runs: RUNS, seed: 4 }));
print('5 Confidence sequences; achieved = final width', simulateSequences({ runs: RUNS, seed: 5 }));
print('6 Detectors; achieved = labels', [
  simulateRunLength({ runs: RUNS, seed: 6 }),
  ...simulateDelays({ runs: RUNS, seed: 7 }),
]);
print('7 Propensities, through the routing rule', simulatePropensities({ runs: RUNS, seed: 8 }));
print('8 Waiting', [simulateQueue({ arrivals: 1_000_000, seed: 9 })]);
printTimings();
if (broken > 0) console.error(`${broken} promise(s) broken`);
process.exit(broken > 0 ? 1 : 0);

function print(title, rows) {
  console.info(`\n${title}`);
  console.table(
    rows.map((row) => ({
      method: row.method,
      target: row.target,
      δ: row.delta,
      runs: row.runs,
      violations: row.violations,
      rate: row.rate.toFixed(3),
      'at most': row.mustFail ? `must exceed ${row.tolerance.toFixed(3)}` : row.tolerance.toFixed(3),
      achieved: row.achieved === null ? '' : Number(row.achieved.toPrecision(4)),
      labels: row.labels ?? '',
      '': row.passes ? 'holds' : 'BROKEN',
    })),
  );
  broken += rows.filter(({ passes }) => !passes).length;
}

function check(holds, what) {
  console.info(`${holds ? 'holds' : 'BROKEN'}: ${what}`);
  if (!holds) broken += 1;
}

function demoPopulation() {
  const mails = readMails();
  const examples = mails.slice(0, TRAINING_MAILS).map(({ input, label }) => ({ input, label }));
  const { model } = fitLinearText(['spam', 'ham'], examples);
  const answers = mails.slice(TRAINING_MAILS).map(({ input, label }) => ({ ...answerOf(model, input), truth: label }));
  return {
    confidence: answers.map(({ confidence }) => confidence),
    errors: answers.map(({ value, truth }) => (value === truth ? 0 : 1)),
  };
}

function printTimings() {
  const draw = random(10);
  const numbers = (n) => Array.from({ length: n }, draw);
  const bits = (n, rate) => Array.from({ length: n }, () => (draw() < rate ? 1 : 0));
  const [scores, errors] = [numbers(1e5), bits(1e5, 0.05)];
  const grid = Array.from({ length: 100 }, (_, i) => i / 100);
  const tally = Array.from({ length: 20 }, (_, i) => ({ pi: (i + 1) / 20, errors: 3, correct: 90 }));
  const [sample, other] = [numbers(1000), numbers(1000)];
  const stream = bits(20_000, 0.03);
  const labels = Array.from({ length: 5000 }, (_, item) =>
    Array.from({ length: 5 }, (_, worker) => [item, worker, draw() < 0.8 ? item % 4 : Math.floor(4 * draw())]),
  ).flat();
  const points = Array.from({ length: 5000 }, () => numbers(32));
  const weighted = { tally, piMin: 0.05 };
  const works = [
    [
      'selectThreshold, 10⁵ labels × 100',
      50e-3,
      1,
      () => stats.selectThreshold({ scores, errors, grid, alpha: 0.1, delta: 0.1 }),
    ],
    ['weightedSelectiveE, 20 propensities', 35e-6, 1, () => stats.weightedSelectiveE({ ...weighted, alpha: 0.05 })],
    ['weightedSelectiveCs', 15e-3, 1, () => stats.weightedSelectiveCs({ ...weighted, delta: 0.05 })],
    ['hedgedCs, an observation', 18e-6, 1000, () => stats.hedgedCs({ x: sample })],
    ['ksTest exact, 1000 × 1000', 4e-3, 1, () => stats.ksTest({ a: sample, b: other, method: 'exact' })],
    ['isotonic, 10⁵', 70e-3, 1, () => stats.isotonicFit({ x: scores, y: errors })],
    ['adwin, a label', 0.5e-6, stream.length, () => stats.runDetector({ detector: 'adwin', stream })],
    [
      'eDetector, a label',
      3e-6,
      stream.length,
      () => stats.runDetector({ detector: 'eDetector', params: { m: 0.05 }, stream }),
    ],
    [
      'dawidSkene, 5000 × 5 × 4, 30 rounds',
      0.33,
      1,
      () => stats.dawidSkene({ labels, numClasses: 4, maxIter: 30, tol: 0 }),
    ],
    ['kCenter, 5000 × 32, k 50', 0.13, 1, () => stats.kCenterGreedy({ points, k: 50 })],
  ];
  console.info('\nTimes: the median of some repetitions, beside the budget of the prototype');
  console.table(
    works.map(([method, budget, per, work]) => {
      const seconds = median(work) / per;
      return { method, time: duration(seconds), budget: duration(budget), ratio: (seconds / budget).toFixed(2) };
    }),
  );
}

function median(work) {
  const times = [];
  const end = performance.now() + 1000;
  work();
  while (times.length < 5 || (performance.now() < end && times.length < 200)) {
    const start = performance.now();
    work();
    times.push((performance.now() - start) / 1000);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

function duration(seconds) {
  if (seconds < 1e-3) return `${(seconds * 1e6).toPrecision(3)} µs`;
  return seconds < 1 ? `${(seconds * 1e3).toPrecision(3)} ms` : `${seconds.toPrecision(3)} s`;
}

function percent(share) {
  return `${(100 * share).toFixed(2)} %`;
}
