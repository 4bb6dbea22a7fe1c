import type { AgainstChampion, HeldOut, TrainingProgress } from '@handrail/shared/deciders';
import type { InputSchema } from '@handrail/shared/schema';
import { temperatureFit } from '@handrail/shared/stats';
import { compare, evaluate, logLossOf, type Judged } from './evaluate.js';
import { FOLDS, type Examples } from './examples.js';
import type { LinearModel } from './linear-model.js';
import { LEARNERS, type Learner, type Recipe } from './recipe.js';
import type { NumberAsked } from './number-answers.js';
import type { Several } from './several-labels.js';
import { fitSoftmax, logitsOfRow, softmax, type Matrix, type Pace } from './softmax-fit.js';
import { fitTable, type TableSpec } from './table-features.js';

export type FitRequest = {
  readonly inputSchema: InputSchema;
  readonly labels: readonly string[];
  readonly seed: number;
  /** `name@version` of the champion that examples carry answers of, and whether it surely never saw what is held out. */
  readonly champion: { readonly reference: string; readonly isClean: boolean } | null;
  /** How many labels an answer has; null: one. */
  readonly several: Several | null;
  /** What an answer that is a number may be; null: it is none. */
  readonly number?: NumberAsked | null | undefined;
};

export type Fitted = {
  readonly model: LinearModel;
  readonly tried: readonly { readonly learner: Learner; readonly logLoss: number | null }[];
  readonly calibration: { readonly on: 'folds' | 'slice'; readonly cases: number };
  readonly heldOut: HeldOut;
  readonly againstChampion: AgainstChampion | null;
};

type Report = (progress: TrainingProgress) => void | Promise<void>;

/** Above so many training rows one slice sets the temperature as well as all folds, in a quarter of the time. */
export const ENOUGH_FOR_A_SLICE = 5000;
const PACES: Readonly<Record<Learner, Pace>> = {
  text: { passes: 8, rate: 1, start: 1e-6, decay: 0 },
  table: { passes: 8, rate: 0.5, start: 0.1, decay: 1e-4 },
  'table-pairs': { passes: 8, rate: 0.5, start: 0.1, decay: 1e-3 },
};
/** Weights of all buckets and classes together: 2^23 floats are 32 MB, and as much again while it is fitted. */
const MOST_WEIGHTS_BITS = 23;
const MOST_BITS = 18;

/** How many buckets there are room for, as a power of two. */
export function bitsFor(classes: number): number {
  return Math.min(MOST_BITS, MOST_WEIGHTS_BITS - Math.ceil(Math.log2(Math.max(2, classes))));
}

/** A regression is solved over all buckets again and again. */
const NUMBER_BITS = 15;

export function bitsOf({ labels, number }: Pick<FitRequest, 'labels' | 'number'>): number {
  return number ? NUMBER_BITS : bitsFor(labels.length);
}

/** The ways to look at cases of this schema that make sense; none where nothing in it can be learned from. */
export function learnersFor({ fields }: InputSchema): Learner[] {
  const hasText = fields.some(({ type }) => type === 'text');
  const hasTable = fields.some(({ type }) => type !== 'text' && type !== 'image-url' && type !== 'audio-url');
  return LEARNERS.filter((learner) => (learner === 'text' ? hasText : hasTable));
}

/**
 * Fits every way to look at the training part, takes the one with the least log loss on rows left out meanwhile, sets
 * its temperature on those, and measures it on the held-out rows, which have had no part in any of this. What is
 * measured is what is stored: the held-out rows never teach.
 */
export async function fitBest(examples: Examples, request: FitRequest, report: Report): Promise<Fitted> {
  const training = examples.where((fold) => fold >= 0);
  const table = fitTable(
    request.inputSchema.fields,
    training.map((row) => examples.rows[row] ?? {}),
  );
  const candidates: Candidate[] = [];
  for (const learner of learnersFor(request.inputSchema)) {
    const recipe = recipeOf(learner, request, table);
    candidates.push(await tryOut(examples, { ...request, recipe, training }, report));
  }
  const [first, ...others] = candidates;
  if (!first) throw new RangeError('inputSchema: no field that can be learned from');
  // The simpler one where they do the same.
  const best = others.reduce((least, next) => (lossOf(next) < lossOf(least) ? next : least), first);
  const matrix = examples.matrix(best.recipe);
  const weights = await fitOnce(examples, { ...request, recipe: best.recipe, matrix, rows: training }, report);
  await report({ phase: 'measuring', done: 0, total: 1, detail: 'on the held-out cases' });
  const { recipe, temperature } = best;
  const model = { ...weights, labels: request.labels, recipe, temperature, several: null };
  return {
    model,
    tried: candidates.map(({ recipe, logLoss }) => ({ learner: recipe.learner, logLoss })),
    calibration: best.calibration,
    ...measure(examples, model, { matrix, champion: request.champion }),
  };
}

type Candidate = {
  readonly recipe: Recipe;
  readonly logLoss: number | null;
  readonly temperature: number;
  readonly calibration: Fitted['calibration'];
};

function lossOf({ logLoss }: Candidate): number {
  return logLoss ?? Infinity;
}

export function recipeOf(learner: Learner, request: FitRequest, table: TableSpec): Recipe {
  const isRead = (type: string): boolean => type === 'text' || (learner === 'text' && type === 'category');
  const texts = request.inputSchema.fields.filter(({ type }) => isRead(type)).map(({ name }) => name);
  return { learner, bits: bitsOf(request), texts, table: learner === 'text' ? [] : table };
}

/** Fits on all folds but one, as often as is needed, and looks at the one left out. */
async function tryOut(
  examples: Examples,
  request: FitRequest & { recipe: Recipe; training: readonly number[] },
  report: Report,
): Promise<Candidate> {
  const { recipe } = request;
  const { rows, logits, on } = await lookAtLeftOut(examples, request, report);
  const truths = rows.map((row) => examples.labels[row] ?? 0);
  const counts = rows.map((row) => examples.weights[row] ?? 1);
  const { temperature } = temperatureFit({ logits, labels: truths, w: counts });
  const judged = logits.map((row, index) => ({
    truth: truths[index] ?? 0,
    chances: softmax(row, temperature),
    weight: counts[index] ?? 1,
  }));
  return { recipe, temperature, logLoss: logLossOf(judged), calibration: { on, cases: rows.length } };
}

export type LeftOut = {
  readonly rows: readonly number[];
  /** A row of one for each class. */
  readonly logits: readonly (readonly number[])[];
  readonly on: 'folds' | 'slice';
};

/** What models that were fitted without a row say of it: of every row of the training part, or of a slice of a large one. */
export async function lookAtLeftOut(
  examples: Examples,
  request: FitRequest & { recipe: Recipe; training: readonly number[] },
  report: Report,
): Promise<LeftOut> {
  const { recipe, training } = request;
  const matrix = examples.matrix(recipe);
  const on = training.length > ENOUGH_FOR_A_SLICE ? 'slice' : 'folds';
  const leftOut = on === 'slice' ? [0] : Array.from({ length: FOLDS }, (_, fold) => fold);
  const logits: number[][] = [];
  const rows: number[] = [];
  for (const fold of leftOut) {
    const taught = training.filter((row) => examples.folds[row] !== fold);
    const watched = training.filter((row) => examples.folds[row] === fold);
    const weights = await fitOnce(examples, { ...request, matrix, rows: taught }, report);
    for (const row of watched) {
      rows.push(row);
      logits.push(logitsOfRow(weights, matrix, row));
    }
  }
  return { rows, logits, on };
}

/** A model of these rows. */
export async function fitOnce(
  examples: Examples,
  {
    recipe,
    matrix,
    rows,
    labels,
    seed,
    several,
  }: FitRequest & { recipe: Recipe; matrix: Matrix; rows: readonly number[] },
  report: Report,
) {
  const pace = PACES[recipe.learner];
  return fitSoftmax({
    matrix,
    labels: examples.labels,
    counts: examples.weights,
    ...(several && { sets: examples.sets }),
    rows,
    classes: labels.length,
    bits: recipe.bits,
    seed,
    pace,
    onPass: (pass) =>
      report({
        phase: 'fitting',
        done: pass,
        total: pace.passes,
        detail: `${recipe.learner}, pass ${pass + 1} of ${pace.passes} over ${rows.length} labels`,
      }),
  });
}

function measure(
  examples: Examples,
  model: LinearModel,
  { matrix, champion }: { matrix: Matrix; champion: FitRequest['champion'] },
): Pick<Fitted, 'heldOut' | 'againstChampion'> {
  const rows = examples.where((fold) => fold < 0);
  const judged = rows.map((row): Judged => ({
    truth: examples.labels[row] ?? 0,
    chances: softmax(logitsOfRow(model, matrix, row), model.temperature),
    weight: examples.weights[row] ?? 1,
  }));
  const duels = rows.flatMap((row, index) => {
    const [said, mine] = [examples.champions[row], judged[index]];
    if (said === undefined || !mine) return [];
    const { truth, chances } = mine;
    const isRight = chances.indexOf(Math.max(...chances)) === truth;
    return [{ isRight, isChampionRight: said === model.labels[truth] }];
  });
  return {
    heldOut: evaluate(model.labels, judged),
    againstChampion: champion && compare(champion.reference, duels, champion.isClean),
  };
}
