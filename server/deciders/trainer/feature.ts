/** A word where it stands in a text field, in UTF-16 units. */
export type Token = { readonly field: string; readonly start: number; readonly end: number };

/**
 * One thing a learner knows of a case: a bucket with a value, and where it comes from: one or two tokens (a pair of
 * neighbouring words, or of fields). `start` = `end` = 0 stands for a whole field.
 */
export type Feature = {
  readonly bucket: number;
  value: number;
  readonly from: Token;
  readonly and: Token | undefined;
};

/** FNV-1a, 32 bits, folded onto 2^bits buckets. */
export function bucketOf(text: string, bits: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return ((hash >>> bits) ^ hash) & ((1 << bits) - 1);
}

/** The whole of a field, as evidence names it. */
export function wholeField(field: string): Token {
  return { field, start: 0, end: 0 };
}
