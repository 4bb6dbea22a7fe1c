import { setImmediate } from 'node:timers/promises';
import { rocAuc } from '@handrail/shared/stats';
import { fitSoftmax, logitsOfRow, type Matrix } from './softmax-fit.js';
import { takeWords } from './text-features.js';

/** How well texts of two times can be told apart: the area under the ROC curve, with its standard error. */
export type ToldApart = { readonly auc: number; readonly standardError: number };

const FOLDS = 5;
const BITS = 16;
const PACE = { passes: 5, rate: 1, start: 1e-6, decay: 0 } as const;

/**
 * A domain classifier: a logistic regression on hashed words and pairs of words learns to tell texts of now from those
 * before, and is judged on texts that it did not learn from, fold by fold. 0.5: it cannot. Deterministic. Lets others run
 * between passes, which take some 10 ms for a thousand texts. Folds share what they learn from, so the standard error is
 * the corrected one of Nadeau and Bengio 2003: without that, texts of one kind are told apart in 12 % of tries, not in 5.
 *
 * @throws RangeError for fewer than two texts a fold on either side.
 */
export async function tellApart(before: readonly string[], now: readonly string[]): Promise<ToldApart> {
  if (Math.min(before.length, now.length) < 2 * FOLDS) throw new RangeError('texts: too few to leave some out');
  const matrix = matrixOf([...before, ...now]);
  const labels = [...before.map(() => 0), ...now.map(() => 1)];
  // Every so many-th of each: as many of both sides in every fold.
  const foldOf = (row: number): number => (row < before.length ? row : row - before.length) % FOLDS;
  const rows = [...labels.keys()];
  const weights = [labels.length / (2 * before.length), labels.length / (2 * now.length)];
  const folds: ToldApart[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const fitted = await fitSoftmax({
      ...{ matrix, labels, classes: 2, bits: BITS, seed: fold, pace: PACE },
      counts: labels.map((label) => weights[label] ?? 1),
      rows: rows.filter((row) => foldOf(row) !== fold),
      onPass: () => setImmediate(),
    });
    const scoreOf = (row: number): number => {
      const [was = 0, is = 0] = logitsOfRow(fitted, matrix, row);
      return is - was;
    };
    const scoresOf = (label: number): number[] =>
      rows.filter((row) => foldOf(row) === fold && labels[row] === label).map(scoreOf);
    const { auc, standardError } = rocAuc({ positives: scoresOf(1), negatives: scoresOf(0) });
    if (auc !== null) folds.push({ auc, standardError });
  }
  const variance = folds.reduce((sum, one) => sum + one.standardError ** 2, 0) / FOLDS;
  return {
    auc: folds.reduce((sum, one) => sum + one.auc, 0) / FOLDS,
    standardError: Math.sqrt(variance * (1 / FOLDS + 1 / (FOLDS - 1))),
  };
}

/** Each word and pair counts once a text, 1/√n of n: long texts do not shout. */
function matrixOf(texts: readonly string[]): Matrix {
  const starts = new Uint32Array(texts.length + 1);
  const buckets: number[] = [];
  const values: number[] = [];
  texts.forEach((text, row) => {
    const seen = new Set<number>();
    takeWords({ name: '', text, bits: BITS }, (bucket) => seen.add(bucket));
    for (const bucket of seen) {
      buckets.push(bucket);
      values.push(1 / Math.sqrt(seen.size));
    }
    starts[row + 1] = buckets.length;
  });
  return { starts, buckets: Int32Array.from(buckets), values: Float32Array.from(values) };
}
