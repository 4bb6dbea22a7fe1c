import { count, list, nonNegative, oneOf, open, positive } from './check.js';
import { digamma } from './gamma.js';
import { at, sum, sumOf } from './numeric.js';
import { betaCdf, betaQuantile, logSumExp } from './special.js';

/** One label: item, worker and class, each an index from 0. */
export type WorkerLabel = readonly [item: number, worker: number, label: number];

function sizes(labels: readonly WorkerLabel[], classes: number): { items: number; workers: number } {
  let [items, workers] = [0, 0];
  list('labels', labels);
  labels.forEach(([item, worker, label], i) => {
    count(`labels[${i}]`, item);
    count(`labels[${i}]`, worker);
    count(`labels[${i}]`, label);
    if (label >= classes) throw new RangeError(`labels[${i}]: ${label} is no class of ${classes}`);
    items = Math.max(items, item + 1);
    workers = Math.max(workers, worker + 1);
  });
  return { items, workers };
}

const zeros = (rows: number, columns: number): number[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0));

function add(matrix: number[][], [row, column]: readonly [number, number], value: number): void {
  const target = at(matrix, row);
  target[column] = at(target, column) + value;
}

/**
 * Dawid–Skene: the true classes and each worker's error rates at once, by expectation–maximisation from the shares of
 * votes. Only with some 20 items a worker. `confusion[worker][true][given]`; a row that nothing was seen for stays 0.
 * Several labels by one worker all count. No labels give equal priors and empty lists.
 *
 * @throws RangeError naming `labels`, `numClasses` (≥ 1), `maxIter` (≥ 1) or `tol`.
 * Source: Dawid & Skene 1979, Applied Statistics 28, equations 2.3 to 2.5.
 */
export function dawidSkene({
  labels,
  numClasses,
  maxIter = 100,
  tol = 1e-5,
}: {
  readonly labels: readonly WorkerLabel[];
  readonly numClasses: number;
  readonly maxIter?: number;
  readonly tol?: number;
}): {
  classPriors: number[];
  confusion: number[][][];
  posteriors: number[][];
  logLikelihood: number;
  iterations: number;
} {
  count('numClasses', numClasses, 1);
  count('maxIter', maxIter, 1);
  nonNegative('tol', tol);
  const { items, workers } = sizes(labels, numClasses);
  const classes = Array.from({ length: numClasses }, (_, c) => c);
  let priors = classes.map(() => 1 / numClasses);
  if (labels.length === 0) {
    return { classPriors: priors, confusion: [], posteriors: [], logLikelihood: 0, iterations: 0 };
  }
  let posteriors = voteShares(labels, items, numClasses);
  let confusion: number[][][] = [];
  let logLikelihood: number;
  let iterations = 0;
  for (;;) {
    iterations += 1;
    const [lastPriors, lastConfusion] = [priors, confusion];
    priors = classes.map((c) => sumOf(items, (i) => at(at(posteriors, i), c)) / items);
    confusion = errorRates(labels, posteriors, { workers, classes: numClasses });
    const logs = posteriors.map(() => priors.map((p) => Math.log(p)));
    for (const [item, worker, label] of labels) {
      for (const c of classes) add(logs, [item, c], Math.log(at(at(at(confusion, worker), c), label)));
    }
    const totals = logs.map((row) => logSumExp(row));
    posteriors = logs.map((row, i) => row.map((log) => Math.exp(log - at(totals, i))));
    logLikelihood = sum(totals);
    if (iterations === maxIter) break;
    if (iterations < 2) continue;
    const moved = sumOf(numClasses, (c) => Math.abs(at(priors, c) - at(lastPriors, c)));
    const turned = distance(confusion, lastConfusion);
    if (moved < tol && turned < tol) break;
  }
  return { classPriors: priors, confusion, posteriors, logLikelihood, iterations };
}

function voteShares(labels: readonly WorkerLabel[], items: number, classes: number): number[][] {
  const votes = zeros(items, classes);
  for (const [item, , label] of labels) add(votes, [item, label], 1);
  return votes.map((row) => {
    const total = sum(row);
    return row.map((vote) => (total === 0 ? 1 / classes : vote / total));
  });
}

function errorRates(
  labels: readonly WorkerLabel[],
  posteriors: readonly (readonly number[])[],
  { workers, classes }: { workers: number; classes: number },
): number[][][] {
  const counts = Array.from({ length: workers }, () => zeros(classes, classes));
  for (const [item, worker, label] of labels) {
    for (let c = 0; c < classes; c += 1) add(at(counts, worker), [c, label], at(at(posteriors, item), c));
  }
  return counts.map((matrix) =>
    matrix.map((row) => {
      const total = sum(row);
      return total === 0 ? row : row.map((value) => value / total);
    }),
  );
}

function distance(a: readonly (readonly (readonly number[])[])[], b: typeof a): number {
  return sumOf(a.length, (w) =>
    sumOf(at(a, w).length, (c) =>
      sumOf(at(at(a, w), c).length, (l) => Math.abs(at(at(at(a, w), c), l) - at(at(at(b, w), c), l))),
    ),
  );
}

type MaceModel = { spam: number[]; know: number[]; strategy: number[][] };
type MaceCounts = { spam: number[]; know: number[]; strategy: number[][]; joint: number[][]; logLikelihood: number };

/**
 * Multi-annotator competence estimation: each worker knows the answer with a probability (`competence`) or else draws
 * from a habit of their own. Spots clickers. Deterministic: it starts uniform, without restarts. 'vb' is variational Bayes
 * with Beta(alpha, beta) and Dirichlet(strategyPrior) priors, 'em' plain maximisation with smoothing.
 *
 * @throws RangeError naming `labels`, `numLabels` (≥ 1), `numIter`, `method` or a prior.
 * Source: Hovy, Berg-Kirkpatrick, Vaswani, Hovy 2013, NAACL.
 */
export function mace({
  labels,
  numLabels,
  numIter = 50,
  method = 'vb',
  smoothing = 0.01 / numLabels,
  alpha = 0.5,
  beta = 0.5,
  strategyPrior = 10,
}: {
  readonly labels: readonly WorkerLabel[];
  readonly numLabels: number;
  readonly numIter?: number;
  readonly method?: 'vb' | 'em';
  readonly smoothing?: number;
  readonly alpha?: number;
  readonly beta?: number;
  readonly strategyPrior?: number;
}): { posteriors: number[][]; competence: number[]; logLikelihood: number } {
  count('numLabels', numLabels, 1);
  count('numIter', numIter);
  oneOf('method', method, ['vb', 'em']);
  nonNegative('smoothing', smoothing);
  positive('alpha', alpha);
  positive('beta', beta);
  positive('strategyPrior', strategyPrior);
  const { items, workers } = sizes(labels, numLabels);
  const half = Array.from({ length: workers }, () => 0.5);
  let model: MaceModel = {
    spam: half,
    know: half,
    strategy: zeros(workers, numLabels).map((row) => row.map(() => 1 / numLabels)),
  };
  let counts = expectation(labels, model, { items, classes: numLabels });
  for (let round = 0; round < numIter; round += 1) {
    const share = (values: readonly number[], priors: readonly number[]): number[] => {
      const raised = values.map((value, i) => value + (method === 'vb' ? at(priors, i) : smoothing));
      const total = sum(raised);
      if (method === 'em') return raised.map((value) => (total === 0 ? 0 : value / total));
      const norm = Math.exp(digamma(total));
      return raised.map((value) => Math.exp(digamma(value)) / norm);
    };
    const strategyPriors = Array.from({ length: numLabels }, () => strategyPrior);
    const pairs = counts.spam.map((spam, w) => share([spam, at(counts.know, w)], [alpha, beta]));
    model = {
      spam: pairs.map((pair) => at(pair, 0)),
      know: pairs.map((pair) => at(pair, 1)),
      strategy: counts.strategy.map((row) => share(row, strategyPriors)),
    };
    counts = expectation(labels, model, { items, classes: numLabels });
  }
  const posteriors = counts.joint.map((row) => {
    const total = sum(row);
    return row.map((value) => (total === 0 ? 1 / numLabels : value / total));
  });
  return { posteriors, competence: [...model.know], logLikelihood: counts.logLikelihood };
}

function expectation(
  labels: readonly WorkerLabel[],
  model: MaceModel,
  { items, classes }: { items: number; classes: number },
): MaceCounts {
  const { spam, know, strategy } = model;
  const factor = (worker: number, label: number, truth: number): number =>
    at(spam, worker) * at(at(strategy, worker), label) + (label === truth ? at(know, worker) : 0);
  const joint = zeros(items, classes).map((row) => row.map(() => 1 / classes));
  for (const [item, worker, label] of labels) {
    const row = at(joint, item);
    row.forEach((value, truth) => (row[truth] = value * factor(worker, label, truth)));
  }
  const totals = joint.map((row) => sum(row));
  const counts = { spam: spam.map(() => 0), know: know.map(() => 0), strategy: zeros(spam.length, classes) };
  for (const [item, worker, label] of labels) {
    const row = at(joint, item);
    const habit = at(spam, worker) * at(at(strategy, worker), label);
    const guessed =
      (habit * sumOf(classes, (truth) => at(row, truth) / factor(worker, label, truth))) / at(totals, item);
    add(counts.strategy, [worker, label], guessed);
    counts.spam[worker] = at(counts.spam, worker) + guessed;
    const knew = (at(row, label) * at(know, worker)) / (habit + at(know, worker)) / at(totals, item);
    counts.know[worker] = at(counts.know, worker) + knew;
  }
  return { ...counts, joint, logLikelihood: sumOf(items, (i) => Math.log(at(totals, i) + 1e-8)) };
}

/**
 * What gold cases say about a reviewer: the Beta posterior of their accuracy. `probBelow`: the probability that it is
 * below `minAccuracy`; act above 0.95 and with at least 10 gold cases. None give the prior.
 *
 * @throws RangeError naming `correct`, `total`, a prior (> 0), `minAccuracy` or `credibility` (in (0, 1)).
 * Source: Beta(priorA + correct, priorB + total − correct), conjugate to the binomial (Gelman et al. 2013, BDA3, 2.4).
 */
export function goldScore({
  correct,
  total,
  priorA = 1,
  priorB = 1,
  minAccuracy = 0.8,
  credibility = 0.95,
}: {
  readonly correct: number;
  readonly total: number;
  readonly priorA?: number;
  readonly priorB?: number;
  readonly minAccuracy?: number;
  readonly credibility?: number;
}): { mean: number; lower: number; upper: number; probBelow: number } {
  count('correct', correct);
  count('total', total);
  if (correct > total) throw new RangeError(`correct: ${correct} is more than total = ${total}`);

  const [a, b] = [positive('priorA', priorA) + correct, positive('priorB', priorB) + total - correct];
  open('minAccuracy', minAccuracy);
  const tail = (1 - open('credibility', credibility)) / 2;
  return {
    mean: a / (a + b),
    lower: betaQuantile({ p: tail, a, b }),
    upper: betaQuantile({ p: 1 - tail, a, b }),
    probBelow: betaCdf({ x: minAccuracy, a, b }),
  };
}
