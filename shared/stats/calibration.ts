import { bit, each, finite, nonNegative, sameLength } from './check.js';
import { at, sumOf } from './numeric.js';

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
  const knots = distinctAscending(w ? x.filter((_, i) => at(w, i) > 0) : x);
  const [values, weights] = [new Float64Array(knots.length), new Float64Array(knots.length)];
  for (let i = 0; i < x.length; i += 1) {
    const weight = w ? at(w, i) : 1;
    if (weight === 0) continue;
    const knot = indexOfKnot(knots, at(x, i));
    const total = at(weights, knot) + weight;
    values[knot] = at(values, knot) + ((at(y, i) - at(values, knot)) * weight) / total;
    weights[knot] = total;
  }
  return { x: [...knots], y: poolAdjacent(values, weights) };
}

function distinctAscending(values: readonly number[]): Float64Array {
  const sorted = Float64Array.from(values).sort();
  return sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
}

/** The last of the ascending knots that is ≤ x; the first if none is. */
function indexOfKnot(knots: ArrayLike<number>, x: number): number {
  let [low, high] = [0, knots.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((knots[middle] ?? Infinity) <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The rising values of least squared error: neighbours that fall are pooled to their weighted mean. */
function poolAdjacent(values: Float64Array, weights: Float64Array): number[] {
  const [pooled, mass] = [new Float64Array(values.length), new Float64Array(values.length)];
  /** Where each block ends. */
  const ends = new Uint32Array(values.length);
  let blocks = 0;
  for (let i = 0; i < values.length; i += 1) {
    let [value, weight] = [at(values, i), at(weights, i)];
    for (; blocks > 0 && at(pooled, blocks - 1) >= value; blocks -= 1) {
      const before = at(mass, blocks - 1);
      value = (at(pooled, blocks - 1) * before + value * weight) / (before + weight);
      weight += before;
    }
    [pooled[blocks], mass[blocks], ends[blocks]] = [value, weight, i + 1];
    blocks += 1;
  }
  const fitted: number[] = [];
  for (let block = 0; block < blocks; block += 1) {
    while (fitted.length < at(ends, block)) fitted.push(at(pooled, block));
  }
  return fitted;
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
    const low = indexOfKnot(model.x, value);
    const [left, right] = [at(model.x, low), model.x[low + 1]];
    if (value <= left || right === undefined) return at(model.y, low);
    return at(model.y, low) + ((value - left) / (right - left)) * (at(model.y, low + 1) - at(model.y, low));
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
