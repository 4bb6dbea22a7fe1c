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
import { Examples } from '../../server/dist/deciders/trainer/examples.js';
import { fitBest } from '../../server/dist/deciders/trainer/fit-best.js';
import { answerOf } from '../../server/dist/deciders/trainer/linear-model.js';
import { readMails, TRAINING_MAILS } from '../../server/dist/demo/mails.js';

/**
 * Whether the promises of `shared/stats` hold: seeded simulations, a thousand deployments each, with naive methods in the
 * same table to be seen failing; below them what each method costs, beside its budget. Exits with 1 if a promise is
 * broken; a budget is only printed, since machines differ.
 */
const RUNS = Number(process.env.BENCH_RUNS ?? 1000);
/** A certified method may give away this much coverage against one that knows the truth. */
const POWER_MARGIN = 0.08;
/** Microseconds of a batch of calls, so that the clock is fine enough. */
const BATCH = 20_000;
const COLUMNS =
  'simulation|method|target|δ|runs|violations|rate|allowed|achieved|achieved is|labels|time|budget|verdict'.split('|');
const table = [];
let broken = 0;

const population = await demoPopulation();
const whole = population.errors.reduce((sum, error) => sum + error, 0) / population.errors.length;
console.info(
  `Known data: ${population.errors.length} demo mails that the demo model never saw, error ${percent(whole)}. ` +
    `${RUNS} seeded deployments each.`,
);
for (const given of [
  { alpha: 0.05, delta: 0.1, n: 600, mustKeepPower: true },
  // As many errors expected at the limit as above; here the model's error is above it, so that a rule can be wrong.
  { alpha: 0.03, delta: 0.1, n: 1000, mustKeepPower: true },
  { alpha: 0.02, delta: 0.05, n: 1500, mustKeepPower: false },
])
  knownData(given);
collect('2 audit design', 'power to certify a threshold that holds', simulateAuditDesign({ runs: RUNS, seed: 2 }));
collect(
  '3 peeking',
  'coverage shown at the end',
  simulatePeeking({ population, alpha: 0.03, delta: 0.1, runs: RUNS, seed: 3 }),
);
collect('4 null streams (Ville)', '', simulateVille({ runs: RUNS, seed: 4 }));
collect('5 confidence sequences', 'width at the end', simulateSequences({ runs: RUNS, seed: 5 }));
collect('6 detectors', 'labels', [
  simulateRunLength({ runs: RUNS, seed: 6 }),
  ...simulateDelays({ runs: RUNS, seed: 7 }),
]);
collect('7 propensities, through route', '', simulatePropensities({ runs: RUNS, seed: 8 }));
collect('8 waiting', 'wait probability', [simulateQueue({ arrivals: 1_000_000, seed: 9 })]);
collectTimings();
printTable();
if (broken > 0) console.error(`${broken} promise(s) broken`);
process.exit(broken > 0 ? 1 : 0);

function knownData({ alpha, delta, n, mustKeepPower }) {
  const oracle = oracleCoverage(population, alpha);
  // Where every case may be automated, no rule can violate: there is nothing for the naive one to fail at.
  const isTrivial = whole <= alpha;
  const rows = simulateKnownData({ population, alpha, delta, n, runs: RUNS, seed: 1 });
  collect(
    '1 known data',
    `coverage; ${oracle.toFixed(3)} at best${isTrivial ? ', so that no rule can be wrong' : ''}`,
    isTrivial ? rows.filter(({ mustFail }) => !mustFail) : rows,
  );
  if (!mustKeepPower) return;
  const { achieved, method } = rows.find((row) => row.method === 'fixed sequence, binomial');
  const floor = oracle - POWER_MARGIN;
  collect('1 known data', 'coverage', [
    { method, target: `coverage ≥ ${floor.toFixed(3)}`, runs: RUNS, achieved, labels: n, passes: achieved >= floor },
  ]);
}

/** Adds rows to the one table; `figure` says what is achieved. */
function collect(simulation, figure, rows) {
  console.info(`… ${simulation}`);
  for (const row of rows) {
    if (!row.passes) broken += 1;
    table.push({
      simulation,
      method: row.method,
      target: row.target,
      δ: row.delta ?? '',
      runs: row.runs,
      violations: row.violations ?? '',
      rate: row.rate?.toFixed(3) ?? '',
      allowed: row.tolerance == null ? '' : `${row.mustFail ? '> ' : '≤ '}${row.tolerance.toFixed(3)}`,
      achieved: row.achieved === null ? '' : Number(row.achieved.toPrecision(4)),
      'achieved is': row.achieved === null ? '' : figure,
      labels: row.labels ?? '',
      verdict: row.passes ? (row.mustFail ? 'fails, as it must' : 'holds') : 'BROKEN',
    });
  }
}

/** Plain columns: the table of the console wraps on narrower screens. */
function printTable() {
  const lines = [COLUMNS, ...table.map((row) => COLUMNS.map((column) => String(row[column] ?? '')))];
  const widths = COLUMNS.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  console.info('');
  for (const line of lines)
    console.info(
      line
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    );
}

async function demoPopulation() {
  const mails = readMails();
  const inputSchema = { fields: ['subject', 'body'].map((name) => ({ name, type: 'text' })) };
  const labels = ['spam', 'ham'];
  const examples = new Examples(inputSchema, labels, 18);
  for (const { input, label } of mails.slice(0, TRAINING_MAILS)) examples.add({ input, label, weight: 1 });
  examples.normalise();
  const { model } = await fitBest(examples, { inputSchema, labels, seed: 1, champion: null }, () => undefined);
  const answers = mails.slice(TRAINING_MAILS).map(({ input, label }) => ({ ...answerOf(model, input), truth: label }));
  return {
    confidence: answers.map(({ confidence }) => confidence),
    errors: answers.map(({ value, truth }) => (value === truth ? 0 : 1)),
  };
}

function collectTimings() {
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
  for (const [method, budget, per, work] of works) {
    const seconds = processorTime(work) / per;
    table.push({
      simulation: 'time',
      method,
      target: 'processor time within the budget',
      time: duration(seconds),
      budget: duration(budget),
      verdict: `${(seconds / budget).toFixed(2)} of the budget`,
    });
  }
}

/** Processor seconds a call, so that waiting for other work on the machine does not count: the median of nine batches. */
function processorTime(work) {
  for (let warm = 0; warm < 3; warm += 1) work();
  const times = Array.from({ length: 9 }, () => {
    const start = process.cpuUsage();
    for (let calls = 1; ; calls += 1) {
      work();
      const { user, system } = process.cpuUsage(start);
      if (user + system >= BATCH) return (user + system) / calls / 1e6;
    }
  });
  return times.sort((a, b) => a - b)[4];
}

function duration(seconds) {
  if (seconds < 1e-3) return `${(seconds * 1e6).toPrecision(3)} µs`;
  return seconds < 1 ? `${(seconds * 1e3).toPrecision(3)} ms` : `${seconds.toPrecision(3)} s`;
}

function percent(share) {
  return `${(100 * share).toFixed(2)} %`;
}
