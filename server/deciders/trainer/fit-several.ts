import type { TrainingProgress } from '@handrail/shared/deciders';
import { compare } from './evaluate.js';
import { evaluateSeveral, logLossOfSeveral, type JudgedSeveral } from './evaluate-several.js';
import { keyOf, type Examples } from './examples.js';
import { fitOnce, learnersFor, lookAtLeftOut, recipeOf, type Fitted, type FitRequest } from './fit-best.js';
import type { LinearModel } from './linear-model.js';
import type { Recipe } from './recipe.js';
import { calibrateSeveral, isSameSet, judgeSeveral, type Calibrations, type Several } from './several-labels.js';
import { logitsOfRow, type Matrix } from './softmax-fit.js';
import { fitTable } from './table-features.js';

type Report = (progress: TrainingProgress) => void | Promise<void>;
type Candidate = {
  readonly recipe: Recipe;
  readonly logLoss: number | null;
  readonly given: Several & Calibrations;
  readonly calibration: Fitted['calibration'];
};

/** As `fitBest`, for cases that have several labels or none: a logistic regression for each, calibrated each by itself. */
export async function fitSeveral(examples: Examples, request: FitRequest, report: Report): Promise<Fitted> {
  const training = examples.where((fold) => fold >= 0);
  const table = fitTable(
    request.inputSchema.fields,
    training.map((row) => examples.rows[row] ?? {}),
  );
  const candidates: Candidate[] = [];
  for (const learner of learnersFor(request.inputSchema))
    candidates.push(
      await tryOut(examples, { ...request, recipe: recipeOf(learner, request, table), training }, report),
    );
  const [first, ...others] = candidates;
  if (!first) throw new RangeError('inputSchema: no field that can be learned from');
  // The simpler one where they do the same.
  const best = others.reduce(
    (least, next) => ((next.logLoss ?? Infinity) < (least.logLoss ?? Infinity) ? next : least),
    first,
  );
  const matrix = examples.matrix(best.recipe);
  const weights = await fitOnce(examples, { ...request, recipe: best.recipe, matrix, rows: training }, report);
  await report({ phase: 'measuring', done: 0, total: 1, detail: 'on the held-out cases' });
  const model: LinearModel = {
    ...weights,
    labels: request.labels,
    recipe: best.recipe,
    temperature: 1,
    several: best.given,
  };
  return {
    model,
    tried: candidates.map(({ recipe, logLoss }) => ({ learner: recipe.learner, logLoss })),
    calibration: best.calibration,
    ...measure(examples, model, { matrix, given: best.given, champion: request.champion }),
  };
}

async function tryOut(
  examples: Examples,
  request: FitRequest & { recipe: Recipe; training: readonly number[] },
  report: Report,
): Promise<Candidate> {
  const several = request.several ?? { minimum: 0, maximum: null };
  const { rows, logits, on } = await lookAtLeftOut(examples, request, report);
  const truths = rows.map((row) => examples.placesOf(row));
  const given = { ...several, ...calibrateSeveral(several, logits, truths) };
  const judged = rows.map((row, index) => ({
    truth: truths[index] ?? [],
    chances: judgeSeveral(given, logits[index] ?? []).chances,
    weight: examples.weights[row] ?? 1,
  }));
  const calibration = { on, cases: rows.length };
  return { recipe: request.recipe, logLoss: logLossOfSeveral(judged), given, calibration };
}

function measure(
  examples: Examples,
  model: LinearModel,
  { matrix, given, champion }: { matrix: Matrix; given: Several & Calibrations; champion: FitRequest['champion'] },
): Pick<Fitted, 'heldOut' | 'againstChampion'> {
  const rows = examples.where((fold) => fold < 0);
  const judged = rows.map((row): JudgedSeveral => ({
    ...judgeSeveral(given, logitsOfRow(model, matrix, row)),
    truth: examples.placesOf(row),
    weight: examples.weights[row] ?? 1,
  }));
  const duels = rows.flatMap((row, index) => {
    const [said, mine] = [examples.champions[row], judged[index]];
    if (said === undefined || !mine) return [];
    const right = keyOf(mine.truth.map((place) => model.labels[place] ?? ''));
    return [{ isRight: isSameSet(mine.chosen, mine.truth), isChampionRight: said === right }];
  });
  return {
    heldOut: evaluateSeveral(model.labels, judged),
    againstChampion: champion && compare(champion.reference, duels, champion.isClean),
  };
}
