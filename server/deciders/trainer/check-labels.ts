import type { TrainingProgress } from '@handrail/shared/deciders';
import { temperatureFit } from '@handrail/shared/stats';
import { logLossOf } from './evaluate.js';
import { FOLDS, type Examples } from './examples.js';
import { fitOnce, learnersFor, recipeOf, type FitRequest } from './fit-best.js';
import { nearDuplicates, type NearDuplicates } from './near-duplicates.js';
import type { Learner, Recipe } from './recipe.js';
import { logitsOfRow, softmax, type Matrix } from './softmax-fit.js';
import { fitTable } from './table-features.js';

/** What a model that never saw a label says of its case, for every example in the order in which they were read. */
export type LabelCheck = {
  readonly learner: Learner;
  /** Mean of −ln of the chance that a label was given by a model that had not seen it, and how often that model agrees. */
  readonly logLoss: number;
  readonly agreed: number;
  /** Calibrated, a row of classes for each example. */
  readonly chances: Float32Array;
  /** Share of what the case holds that no labelled case holds, in [0, 1]; 0 for labelled ones. */
  readonly novelty: Float32Array;
  readonly near: NearDuplicates;
};

type Report = (progress: TrainingProgress) => void | Promise<void>;

/**
 * Cross-validates over all labelled examples: each is judged by a model that was fitted on the other folds, so that no
 * label is confirmed by itself. Examples without a label are judged by a model of all the labels.
 */
export async function checkLabels(examples: Examples, request: FitRequest, report: Report): Promise<LabelCheck> {
  const labelled = examples.labels.flatMap((label, row) => (label >= 0 ? [row] : []));
  const table = fitTable(
    request.inputSchema.fields,
    labelled.map((row) => examples.rows[row] ?? {}),
  );
  const tried: Crossed[] = [];
  for (const learner of learnersFor(request.inputSchema))
    tried.push(await cross(examples, { ...request, labelled, recipe: recipeOf(learner, request, table) }, report));
  const [first, ...others] = tried;
  if (!first) throw new RangeError('inputSchema: no field that can be learned from');
  const best = others.reduce((least, next) => (next.logLoss < least.logLoss ? next : least), first);
  const chances = await fill(examples, { ...request, labelled, best }, report);
  const seen = new Set<number>();
  for (const row of labelled) for (const bucket of bucketsOf(best.matrix, row)) seen.add(bucket);
  const novelty = Float32Array.from(examples.labels, (label, row) => {
    const buckets = bucketsOf(best.matrix, row);
    if (label >= 0 || buckets.length === 0) return 0;
    return buckets.filter((bucket) => !seen.has(bucket)).length / buckets.length;
  });
  return {
    learner: best.recipe.learner,
    logLoss: best.logLoss,
    agreed: best.agreed,
    chances,
    novelty,
    near: best.recipe.learner === 'text' ? nearDuplicates(best.matrix, labelled) : { pairs: [], isCut: false },
  };
}

type Crossed = {
  readonly recipe: Recipe;
  readonly matrix: Matrix;
  readonly logits: ReadonlyMap<number, number[]>;
  readonly temperature: number;
  readonly logLoss: number;
  readonly agreed: number;
};
type Crossing = FitRequest & { readonly recipe: Recipe; readonly labelled: readonly number[] };

async function cross(examples: Examples, { labelled, ...request }: Crossing, report: Report): Promise<Crossed> {
  const { recipe } = request;
  const matrix = examples.matrix(recipe);
  const logits = new Map<number, number[]>();
  // The held-out share is a fold like the others here: nothing is measured for a model that is kept.
  for (let fold = -1; fold < FOLDS; fold += 1) {
    const taught = labelled.filter((row) => examples.folds[row] !== fold);
    const watched = labelled.filter((row) => examples.folds[row] === fold);
    const weights = await fitOnce(examples, { ...request, matrix, rows: taught }, report);
    for (const row of watched) logits.set(row, logitsOfRow(weights, matrix, row));
  }
  const rows = [...logits];
  const labels = rows.map(([row]) => examples.labels[row] ?? 0);
  const { temperature } = temperatureFit({ logits: rows.map(([, row]) => row), labels });
  const judged = rows.map(([, row], index) => ({
    truth: labels[index] ?? 0,
    chances: softmax(row, temperature),
    weight: 1,
  }));
  const right = judged.filter(({ truth, chances }) => chances.indexOf(Math.max(...chances)) === truth).length;
  return { recipe, matrix, logits, temperature, logLoss: logLossOf(judged) ?? Infinity, agreed: right / rows.length };
}

async function fill(
  examples: Examples,
  { best, labelled, ...request }: FitRequest & { best: Crossed; labelled: readonly number[] },
  report: Report,
): Promise<Float32Array> {
  const { recipe, matrix, temperature, logits } = best;
  const classes = request.labels.length;
  const chances = new Float32Array(examples.length * classes);
  const isAllLabelled = labelled.length === examples.length;
  const weights = isAllLabelled
    ? null
    : await fitOnce(examples, { ...request, recipe, matrix, rows: labelled }, report);
  for (let row = 0; row < examples.length; row += 1) {
    const own = logits.get(row) ?? (weights ? logitsOfRow(weights, matrix, row) : []);
    chances.set(softmax(own, temperature), row * classes);
  }
  return chances;
}

function bucketsOf({ starts, buckets }: Matrix, row: number): number[] {
  return [...buckets.subarray(starts[row] ?? 0, starts[row + 1] ?? 0)];
}
