import type { LinearModel } from './linear-model.js';
import type { Recipe } from './recipe.js';

type Head = {
  readonly format: 2;
  readonly labels: readonly string[];
  readonly biases: readonly number[];
  readonly temperature: number;
  /** Absent: an answer is one label. */
  readonly several?: LinearModel['several'];
  /** Absent: an answer is no number. */
  readonly number?: LinearModel['number'];
  readonly recipe: Recipe;
  /** Buckets that have a weight. */
  readonly used: number;
};
/** What was written before the recipe was kept: all 2^18 buckets of one label after those of the other. */
type OldHead = Pick<Head, 'labels' | 'biases' | 'temperature'> & { readonly format?: undefined };

const OLD_BITS = 18;

/**
 * The model as one block of bytes: the head's length, the head as JSON, the numbers of the used buckets, and their
 * weights as 32-bit floats, little-endian all. The same model gives the same bytes.
 */
export function encodeModel({
  labels,
  biases,
  temperature,
  several,
  number,
  recipe,
  weights,
  classes,
}: LinearModel): Buffer {
  const used: number[] = [];
  for (let bucket = 0; bucket < 2 ** recipe.bits; bucket += 1) {
    for (let k = 0; k < classes; k += 1) {
      if (weights[bucket * classes + k] === 0) continue;
      used.push(bucket);
      break;
    }
  }
  const kept: Head = {
    format: 2,
    labels,
    biases,
    temperature,
    ...(several && { several }),
    ...(number && { number }),
    recipe,
    used: used.length,
  };
  const head = Buffer.from(JSON.stringify(kept));
  const body = Buffer.alloc(4 + head.length + used.length * 4 * (1 + classes));
  let at = body.writeUInt32LE(head.length);
  at += head.copy(body, at);
  for (const bucket of used) at = body.writeUInt32LE(bucket, at);
  for (const bucket of used) {
    for (let k = 0; k < classes; k += 1) at = body.writeFloatLE(weights[bucket * classes + k] ?? 0, at);
  }
  return body;
}

/** @throws Error when the bytes are no model of ours. */
export function decodeModel(artifact: Buffer): LinearModel {
  const headEnd = 4 + artifact.readUInt32LE(0);
  // Written by encodeModel; the table is append-only.
  const head = JSON.parse(artifact.subarray(4, headEnd).toString()) as Head | OldHead;
  return head.format === undefined
    ? decodeOld(head, artifact.subarray(headEnd))
    : decodeUsed(head, artifact.subarray(headEnd));
}

function decodeUsed(
  { labels, biases, temperature, several = null, number, recipe, used }: Head,
  body: Buffer,
): LinearModel {
  const classes = biases.length;
  const weights = new Float32Array(2 ** recipe.bits * classes);
  let at = 4 * used;
  for (let index = 0; index < used; index += 1) {
    const bucket = body.readUInt32LE(4 * index);
    for (let k = 0; k < classes; k += 1, at += 4) weights[bucket * classes + k] = body.readFloatLE(at);
  }
  return { labels, biases, temperature, several, ...(number && { number }), recipe, classes, weights };
}

function decodeOld({ labels, biases, temperature }: OldHead, body: Buffer): LinearModel {
  const classes = labels.length;
  const size = 2 ** OLD_BITS;
  const weights = new Float32Array(size * classes);
  for (let k = 0; k < classes; k += 1) {
    for (let bucket = 0; bucket < size; bucket += 1)
      weights[bucket * classes + k] = body.readFloatLE(4 * (k * size + bucket));
  }
  const recipe: Recipe = { learner: 'text', bits: OLD_BITS, texts: null, table: [] };
  return { labels, biases, temperature, several: null, recipe, classes, weights };
}
