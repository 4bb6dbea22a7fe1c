import { bit, count, each, finite, list, oneOf, open, positive, sameLength, unit } from './check.js';
import { ascending, at, clamp, runningSum, sumOf } from './numeric.js';

type Probabilities = { readonly p: readonly number[]; readonly y: readonly number[] };

function checkProbabilities({ p, y }: Probabilities): void {
  each('p', p, unit);
  each('y', y, bit);
  sameLength('y', y, p.length);
}

export type ReliabilityBin = { readonly count: number; readonly confidence: number; readonly accuracy: number };

/**
 * Bins probabilities against what happened. 'width': bin j holds (j/bins, (j+1)/bins], the first one 0 as well. 'mass':
 * equal counts in order of p, the last bin takes the rest; with n ≤ 2·bins there are ⌊n/2⌋ bins. Only bins with something
 * in them are given. `ece` is biased upwards for few labels: alert only above 500. Nothing in gives nulls.
 *
 * @throws RangeError naming `p`, `y`, `bins` (≥ 1) or `strategy`.
 * Source: Guo et al. 2017, equations 3 and 5.
 */
export function reliability({
  p,
  y,
  bins = 10,
  strategy = 'width',
}: Probabilities & { readonly bins?: number; readonly strategy?: 'width' | 'mass' }): {
  bins: ReliabilityBin[];
  ece: number | null;
  mce: number | null;
} {
  checkProbabilities({ p, y });
  count('bins', bins, 1);
  oneOf('strategy', strategy, ['width', 'mass']);
  const n = p.length;
  if (n === 0) return { bins: [], ece: null, mce: null };
  const groups = (strategy === 'width' ? byWidth(p, bins) : byMass(p, bins)).filter((group) => group.length > 0);
  const found = groups.map((group) => ({
    count: group.length,
    confidence: sumOf(group.length, (i) => at(p, at(group, i))) / group.length,
    accuracy: sumOf(group.length, (i) => at(y, at(group, i))) / group.length,
  }));
  const gaps = found.map(({ confidence, accuracy }) => Math.abs(accuracy - confidence));
  const ece = sumOf(found.length, (j) => (at(found, j).count / n) * at(gaps, j));
  return { bins: found, ece, mce: Math.max(...gaps) };
}

function byWidth(p: readonly number[], bins: number): number[][] {
  const groups: number[][] = Array.from({ length: bins }, () => []);
  p.forEach((value, i) => {
    // Compared, not multiplied: 0.3 × 10 is not 3.
    let j = clamp(Math.floor(value * bins) - 1, 0, bins - 1);
    while (j > 0 && value <= j / bins) j -= 1;
    while (j < bins - 1 && value > (j + 1) / bins) j += 1;
    at(groups, j).push(i);
  });
  return groups;
}

function byMass(p: readonly number[], bins: number): number[][] {
  const n = p.length;
  const number = Math.max(1, n <= 2 * bins ? Math.floor(n / 2) : bins);
  const width = Math.floor(n / number);
  const order = ascending(p);
  return Array.from({ length: number }, (_, j) => order.slice(j * width, j === number - 1 ? n : (j + 1) * width));
}

/**
 * Mean squared error of probabilities; null of nothing.
 *
 * @throws RangeError naming `p` or `y`.
 * Source: Brier 1950.
 */
export function brierScore({ p, y }: Probabilities): number | null {
  checkProbabilities({ p, y });
  return p.length === 0 ? null : sumOf(p.length, (i) => (at(p, i) - at(y, i)) ** 2) / p.length;
}

/**
 * Mean negative log-likelihood in nats, probabilities clipped to [eps, 1 − eps]; null of nothing.
 *
 * @throws RangeError naming `p`, `y` or `eps`.
 * Source: −mean(y ln p + (1 − y) ln(1 − p)).
 */
export function logLoss({ p, y, eps = 1e-15 }: Probabilities & { readonly eps?: number }): number | null {
  checkProbabilities({ p, y });
  open('eps', eps);
  if (p.length === 0) return null;
  return (
    sumOf(p.length, (i) => {
      const q = clamp(at(p, i), eps, 1 - eps);
      return at(y, i) === 1 ? -Math.log(q) : -Math.log1p(-q);
    }) / p.length
  );
}

/**
 * Risk against coverage: sorted by confidence, descending, the share of errors among the first i of n. Within equal
 * confidences errors accrue evenly, which is the expectation over their order. `aurc` is the mean risk; `eaurc` what is
 * above the best possible order. `weights` = 1/π of labels that were not equally likely: then each risk is Hájek's estimate
 * at that cut, and coverage and means count weight. Nothing in gives nulls.
 *
 * @throws RangeError naming `confidence`, `errors` (0 or 1, as many) or `weights` (> 0, as many).
 * Source: Geifman, Uziel, El-Yaniv 2019, ICLR; Hájek 1971.
 */
export function riskCoverage({
  confidence,
  errors,
  weights,
}: {
  readonly confidence: readonly number[];
  readonly errors: readonly number[];
  readonly weights?: readonly number[];
}): { coverage: number[]; risk: number[]; aurc: number | null; eaurc: number | null } {
  each('confidence', confidence, finite);
  each('errors', errors, bit);
  sameLength('errors', errors, confidence.length);
  const n = confidence.length;
  const w = weights ?? confidence.map(() => 1);
  each('weights', w, positive);
  sameLength('weights', w, n);
  if (n === 0) return { coverage: [], risk: [], aurc: null, eaurc: null };
  const order = ascending(confidence).reverse();
  const risk: number[] = [];
  const covered: number[] = [];
  const [taken, failed] = [runningSum(), runningSum()];
  for (let start = 0; start < n;) {
    const [block, wrong] = [runningSum(), runningSum()];
    let end = start;
    for (; end < n && at(confidence, at(order, end)) === at(confidence, at(order, start)); end += 1) {
      block.add(at(w, at(order, end)));
      wrong.add(at(w, at(order, end)) * at(errors, at(order, end)));
    }
    const [before, inside] = [taken.total(), runningSum()];
    for (; start < end; start += 1) {
      inside.add(at(w, at(order, start)));
      covered.push(before + inside.total());
      risk.push((failed.total() + (wrong.total() * inside.total()) / block.total()) / (before + inside.total()));
    }
    taken.add(block.total());
    failed.add(wrong.total());
  }
  const total = taken.total();
  const aurc = sumOf(n, (i) => at(w, at(order, i)) * at(risk, i)) / total;
  const r = failed.total() / total;
  const best = r === 1 ? 1 : r + (1 - r) * Math.log1p(-r);
  return { coverage: covered.map((part) => part / total), risk, aurc, eaurc: aurc - best };
}

/**
 * Confidence-based performance estimate: what accuracy, precision and the rest would be if the calibrated probabilities
 * P(y = 1) were right. Sees covariate shift, is blind to concept drift, and a miscalibrated model flatters itself, so it
 * is always drawn beside the audit's estimate. Ratios with nothing below are null; `auroc` comes with `scores`.
 *
 * @throws RangeError naming `probabilities`, `predictions` (0 or 1) or `scores`.
 * Source: NannyML documentation, CBPE; standard error of sampling only.
 */
export function cbpe({
  probabilities,
  predictions,
  scores,
}: {
  readonly probabilities: readonly number[];
  readonly predictions: readonly number[];
  readonly scores?: readonly number[];
}): {
  tp: number;
  fp: number;
  fn: number;
  tn: number;
  accuracy: number | null;
  se: number | null;
  precision: number | null;
  recall: number | null;
  specificity: number | null;
  f1: number | null;
  auroc?: number | null;
} {
  each('probabilities', probabilities, unit);
  each('predictions', predictions, bit);
  sameLength('predictions', predictions, probabilities.length);
  const n = probabilities.length;
  const total = (predicted: number, happened: boolean): number =>
    sumOf(n, (i) =>
      at(predictions, i) === predicted ? (happened ? at(probabilities, i) : 1 - at(probabilities, i)) : 0,
    );
  const [tp, fp, fn, tn] = [total(1, true), total(1, false), total(0, true), total(0, false)];
  const spread = sumOf(n, (i) => at(probabilities, i) * (1 - at(probabilities, i)));
  const estimate = {
    tp,
    fp,
    fn,
    tn,
    accuracy: over(tp + tn, n),
    se: n === 0 ? null : Math.sqrt(spread) / n,
    precision: over(tp, tp + fp),
    recall: over(tp, tp + fn),
    specificity: over(tn, tn + fp),
    f1: over(2 * tp, 2 * tp + fp + fn),
  };
  if (!scores) return estimate;
  each('scores', scores, finite);
  sameLength('scores', scores, n);
  return { ...estimate, auroc: expectedAuroc(probabilities, scores) };
}

function over(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Trapezoid of expected true against expected false positives; equal scores make one step. */
function expectedAuroc(p: readonly number[], scores: readonly number[]): number | null {
  const order = ascending(scores).reverse();
  let [right, wrong, area] = [0, 0, 0];
  for (let start = 0; start < order.length;) {
    let [gained, lost, end] = [0, 0, start];
    for (; end < order.length && at(scores, at(order, end)) === at(scores, at(order, start)); end += 1) {
      gained += at(p, at(order, end));
      lost += 1 - at(p, at(order, end));
    }
    area += lost * (right + gained / 2);
    right += gained;
    wrong += lost;
    start = end;
  }
  return right > 0 && wrong > 0 ? area / (right * wrong) : null;
}

/**
 * Expected confusion matrix [predicted][true] from calibrated class probabilities, and the expected accuracy (null of
 * nothing).
 *
 * @throws RangeError naming `probabilities` (rows of equal length, in [0, 1]) or `predictions` (a class index a row).
 * Source: Σ over cases of P(true class); NannyML documentation, CBPE for multiclass.
 */
export function expectedConfusion({
  probabilities,
  predictions,
}: {
  readonly probabilities: readonly (readonly number[])[];
  readonly predictions: readonly number[];
}): { matrix: number[][]; accuracy: number | null } {
  list('probabilities', probabilities);
  sameLength('predictions', predictions, probabilities.length);
  const classes = probabilities[0]?.length ?? 0;
  const matrix = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  probabilities.forEach((row, i) => {
    sameLength(`probabilities[${i}]`, row, classes);
    each(`probabilities[${i}]`, row, unit);
    const predicted = count(`predictions[${i}]`, at(predictions, i));
    if (predicted >= classes) throw new RangeError(`predictions[${i}]: ${predicted} is no class of ${classes}`);
    const target = at(matrix, predicted);
    row.forEach((p, c) => (target[c] = at(target, c) + p));
  });
  const right = matrix.reduce((part, row, c) => part + at(row, c), 0);
  return { matrix, accuracy: over(right, probabilities.length) };
}
