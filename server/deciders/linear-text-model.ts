import type { CaseInput } from '@handrail/shared/schema';
import type { Evidence } from './connector.js';
import { BUCKETS, featuresOf, type Feature, type Token } from './text-features.js';

/** A trained model: one weight vector of 2^18 buckets and one bias a label, and the temperature that makes it honest. */
export type LinearTextModel = {
  readonly labels: readonly string[];
  readonly weights: readonly Float32Array[];
  readonly biases: readonly number[];
  readonly temperature: number;
};

export type LinearAnswer = {
  readonly value: string;
  /** Calibrated probability that `value` is right. */
  readonly confidence: number;
  readonly rawConfidence: number;
  readonly scores: Readonly<Record<string, number>>;
  /** The words that spoke loudest for the answer (weight > 0) and against it (< 0), in reading order. */
  readonly evidence: readonly Evidence[];
};

const MAX_EVIDENCE = 12;

/** Gives the logits of a case's features: one a label. Features count 1/√n each, so long texts do not shout. */
export function logitsOf(model: Pick<LinearTextModel, 'weights' | 'biases'>, features: readonly Feature[]): number[] {
  const scale = 1 / Math.sqrt(Math.max(1, features.length));
  return model.weights.map((weights, label) => {
    let sum = 0;
    for (const { bucket } of features) sum += weights[bucket] ?? 0;
    return sum * scale + (model.biases[label] ?? 0);
  });
}

export function softmax(logits: readonly number[], temperature = 1): number[] {
  const top = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - top) / temperature));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** Answers a case, with the words that made the difference. */
export function answerOf(model: LinearTextModel, input: CaseInput): LinearAnswer {
  const features = featuresOf(input);
  const logits = logitsOf(model, features);
  const chances = softmax(logits, model.temperature);
  const best = chances.indexOf(Math.max(...chances));
  return {
    value: model.labels[best] ?? '',
    confidence: chances[best] ?? 0,
    rawConfidence: softmax(logits)[best] ?? 0,
    scores: Object.fromEntries(model.labels.map((label, index) => [label, chances[index] ?? 0])),
    evidence: evidenceFor(model, features, best),
  };
}

/** A word's weight: how much it and the pairs that it is in move the answer's logit against the mean of the others'. */
function evidenceFor(model: LinearTextModel, features: readonly Feature[], best: number): Evidence[] {
  const scale = 1 / Math.sqrt(Math.max(1, features.length));
  const others = Math.max(1, model.weights.length - 1);
  const byToken = new Map<Token, number>();
  for (const { bucket, token, last } of features) {
    if (!token || !last) continue;
    const all = model.weights.reduce((sum, weights) => sum + (weights[bucket] ?? 0), 0);
    const own = model.weights[best]?.[bucket] ?? 0;
    const weight = (own - (all - own) / others) * scale;
    const shares = token === last ? [token] : [token, last];
    for (const share of shares) byToken.set(share, (byToken.get(share) ?? 0) + weight / shares.length);
  }
  return [...byToken]
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .slice(0, MAX_EVIDENCE)
    .filter(([, weight]) => weight !== 0)
    .map(([token, weight]) => ({ ...token, weight: Number(weight.toFixed(4)) }))
    .sort((a, b) => (a.field === b.field ? a.start - b.start : a.field < b.field ? -1 : 1));
}

type Head = { labels: readonly string[]; biases: readonly number[]; temperature: number };

/** The model as one block of bytes: a length, a JSON head, then the weights as 32-bit floats. */
export function encodeModel(model: LinearTextModel): Buffer {
  const { labels, biases, temperature } = model;
  const head = Buffer.from(JSON.stringify({ labels, biases, temperature } satisfies Head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([
    length,
    head,
    ...model.weights.map((weights) => Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength)),
  ]);
}

export function decodeModel(artifact: Buffer): LinearTextModel {
  const headEnd = 4 + artifact.readUInt32LE(0);
  // Written by encodeModel; the table is append-only.
  const head = JSON.parse(artifact.subarray(4, headEnd).toString()) as Head;
  const weights = head.labels.map((_, label) => {
    const start = headEnd + label * BUCKETS * 4;
    return new Float32Array(new Uint8Array(artifact.subarray(start, start + BUCKETS * 4)).buffer);
  });
  return { ...head, weights };
}
