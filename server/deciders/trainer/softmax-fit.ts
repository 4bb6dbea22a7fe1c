import { hashUniform } from '@handrail/shared/stats';

/** Rows of sparse features, one after the other: those of row i stand from starts[i] to starts[i + 1]. */
export type Matrix = {
  readonly starts: Uint32Array;
  readonly buckets: Int32Array;
  readonly values: Float32Array;
};

/** One weight for each bucket and class, those of a bucket beside each other. */
export type Weights = { readonly classes: number; readonly weights: Float32Array; readonly biases: readonly number[] };

/** How eagerly it learns: passes over the rows, step, what AdaGrad's sum of squares starts with, decay of weights. */
export type Pace = { readonly passes: number; readonly rate: number; readonly start: number; readonly decay: number };

export type Fit = {
  readonly matrix: Matrix;
  /** Class of each row, and how much it counts (mean about 1). */
  readonly labels: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
  /** Where a case may have several labels, or none: the places of each row’s; every label is then learned by itself. */
  readonly sets?: readonly (readonly number[])[] | undefined;
  /** Which rows to learn from. */
  readonly rows: readonly number[];
  readonly classes: number;
  readonly bits: number;
  readonly seed: number;
  readonly pace: Pace;
  /** Called before each pass: a place to report, and to stop by throwing. */
  readonly onPass?: ((pass: number) => void | Promise<void>) | undefined;
};

const EPSILON = 1e-6;
const BIAS_RATE = 0.05;

/**
 * Softmax regression by AdaGrad, one row at a time; with `sets`, a logistic regression for each label.
 * Deterministic: the order of the rows comes from a hash of the seed
 * and the row's place, and is the same in each pass.
 */
export async function fitSoftmax(fit: Fit): Promise<Weights> {
  const { classes, bits, pace } = fit;
  const size = 2 ** bits * classes;
  const state: State = {
    weights: new Float32Array(size),
    squares: new Float32Array(size).fill(Math.max(pace.start, EPSILON)),
    biases: new Array<number>(classes).fill(0),
    errors: new Float64Array(classes),
  };
  const order = shuffled(fit.rows, fit.seed);
  for (let pass = 0; pass < pace.passes; pass += 1) {
    await fit.onPass?.(pass);
    for (const row of order) step(fit, state, row);
  }
  return { classes, weights: state.weights, biases: state.biases };
}

type State = { weights: Float32Array; squares: Float32Array; biases: number[]; errors: Float64Array };

function shuffled(rows: readonly number[], seed: number): Uint32Array {
  const placed = rows.map((row) => ({
    row,
    at: hashUniform({ salt: `fit ${seed}`, purpose: 'order', key: String(row) }),
  }));
  placed.sort((a, b) => a.at - b.at);
  return Uint32Array.from(placed, ({ row }) => row);
}

/** The hot loop: plain indices into typed arrays, which are as long as the matrix says. */
function step({ matrix, labels, sets, counts, classes, pace }: Fit, state: State, row: number): void {
  const { weights, squares, biases, errors } = state;
  const { buckets, values, starts } = matrix;
  const [from, to] = [starts[row] as number, starts[row + 1] as number];
  logitsInto(errors, { weights, biases, classes, matrix, from, to });
  if (sets) {
    for (let k = 0; k < classes; k += 1) errors[k] = sigmoid(errors[k] as number);
    for (const place of sets[row] ?? []) (errors[place] as number) -= 1;
  } else {
    softmaxInto(errors, classes);
    (errors[labels[row] as number] as number) -= 1;
  }
  const count = counts[row] as number;
  for (let k = 0; k < classes; k += 1) {
    (errors[k] as number) *= count;
    biases[k] = (biases[k] as number) - BIAS_RATE * (errors[k] as number);
  }
  for (let at = from; at < to; at += 1) {
    const value = values[at] as number;
    const base = (buckets[at] as number) * classes;
    for (let k = 0; k < classes; k += 1) {
      const weight = weights[base + k] as number;
      const slope = (errors[k] as number) * value + pace.decay * weight;
      const square = (squares[base + k] as number) + slope * slope;
      squares[base + k] = square;
      weights[base + k] = weight - (pace.rate * slope) / Math.sqrt(square + EPSILON);
    }
  }
}

function logitsInto(
  errors: Float64Array,
  {
    weights,
    biases,
    classes,
    matrix,
    from,
    to,
  }: { weights: Float32Array; biases: readonly number[]; classes: number; matrix: Matrix; from: number; to: number },
): void {
  const { buckets, values } = matrix;
  for (let k = 0; k < classes; k += 1) errors[k] = biases[k] as number;
  for (let at = from; at < to; at += 1) {
    const base = (buckets[at] as number) * classes;
    const value = values[at] as number;
    for (let k = 0; k < classes; k += 1) (errors[k] as number) += (weights[base + k] as number) * value;
  }
}

function softmaxInto(errors: Float64Array, classes: number): void {
  let top = -Infinity;
  for (let k = 0; k < classes; k += 1) top = Math.max(top, errors[k] as number);
  let total = 0;
  for (let k = 0; k < classes; k += 1) {
    const power = Math.exp((errors[k] as number) - top);
    errors[k] = power;
    total += power;
  }
  for (let k = 0; k < classes; k += 1) (errors[k] as number) /= total;
}

/** The logits of a row, one a class. */
export function logitsOfRow(
  { weights, biases, classes }: Weights,
  { starts, buckets, values }: Matrix,
  row: number,
): number[] {
  const logits = [...biases];
  const to = starts[row + 1] as number;
  for (let at = starts[row] as number; at < to; at += 1) {
    const base = (buckets[at] as number) * classes;
    const value = values[at] as number;
    for (let k = 0; k < classes; k += 1) (logits[k] as number) += (weights[base + k] as number) * value;
  }
  return logits;
}

export function softmax(logits: readonly number[], temperature = 1): number[] {
  const top = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - top) / temperature));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
