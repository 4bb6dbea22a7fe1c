import type { CaseInput } from '@handrail/shared/schema';

/** A word where it stands in a text field, in UTF-16 units. */
export type Token = { readonly field: string; readonly start: number; readonly end: number };
/** A feature: its bucket and the token that it begins at (undefined for fields that are not text). */
export type Feature = { readonly bucket: number; readonly token: Token | undefined; readonly last: Token | undefined };

/** 2^18 hash buckets. */
export const BUCKETS = 262_144;
const WORD = /[\p{L}\p{N}$€£%!]+/gu;
const MAX_TOKENS = 4000;

/**
 * Turns a case into hashed features: words and pairs of neighbouring words of each text field, and one feature for each
 * other field (numbers by order of magnitude). Deterministic; at most 4,000 words a field count.
 */
export function featuresOf(input: CaseInput): Feature[] {
  const features: Feature[] = [];
  for (const field of Object.keys(input).sort()) {
    const value = input[field];
    if (typeof value === 'string') features.push(...wordFeatures(field, value));
    else features.push({ bucket: bucketOf(`${field}=${fixed(value)}`), token: undefined, last: undefined });
  }
  return features;
}

function wordFeatures(field: string, text: string): Feature[] {
  const features: Feature[] = [];
  let before: { word: string; token: Token } | undefined;
  for (const match of text.matchAll(WORD)) {
    if (features.length >= 2 * MAX_TOKENS) break;
    const word = match[0].toLowerCase();
    const token = { field, start: match.index, end: match.index + match[0].length };
    features.push({ bucket: bucketOf(`${field}:${word}`), token, last: token });
    if (before)
      features.push({ bucket: bucketOf(`${field}:${before.word} ${word}`), token: before.token, last: token });
    before = { word, token };
  }
  return features;
}

function fixed(value: unknown): string {
  return typeof value === 'number'
    ? `${Math.sign(value)}e${Math.round(2 * Math.log2(1 + Math.abs(value)))}`
    : String(value);
}

/** FNV-1a, 32 bits, folded onto the buckets. */
function bucketOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return ((hash >>> 18) ^ hash) & (BUCKETS - 1);
}
