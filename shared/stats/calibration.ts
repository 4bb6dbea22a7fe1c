import { bit, each, finite, nonNegative, sameLength } from './check.js';
import { ascending, at, sumOf } from './numeric.js';

export type IsotonicModel = { readonly x: readonly number[]; readonly y: readonly number[] };

/**
 * Weighted isotonic regression: the non-decreasing step through (x, y) with least squared error. Equal x are pooled first;
 * `x` of the model are the distinct ones, ascending. Wants some 1,000 labels; clip before any logarithm. Nothing in gives
 * an empty model.
 *
 * @throws RangeError naming `x`, `y` or `w` (≥ 0, as many; not all 0 at one x).
 * Source: pool adjacent violators, Ayer et al. 1955. O(n log n).
 */
export function isotonicFit({
  x,
  y,
  w,
}: {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly w?: readonly number[];
}): { x: number[]; y: number[] } {
  each('x', x, finite);
  each('y', y, finite);
  sameLength('y', y, x.length);
  if (w) {
    each('w', w, nonNegative);
    sameLength('w', w, x.length);
  }
  const knots: number[] = [];
  const blocks: { value: number; weight: number; size: number }[] = [];
  for (const i of ascending(x)) {
    const weight = w ? at(w, i) : 1;
    if (weight === 0) continue;
    const last = blocks.at(-1);
    if (last && knots.at(-1) === at(x, i)) {
      const total = last.weight + weight;
      last.value += ((at(y, i) - last.value) * weight) / total;
      last.weight = total;
    } else {
      knots.push(at(x, i));
      blocks.push({ value: at(y, i), weight, size: 1 });
    }
  }
  const pooled: typeof blocks = [];
  for (const block of blocks) {
    let next = { ...block };
    for (let before = pooled.at(-1); before && before.value >= next.value; before = pooled.at(-1)) {
      pooled.pop();
      const weight = before.weight + next.weight;
      const value = (before.value * before.weight + next.value * next.weight) / weight;
      next = { value, weight, size: before.size + next.size };
    }
    pooled.push(next);
  }
  return { x: knots, y: pooled.flatMap(({ value, size }) => Array.from({ length: size }, () => value)) };
}

/**
 * Reads an isotonic model at each x: linear between its knots, constant outside them (scikit-learn's rule).
 *
 * @throws RangeError naming `x`, or `model` when it has no knots and something is asked.
 * Source: linear interpolation between knots, as scikit-learn 1.x IsotonicRegression with out_of_bounds="clip".
 */
export function isotonicPredict({
  model,
  x,
}: {
  readonly model: IsotonicModel;
  readonly x: readonly number[];
}): number[] {
  each('x', x, finite);
  each('model.x', model.x, finite);
  each('model.y', model.y, finite);
  sameLength('model.y', model.y, model.x.length);
  if (x.length > 0 && model.x.length === 0) throw new RangeError('model: it has no knots');
  return x.map((value) => {
    let [low, high] = [0, model.x.length - 1];
    if (value <= at(model.x, low)) return at(model.y, low);
    if (value >= at(model.x, high)) return at(model.y, high);
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (at(model.x, middle) <= value) low = middle;
      else high = middle;
    }
    const share = (value - at(model.x, low)) / (at(model.x, high) - at(model.x, low));
    return at(model.y, low) + share * (at(model.y, high) - at(model.y, low));
  });
}

const PLATT_STEPS = 200;

/**
 * Platt scaling: P(1) = 1/(1 + exp(A·f + B)), fitted by Newton's method with step halving to a gradient of 1e−12, with
 * Platt's targets (N₊+1)/(N₊+2) and 1/(N₋+2), so that one class alone stays finite. For 50 to 1,000 labels. Nothing in
 * gives A = B = 0.
 *
 * @throws RangeError naming `scores` or `labels` (0 or 1, as many).
 * Source: Platt 1999; Lin, Lin, Weng 2007, Machine Learning 68.
 */
export function plattFit({
  scores,
  labels,
}: {
  readonly scores: readonly number[];
  readonly labels: readonly number[];
}): { A: number; B: number } {
  each('scores', scores, finite);
  each('labels', labels, bit);
  sameLength('labels', labels, scores.length);
  const n = scores.length;
  const ones = sumOf(n, (i) => at(labels, i));
  const [high, low] = [(ones + 1) / (ones + 2), 1 / (n - ones + 2)];
  const target = (i: number): number => (at(labels, i) === 1 ? high : low);
  const lossAt = (a: number, b: number): number =>
    sumOf(n, (i) => {
      const z = a * at(scores, i) + b;
      return z >= 0 ? target(i) * z + Math.log1p(Math.exp(-z)) : (target(i) - 1) * z + Math.log1p(Math.exp(z));
    });
  let [A, B] = [0, Math.log((n - ones + 1) / (ones + 1))];
  let loss = lossAt(A, B);
  for (let step = 0; step < PLATT_STEPS; step += 1) {
    let [h11, h22, h21, g1, g2] = [1e-12, 1e-12, 0, 0, 0];
    for (let i = 0; i < n; i += 1) {
      const f = at(scores, i);
      const q = 1 / (1 + Math.exp(-(A * f + B)));
      const curve = q * (1 - q);
      h11 += f * f * curve;
      h22 += curve;
      h21 += f * curve;
      const slope = target(i) - (1 - q);
      g1 += f * slope;
      g2 += slope;
    }
    if (Math.abs(g1) < 1e-12 && Math.abs(g2) < 1e-12) break;
    const det = h11 * h22 - h21 * h21;
    const [dA, dB] = [-(h22 * g1 - h21 * g2) / det, -(-h21 * g1 + h11 * g2) / det];
    const slope = g1 * dA + g2 * dB;
    let size = 1;
    let next = lossAt(A + dA, B + dB);
    while (size > 1e-10 && !(next < loss + 1e-4 * size * slope)) {
      size /= 2;
      next = lossAt(A + size * dA, B + size * dB);
    }
    // At the end of what the loss can tell apart, a full Newton step is still the best guess, once.
    if (size <= 1e-10) {
      if (Math.abs(dA) < 1e-6 && Math.abs(dB) < 1e-6) [A, B] = [A + dA, B + dB];
      break;
    }
    [A, B, loss] = [A + size * dA, B + size * dB, next];
  }
  return { A, B };
}
