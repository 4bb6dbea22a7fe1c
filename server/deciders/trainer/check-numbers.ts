import type { TrainingProgress } from '@handrail/shared/deciders';
import { FOLDS, type Examples } from './examples.js';
import { learnersFor, recipeOf, type FitRequest } from './fit-best.js';
import { PENALTIES, scaleOf, tryOut, widthsOf, type Tried } from './fit-number.js';
import type { Learner } from './recipe.js';
import { fitTable } from './table-features.js';

/** What models that never saw a number say of its case, for every example in the order in which they were read. */
export type NumberCheck = {
  readonly learner: Learner;
  readonly predicted: readonly number[];
  /** How far off the number is, in what is usual for such cases (robust standard deviations). */
  readonly times: readonly number[];
  /** Share of the numbers that are less far off, in [0, 1]. */
  readonly beyond: readonly number[];
};
type Report = (progress: TrainingProgress) => void | Promise<void>;

/** Median absolute deviation → standard deviation, where errors are normal. */
const OF_NORMAL = 1.4826;
/** The held-out share is a fold like the others here: nothing is measured for a model that is kept. */
const ALL_FOLDS = Array.from({ length: FOLDS + 1 }, (_, index) => index - 1);
/** Where most are met exactly, whatever is off is off beyond measure. */
const MOST_TIMES = 1e6;
/** Of two decimals more than the error is usually. */
const DIGITS = 2;

/** Cross-validates over all examples: each number is judged by a model that was fitted on the other folds. */
export async function checkNumbers(examples: Examples, request: FitRequest, report: Report): Promise<NumberCheck> {
  const rows = examples.where(() => true);
  const { centre, spread } = scaleOf(examples, rows);
  const targets = examples.values.map((value) => (value - centre) / spread);
  const table = fitTable(
    request.inputSchema.fields,
    rows.map((row) => examples.rows[row] ?? {}),
  );
  const tried: Tried[] = [];
  for (const learner of learnersFor(request.inputSchema)) {
    const recipe = recipeOf(learner, request, table);
    for (const penalty of PENALTIES) {
      await report({ phase: 'fitting', done: tried.length, total: null, detail: `${learner}, penalty ${penalty}` });
      tried.push(tryOut(examples, { recipe, penalty, training: rows, targets, folds: ALL_FOLDS }));
    }
  }
  const [first, ...others] = tried;
  if (!first) throw new RangeError('inputSchema: no field that can be learned from');
  const best = others.reduce((least, next) => (next.loss < least.loss ? next : least), first);
  const common = { matrix: examples.matrix(best.recipe), counts: examples.weights, bits: best.recipe.bits };
  const { ratios } = widthsOf(best, common);
  const sorted = ratios.toSorted((a, b) => a - b);
  const usual = OF_NORMAL * (sorted[sorted.length >> 1] ?? 0);
  const [predicted, times, beyond]: [number[], number[], number[]] = [[], [], []];
  best.rows.forEach((row, index) => {
    const ratio = ratios[index] ?? 0;
    const step = spread * Math.abs(best.left[index] ?? 0);
    predicted[row] = roundedTo(centre + spread * ((targets[row] ?? 0) - (best.left[index] ?? 0)), step);
    times[row] = ratio === 0 ? 0 : Math.min(MOST_TIMES, ratio / usual);
    beyond[row] = placeIn(sorted, ratio) / sorted.length;
  });
  return { learner: best.recipe.learner, predicted, times, beyond };
}

/** How many are less. */
function placeIn(sorted: readonly number[], value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? Infinity) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

function roundedTo(value: number, off: number): number {
  const decimals = off > 0 ? DIGITS - Math.floor(Math.log10(off)) : 12;
  return decimals >= 0 && decimals <= 100 ? Number(value.toFixed(decimals)) : Number(value.toPrecision(12));
}
