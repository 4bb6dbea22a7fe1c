import type { Matrix } from './softmax-fit.js';

export type Ridge = { readonly weights: Float64Array; readonly bias: number };
export type RidgeFit = {
  readonly matrix: Matrix;
  /** Which rows to learn from, and what each of all rows comes to and counts. */
  readonly rows: readonly number[];
  readonly targets: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
  readonly bits: number;
  /** λ: how much a weight costs, against a row of mean count 1. */
  readonly penalty: number;
};

const MOST_STEPS = 60;
const ENOUGH = 1e-10;

/**
 * Least squares with a penalty on the weights, by conjugate gradients: Σ count·(target − bias − x·w)² + λ|w|². The bias is the
 * mean of what the rows leave, without a penalty; it is set anew before each of three rounds. The same rows give the same weights.
 */
export function fitRidge(fit: RidgeFit): Ridge {
  let bias = 0;
  let weights = new Float64Array(2 ** fit.bits);
  for (let round = 0; round < 3; round += 1) {
    bias = meanOf(fit, (row) => (fit.targets[row] ?? 0) - dotOf(fit.matrix, row, weights));
    weights = solve(fit, bias, weights);
  }
  return { weights, bias };
}

export function ridgeOfRow({ weights, bias }: Ridge, matrix: Matrix, row: number): number {
  return bias + dotOf(matrix, row, weights);
}

function solve(fit: RidgeFit, bias: number, start: Float64Array): Float64Array<ArrayBuffer> {
  const { matrix, targets } = fit;
  const weights = Float64Array.from(start);
  const left = (row: number): number => (targets[row] ?? 0) - bias - dotOf(matrix, row, weights);
  const rest = gathered(fit, left);
  addScaled(rest, weights, -fit.penalty);
  const direction = Float64Array.from(rest);
  let size = dot(rest, rest);
  const enough = size * ENOUGH;
  for (let step = 0; step < MOST_STEPS && size > enough; step += 1) {
    const product = gathered(fit, (row) => dotOf(matrix, row, direction));
    addScaled(product, direction, fit.penalty);
    const far = size / dot(direction, product);
    addScaled(weights, direction, far);
    addScaled(rest, product, -far);
    const next = dot(rest, rest);
    turn(direction, rest, next / size);
    size = next;
  }
  return weights;
}

/** Σ over the rows of count × what `of` says of the row × the row. */
function gathered({ matrix, rows, counts, bits }: RidgeFit, of: (row: number) => number): Float64Array<ArrayBuffer> {
  const { starts, buckets, values } = matrix;
  const sums = new Float64Array(2 ** bits);
  for (const row of rows) {
    const times = (counts[row] ?? 1) * of(row);
    const to = starts[row + 1] as number;
    for (let at = starts[row] as number; at < to; at += 1)
      (sums[buckets[at] as number] as number) += times * (values[at] as number);
  }
  return sums;
}

function addScaled(sum: Float64Array, vector: Float64Array, times: number): void {
  for (let k = 0; k < sum.length; k += 1) (sum[k] as number) += times * (vector[k] as number);
}

function turn(direction: Float64Array, rest: Float64Array, times: number): void {
  for (let k = 0; k < direction.length; k += 1) direction[k] = (rest[k] as number) + times * (direction[k] as number);
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < one.length; k += 1) sum += (one[k] as number) * (other[k] as number);
  return sum;
}

function meanOf({ rows, counts }: RidgeFit, of: (row: number) => number): number {
  let [sum, total] = [0, 0];
  for (const row of rows) {
    sum += (counts[row] ?? 1) * of(row);
    total += counts[row] ?? 1;
  }
  return total === 0 ? 0 : sum / total;
}

function dotOf({ starts, buckets, values }: Matrix, row: number, weights: Float64Array): number {
  let sum = 0;
  const to = starts[row + 1] ?? 0;
  for (let at = starts[row] ?? 0; at < to; at += 1) sum += (values[at] ?? 0) * (weights[buckets[at] ?? 0] ?? 0);
  return sum;
}
