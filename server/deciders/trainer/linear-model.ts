import type { CaseInput } from '@handrail/shared/schema';
import type { Evidence } from '../connector.js';
import type { Feature, Token } from './feature.js';
import { numberOf, type NumberScale } from './number-answers.js';
import { featuresOf, type Recipe } from './recipe.js';
import { judgeSeveral, wholeChance, type Calibrations, type Several } from './several-labels.js';
import { sigmoid, softmax, type Weights } from './softmax-fit.js';

/** A trained model: how to look at a case, a weight for each bucket and label, and the temperature that makes it honest. */
export type LinearModel = Weights & {
  readonly labels: readonly string[];
  readonly recipe: Recipe;
  readonly temperature: number;
  /** Where an answer is several labels, each with a chance of its own; null: one label. */
  readonly several: (Several & Calibrations) | null;
  /** Where an answer is a number; absent: it is none. */
  readonly number?: NumberScale | undefined;
};

export type LinearAnswer = {
  readonly value: string | number | readonly string[];
  /** Calibrated probability that `value` is right. */
  readonly confidence: number;
  readonly rawConfidence: number;
  readonly scores: Readonly<Record<string, number>>;
  /** The words and fields that spoke loudest for the answer (weight > 0) and against it (< 0), in reading order. */
  readonly evidence: readonly Evidence[];
};

const MAX_EVIDENCE = 12;

/** Answers a case, with the words and fields that made the difference. */
export function answerOf(model: LinearModel, input: CaseInput): LinearAnswer {
  const features = featuresOf(model.recipe, input);
  const logits = logitsOf(model, features);
  if (model.number) {
    const [said = 0, lnWidth = 0] = logits;
    const { value, confidence } = numberOf(model.number, said, lnWidth);
    const evidence = evidenceFor(model, features, (weightOf) => weightOf(0));
    return { value, confidence, rawConfidence: confidence, scores: {}, evidence };
  }
  if (model.several) {
    const { chances, chosen, confidence } = judgeSeveral(model.several, logits);
    return {
      value: chosen.map((place) => model.labels[place] ?? ''),
      confidence,
      rawConfidence: wholeChance(logits.map(sigmoid), chosen),
      scores: scoresOf(model, chances),
      evidence: evidenceFor(model, features, (weightOf) => forSeveral(model.classes, chosen, weightOf)),
    };
  }
  const chances = softmax(logits, model.temperature);
  const best = chances.indexOf(Math.max(...chances));
  return {
    value: model.labels[best] ?? '',
    confidence: chances[best] ?? 0,
    rawConfidence: softmax(logits)[best] ?? 0,
    scores: scoresOf(model, chances),
    evidence: evidenceFor(model, features, (weightOf) => forOne(model.classes, best, weightOf)),
  };
}

function logitsOf({ weights, biases, classes }: Weights, features: readonly Feature[]): number[] {
  const logits = [...biases];
  for (const { bucket, value } of features) {
    for (let k = 0; k < classes; k += 1) logits[k] = (logits[k] ?? 0) + value * (weights[bucket * classes + k] ?? 0);
  }
  return logits;
}

/** How much a feature speaks for an answer, from its weight for each class. */
type Speaks = (weightOf: (place: number) => number) => number;

/** Against the mean of the others. */
function forOne(classes: number, best: number, weightOf: (place: number) => number): number {
  let all = 0;
  for (let k = 0; k < classes; k += 1) all += weightOf(k);
  const own = weightOf(best);
  return own - (all - own) / Math.max(1, classes - 1);
}

/** For the labels that were given; where none was, against all. */
function forSeveral(classes: number, chosen: readonly number[], weightOf: (place: number) => number): number {
  if (chosen.length > 0) return chosen.reduce((sum, place) => sum + weightOf(place), 0);
  let all = 0;
  for (let k = 0; k < classes; k += 1) all += weightOf(k);
  return -all;
}

function scoresOf({ labels }: LinearModel, chances: readonly number[]): Readonly<Record<string, number>> {
  return Object.fromEntries(labels.map((label, index) => [label, chances[index] ?? 0]));
}

/**
 * How much a word or field, with the pairs that it is in, speaks for the answer. A
 * word may stand in many places: each has its own weight.
 */
function evidenceFor({ weights, classes }: Weights, features: readonly Feature[], speaks: Speaks): Evidence[] {
  const byToken = new Map<Token, number>();
  for (const { bucket, value, from, and } of features) {
    const weight = speaks((k) => weights[bucket * classes + k] ?? 0) * value;
    if (weight === 0) continue;
    const share = and ? weight / 2 : weight;
    byToken.set(from, (byToken.get(from) ?? 0) + share);
    if (and) byToken.set(and, (byToken.get(and) ?? 0) + share);
  }
  return [...byToken]
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .slice(0, MAX_EVIDENCE)
    .map(([token, weight]) => ({ ...token, weight: Number(weight.toFixed(4)) }))
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => (a.field === b.field ? a.start - b.start : a.field < b.field ? -1 : 1));
}
