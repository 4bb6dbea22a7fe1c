import type { AnswerMapping, Said } from '@handrail/shared/deciders';
import { own, type OutputSchema } from '@handrail/shared/schema';
import { BadAnswer, isRecord, shown } from './http-protocol.js';

/** Finds a part of a model's output by the name or pointer in the mapping; undefined: it has none there. */
export type FindPart = (at: string) => unknown;

/** Makes an answer of a model's output, as the mapping says. @throws BadAnswer. */
export function readOutput(find: FindPart, mapping: AnswerMapping, schema: OutputSchema): Said {
  switch (mapping.kind) {
    case 'scores':
      return fromScores(
        scoresByLabel(find(mapping.at), { labels: mapping.labels ?? labelsOf(schema), scale: mapping.scale }),
        schema,
      );
    case 'binary': {
      const probability = numberOf(first(find(mapping.at)), 'the probability');
      if (probability < 0 || probability > 1) throw new BadAnswer(`the probability is ${probability}, not in [0, 1]`);
      return fromScores({ [mapping.positive]: probability, [mapping.negative]: 1 - probability }, schema);
    }
    case 'answer':
      return fromAnswer(find, mapping, schema);
  }
}

/** The most probable label, or with several labels all from 0.5 on; the confidence is of the whole answer. */
export function fromScores(scores: Readonly<Record<string, number>>, schema: OutputSchema): Said {
  const entries = Object.entries(scores);
  if (schema.kind === 'labels') {
    const value = entries.filter(([, score]) => score >= 0.5).map(([label]) => label);
    const confidence = entries.reduce((least, [, score]) => Math.min(least, Math.max(score, 1 - score)), 1);
    return { value, confidence, rawConfidence: confidence, scores };
  }
  const [best] = [...entries].sort(([, one], [, two]) => two - one);
  if (!best) throw new BadAnswer('it gave no scores');
  return { value: best[0], confidence: best[1], rawConfidence: best[1], scores };
}

/** Label → probability from a list in the order of the labels, or from an object by label. */
function scoresByLabel(
  given: unknown,
  { labels, scale }: { labels: readonly string[]; scale: 'probability' | 'logit' },
): Record<string, number> {
  const values = isRecord(given) ? labels.map((label) => own(given, label)) : flat(given);
  if (values.length !== labels.length)
    throw new BadAnswer(`it gave ${values.length} scores for ${labels.length} labels`);
  const numbers = values.map((value, at) => numberOf(value, `the score of ${labels[at]}`));
  const probabilities = scale === 'logit' ? softmax(numbers) : numbers;
  const bad = probabilities.find((score) => score < 0 || score > 1);
  if (bad !== undefined) throw new BadAnswer(`a score is ${bad}, not in [0, 1]`);
  return Object.fromEntries(labels.map((label, at) => [label, probabilities[at] ?? 0]));
}

function fromAnswer(find: FindPart, mapping: Extract<AnswerMapping, { kind: 'answer' }>, schema: OutputSchema): Said {
  const given = find(mapping.value);
  const value = schema.kind === 'labels' ? given : first(given);
  if (value === undefined || value === null) throw new BadAnswer('it gave no answer (null)');
  const confidence = mapping.confidence === null ? null : numberOf(first(find(mapping.confidence)), 'the confidence');
  return { value: named(value, mapping.labels ?? labelsIfAny(schema)), confidence, rawConfidence: confidence };
}

/** The index of a label becomes the label. */
function named(value: unknown, labels: readonly string[] | undefined): unknown {
  if (!labels || typeof value !== 'number') return value;
  const label = labels[value];
  if (label === undefined) throw new BadAnswer(`it answered ${value}, and there are ${labels.length} labels`);
  return label;
}

function labelsIfAny(schema: OutputSchema): readonly string[] | undefined {
  return schema.kind === 'label' || schema.kind === 'labels' ? labelsOf(schema) : undefined;
}

function labelsOf(schema: OutputSchema): readonly string[] {
  return schema.kind === 'label' || schema.kind === 'labels' ? schema.labels.map(({ value }) => value) : [];
}

function numberOf(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new BadAnswer(`${what} is ${shown(value)}, not a number`);
}

/** One case was asked about, so a list of one stands for its item; a longer one is kept, to be refused by who reads it. */
export function first(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? first(value[0]) : value;
}

function flat(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) return value === undefined ? [] : [value];
  const items: readonly unknown[] = value;
  return items.length === 1 && Array.isArray(items[0]) ? flat(items[0]) : items;
}

function softmax(logits: readonly number[]): number[] {
  const top = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const powers = logits.map((logit) => Math.exp(logit - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
