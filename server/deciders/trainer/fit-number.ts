import type { HeldOut, TrainingProgress } from '@handrail/shared/deciders';
import { agrees } from '@handrail/shared/schema';
import { reliability } from '@handrail/shared/stats';
import { compare, shareOf } from './evaluate.js';
import { FOLDS, type Examples } from './examples.js';
import { ENOUGH_FOR_A_SLICE, learnersFor, recipeOf, type Fitted, type FitRequest } from './fit-best.js';
import type { LinearModel } from './linear-model.js';
import { halfWidthOf, INTERVAL_LEVEL, numberOf, type NumberAsked, type NumberScale } from './number-answers.js';
import type { Recipe } from './recipe.js';
import { fitRidge, ridgeOfRow, type Ridge } from './ridge.js';
import { fitRobust } from './robust-ridge.js';
import { logitsOfRow, type Matrix } from './softmax-fit.js';
import { fitTable } from './table-features.js';

type Report = (progress: TrainingProgress) => void | Promise<void>;
export type Tried = {
  readonly recipe: Recipe;
  readonly penalty: number;
  readonly rows: number[];
  readonly left: number[];
  readonly loss: number;
};

export const PENALTIES = [0.03, 0.3, 3];
const WIDTH_PENALTY = 3;
/** With fewer cases left out nothing is known of where the model is farther off than elsewhere. */
const FEWEST_FOR_WIDTHS = 100;
const MOST_MISSES = 1000;
const NEAREST = 1e-6;

/**
 * As `fitBest`, for answers that are numbers: a ridge regression, and another of how far off it tends to be. How far off it
 * truly was on rows left out, in those widths, makes the intervals (conformal) and so the confidence.
 */
export async function fitNumber(examples: Examples, request: FitRequest, report: Report): Promise<Fitted> {
  const asked = request.number ?? { minimum: null, maximum: null, isWhole: false, tolerance: null };
  const training = examples.where((fold) => fold >= 0);
  const table = fitTable(
    request.inputSchema.fields,
    training.map((row) => examples.rows[row] ?? {}),
  );
  const { centre, spread } = scaleOf(examples, training);
  const targets = examples.values.map((value) => (value - centre) / spread);
  const tried: Tried[] = [];
  for (const learner of learnersFor(request.inputSchema)) {
    const recipe = recipeOf(learner, request, table);
    for (const penalty of PENALTIES) {
      const detail = `${learner}, penalty ${penalty}, over ${training.length} labels`;
      await report({ phase: 'fitting', done: tried.length, total: null, detail });
      tried.push(tryOut(examples, { recipe, penalty, training, targets }));
    }
  }
  const [first, ...others] = tried;
  if (!first) throw new RangeError('inputSchema: no field that can be learned from');
  const best = others.reduce((least, next) => (next.loss < least.loss ? next : least), first);
  const { recipe, penalty } = best;
  const matrix = examples.matrix(recipe);
  const common = { matrix, counts: examples.weights, bits: recipe.bits };
  const value = fitRobust({ ...common, rows: training, targets, penalty });
  const width = widthsOf(best, common);
  await report({ phase: 'measuring', done: 0, total: 1, detail: 'on the held-out cases' });
  const scale: NumberScale = { ...asked, centre, spread, ...width.seen };
  const model = modelOf(recipe, scale, { value, width: width.ridge });
  const learners = [...new Set(tried.map(({ recipe: { learner } }) => learner))];
  return {
    model,
    tried: learners.map((learner) => ({ learner, logLoss: null })),
    calibration: { on: training.length > ENOUGH_FOR_A_SLICE ? 'slice' : 'folds', cases: best.rows.length },
    ...measure(examples, { model, scale, matrix, champion: request.champion, training }),
  };
}

export function scaleOf(examples: Examples, rows: readonly number[]): { centre: number; spread: number } {
  const values = rows.map((row) => examples.values[row] ?? 0);
  const centre = values.reduce((sum, value) => sum + value / values.length, 0);
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2 / values.length, 0));
  return { centre, spread: spread > 0 ? spread : 1 };
}

/** What models that were fitted without a row are off by on it. */
export function tryOut(
  examples: Examples,
  given: {
    recipe: Recipe;
    penalty: number;
    training: readonly number[];
    targets: readonly number[];
    /** Which are left out, one after another; absent: those of the training part, or one of many rows. */
    folds?: readonly number[];
  },
): Tried {
  const { recipe, penalty, training, targets } = given;
  const matrix = examples.matrix(recipe);
  const few = Array.from({ length: FOLDS }, (_, fold) => fold);
  const folds = given.folds ?? (training.length > ENOUGH_FOR_A_SLICE ? [0] : few);
  const [rows, left]: [number[], number[]] = [[], []];
  let [sum, total] = [0, 0];
  for (const fold of folds) {
    const taught = training.filter((row) => examples.folds[row] !== fold);
    const ridge = fitRobust({ matrix, rows: taught, targets, counts: examples.weights, bits: recipe.bits, penalty });
    for (const row of training.filter((one) => examples.folds[one] === fold)) {
      const off = (targets[row] ?? 0) - ridgeOfRow(ridge, matrix, row);
      rows.push(row);
      left.push(off);
      // Not its square: one slip among thousands would choose the recipe.
      sum += (examples.weights[row] ?? 1) * Math.abs(off);
      total += examples.weights[row] ?? 1;
    }
  }
  return { recipe, penalty, rows, left, loss: total === 0 ? Infinity : sum / total };
}

type Common = { readonly matrix: Matrix; readonly counts: readonly number[]; readonly bits: number };

/** Where it is farther off than elsewhere, and how far in those widths: each half of the rows by widths learned from the other. */
export function widthsOf(
  { rows, left }: Tried,
  common: Common,
): { ridge: Ridge; seen: Pick<NumberScale, 'misses' | 'least' | 'most'>; ratios: number[] } {
  const ln = left.map((off) => Math.log(Math.abs(off) + NEAREST));
  const targets: number[] = [];
  rows.forEach((row, index) => (targets[row] = ln[index] ?? 0));
  const learn = (some: readonly number[]): Ridge =>
    fitRidge({ ...common, rows: some, targets, penalty: WIDTH_PENALTY });
  const flat: Ridge = { weights: new Float64Array(2 ** common.bits), bias: 0 };
  const isFlat = rows.length < FEWEST_FOR_WIDTHS;
  const half = (isOdd: boolean): number[] => rows.filter((_, index) => (index % 2 === 1) === isOdd);
  const [even, odd] = isFlat ? [flat, flat] : [learn(half(false)), learn(half(true))];
  const ridge = isFlat ? flat : learn(rows);
  const said = rows
    .map((row, index) => ridgeOfRow(index % 2 === 1 ? even : odd, common.matrix, row))
    .sort((a, b) => a - b);
  const at = (share: number): number => said[Math.floor(share * (said.length - 1))] ?? 0;
  const [least, most] = [at(0.01), at(0.99)];
  const ratios = rows.map((row, index) => {
    const width = ridgeOfRow(index % 2 === 1 ? even : odd, common.matrix, row);
    return Math.abs(left[index] ?? 0) / Math.exp(Math.min(most, Math.max(least, width)));
  });
  const misses = ratios.toSorted((a, b) => a - b);
  return { ridge, seen: { misses: thinned(misses), least, most }, ratios };
}

/** At most so many, at even steps and never nearer than they were. */
function thinned(sorted: readonly number[]): number[] {
  const count = Math.min(MOST_MISSES, sorted.length);
  return Array.from({ length: count }, (_, index) => sorted[Math.ceil(((index + 1) * sorted.length) / count) - 1] ?? 0);
}

function modelOf(
  recipe: Recipe,
  number: NumberScale,
  { value, width }: { readonly value: Ridge; readonly width: Ridge },
): LinearModel {
  const weights = new Float32Array(2 * 2 ** recipe.bits);
  for (let bucket = 0; bucket < 2 ** recipe.bits; bucket += 1) {
    weights[2 * bucket] = value.weights[bucket] ?? 0;
    weights[2 * bucket + 1] = width.weights[bucket] ?? 0;
  }
  const biases = [value.bias, width.bias];
  return { labels: [], recipe, temperature: 1, several: null, number, classes: 2, weights, biases };
}

type Measured = {
  readonly model: LinearModel;
  readonly scale: NumberScale;
  readonly matrix: Matrix;
  readonly champion: FitRequest['champion'];
  readonly training: readonly number[];
};

function measure(
  examples: Examples,
  { model, scale, matrix, champion, training }: Measured,
): Pick<Fitted, 'heldOut' | 'againstChampion'> {
  const same = sameIn(scale);
  const judged = examples
    .where((fold) => fold < 0)
    .map((row) => {
      const [said = 0, lnWidth = 0] = logitsOfRow(model, matrix, row);
      const truth = examples.values[row] ?? 0;
      return {
        ...numberOf(scale, said, lnWidth),
        truth,
        weight: examples.weights[row] ?? 1,
        theirs: examples.champions[row],
      };
    });
  const isRight = (index: number): boolean => same(judged[index]?.value, judged[index]?.truth);
  const duels = judged.flatMap(({ value, truth, theirs }) =>
    theirs === undefined ? [] : [{ isRight: same(value, truth), isChampionRight: same(Number(theirs), truth) }],
  );
  const middle = medianOf(training.map((row) => examples.values[row] ?? 0));
  const { bins, ece } = reliability({
    p: judged.map(({ confidence }) => confidence),
    y: judged.map((_, index) => Number(isRight(index))),
  });
  const all = (): boolean => true;
  const off = judged.map(({ value, truth }) => Math.abs(value - truth));
  const halves = judged.map(({ width }) => halfWidthOf(scale, width));
  const heldOut: HeldOut = {
    cases: judged.length,
    accuracy: shareOf(judged, { take: all, isRight }),
    majorityShare: shareOf(judged, { take: all, isRight: (index) => same(middle, judged[index]?.truth) }).share,
    logLoss: null,
    ece,
    reliability: bins,
    perClass: [],
    confusion: [],
    several: null,
    number: {
      meanError: off.length === 0 ? null : off.reduce((sum, one) => sum + one, 0) / off.length,
      level: INTERVAL_LEVEL,
      coverage: shareOf(judged, { take: all, isRight: (index) => (off[index] ?? 0) <= (halves[index] ?? 0) }),
      halfWidth: medianOf(halves.filter(Number.isFinite)),
    },
  };
  return { heldOut, againstChampion: champion && compare(champion.reference, duels, champion.isClean) };
}

function sameIn({ tolerance }: NumberAsked): (one: unknown, other: unknown) => boolean {
  const schema = { kind: 'number', ...(tolerance && { tolerance }) } as const;
  return (one, other) => agrees(schema, one, other);
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? null;
}
