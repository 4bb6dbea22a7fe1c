import type { CaseInput } from '@handrail/shared/schema';
import { hashUniform, temperatureFit } from '@handrail/shared/stats';
import { logitsOf, softmax, type LinearTextModel } from './linear-text-model.js';
import { BUCKETS, featuresOf, type Feature } from './text-features.js';

export type Example = { readonly input: CaseInput; readonly label: string };
/** How the model did on the fifth of the examples that it was not trained on. */
export type FitMetrics = {
  readonly examples: number;
  readonly heldOut: number;
  readonly heldOutCorrect: number;
  /** Mean gap between confidence and accuracy over ten bins of the held-out examples, after calibration. */
  readonly calibrationError: number;
  readonly temperature: number;
};

const PASSES = 8;
const RATE = 1;
const HELD_OUT = 0.2;
const BINS = 10;
const EPSILON = 1e-6;

type Row = { readonly features: readonly Feature[]; readonly label: number };

/**
 * Trains softmax regression on hashed words and pairs of words (AdaGrad, 8 passes), sets a temperature on the held-out
 * fifth so that its confidence is honest, then trains on everything. Deterministic: the order and the split come from a
 * hash of the example's place.
 */
export function fitLinearText(
  labels: readonly string[],
  examples: readonly Example[],
): { model: LinearTextModel; metrics: FitMetrics } {
  const rows = examples.map(({ input, label }): Row => ({ features: featuresOf(input), label: labels.indexOf(label) }));
  const isHeldOut = (_: Row, index: number): boolean =>
    hashUniform({ salt: 'fit', purpose: 'split', key: String(index) }) < HELD_OUT;
  const heldOut = rows.filter(isHeldOut);
  const trial = descend(
    labels.length,
    rows.filter((row, index) => !isHeldOut(row, index)),
  );
  const logits = heldOut.map(({ features }) => logitsOf(trial, features));
  const { temperature } = temperatureFit({ logits, labels: heldOut.map(({ label }) => label) });
  const model = { labels, ...descend(labels.length, rows), temperature };
  return { model, metrics: { examples: rows.length, temperature, ...judge(heldOut, logits, temperature) } };
}

type Fitted = Pick<LinearTextModel, 'weights' | 'biases'>;

function descend(classes: number, rows: readonly Row[]): Fitted {
  const weights = Array.from({ length: classes }, () => new Float32Array(BUCKETS));
  const seen = Array.from({ length: classes }, () => new Float32Array(BUCKETS).fill(EPSILON));
  const biases = new Array<number>(classes).fill(0);
  const fitted = { weights, biases };
  const order = rows.map((row, index) => ({
    row,
    at: hashUniform({ salt: 'fit', purpose: 'order', key: String(index) }),
  }));
  order.sort((a, b) => a.at - b.at);
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const { row } of order) step({ fitted, weights, seen, biases }, row);
  }
  return fitted;
}

type State = { fitted: Fitted; weights: Float32Array[]; seen: Float32Array[]; biases: number[] };

function step({ fitted, weights, seen, biases }: State, { features, label }: Row): void {
  const chances = softmax(logitsOf(fitted, features));
  const scale = 1 / Math.sqrt(Math.max(1, features.length));
  chances.forEach((chance, index) => {
    const error = chance - (index === label ? 1 : 0);
    const [own, past] = [weights[index], seen[index]];
    if (!own || !past) return;
    biases[index] = (biases[index] ?? 0) - 0.05 * error;
    const slope = error * scale;
    for (const { bucket } of features) {
      const total = (past[bucket] ?? 0) + slope * slope;
      past[bucket] = total;
      own[bucket] = (own[bucket] ?? 0) - (RATE * slope) / Math.sqrt(total + EPSILON);
    }
  });
}

function judge(
  rows: readonly Row[],
  logits: readonly (readonly number[])[],
  temperature: number,
): Omit<FitMetrics, 'examples' | 'temperature'> {
  const bins = Array.from({ length: BINS }, () => ({ count: 0, confidence: 0, correct: 0 }));
  let heldOutCorrect = 0;
  rows.forEach((row, index) => {
    const chances = softmax(logits[index] ?? [], temperature);
    const confidence = Math.max(...chances);
    const isRight = chances.indexOf(confidence) === row.label;
    if (isRight) heldOutCorrect += 1;
    const bin = bins[Math.min(BINS - 1, Math.floor(confidence * BINS))];
    if (bin)
      [bin.count, bin.confidence, bin.correct] = [
        bin.count + 1,
        bin.confidence + confidence,
        bin.correct + Number(isRight),
      ];
  });
  const gaps = bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.correct), 0);
  return { heldOut: rows.length, heldOutCorrect, calibrationError: rows.length === 0 ? 0 : gaps / rows.length };
}
