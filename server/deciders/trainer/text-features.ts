import { bucketOf, type Token } from './feature.js';

const WORD = /[\p{L}\p{N}$€£%!]+/gu;
/** Words of one field that count. */
const MAX_TOKENS = 4000;

type Take = (bucket: number, from: Token, and: Token | undefined) => void;

/**
 * Hands over the words and pairs of neighbouring words of a text field, each in its bucket of 2^bits. Deterministic; at
 * most 4,000 words of a field count.
 */
export function takeWords({ name, text, bits }: { name: string; text: string; bits: number }, take: Take): void {
  let before: { word: string; token: Token } | undefined;
  let words = 0;
  for (const match of text.matchAll(WORD)) {
    if (words >= MAX_TOKENS) break;
    words += 1;
    const word = match[0].toLowerCase();
    const token = { field: name, start: match.index, end: match.index + match[0].length };
    take(bucketOf(`${name}:${word}`, bits), token, undefined);
    if (before) take(bucketOf(`${name}:${before.word} ${word}`, bits), before.token, token);
    before = { word, token };
  }
}
