/** Folded onto so many bits: of 20,000 words about one in fourteen that is new then looks known. */
const BITS = 18;
const BYTES = 2 ** (BITS - 3);
/** Scripts without spaces between words go by pairs of characters. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]{1,2}|[\p{L}\p{M}]+/gu;
/** Words of a text that count. */
const MOST_WORDS = 300;
/** A word of one text alone is a name or a slip. */
const LEAST_TEXTS = 2;

/**
 * The places of a text's words in a vocabulary, in [0, 2^18): of the first 300, each as often as it stands there. Numbers
 * are no words. What the words were cannot be told from them.
 */
export function placesOf(text: string): number[] {
  const places: number[] = [];
  for (const [word] of text.matchAll(WORD)) {
    if (places.length >= MOST_WORDS) break;
    places.push(placeOf(word.toLowerCase()));
  }
  return places;
}

/** FNV-1a, folded. */
function placeOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index += 1) {
    hash ^= word.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return ((hash >>> BITS) ^ hash) & (2 ** BITS - 1);
}

/** Counts in how many texts of a set each word is. */
export class VocabularyMaker {
  private readonly texts = new Uint8Array(2 ** BITS);

  /** Adds a text, given as the places of its words. */
  add(places: readonly number[]): void {
    for (const place of new Set(places)) this.texts[place] = Math.min(255, (this.texts[place] ?? 0) + 1);
  }

  /** The words that at least two of the texts have. */
  vocabulary(): Vocabulary {
    const bits = new Uint8Array(BYTES);
    this.texts.forEach((count, place) => {
      if (count >= LEAST_TEXTS) bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7));
    });
    return new Vocabulary(bits);
  }

  /**
   * As `newShare` of a text that was added, against the vocabulary of all others: what a text that comes next, of the same
   * sort, would have.
   */
  newShareWithout(places: readonly number[]): number | null {
    return shareOf(places, (place) => (this.texts[place] ?? 0) - 1 < LEAST_TEXTS);
  }
}

/** Which words a set of texts has: a bit for each place. */
export class Vocabulary {
  constructor(private readonly bits: Uint8Array) {}

  /** @throws RangeError for bytes that `encode` did not give. */
  static decode(bytes: Uint8Array): Vocabulary {
    if (bytes.length !== BYTES) throw new RangeError(`bytes: ${bytes.length} of ${BYTES}`);
    return new Vocabulary(Uint8Array.from(bytes));
  }

  encode(): Uint8Array {
    return this.bits;
  }

  private has(place: number): boolean {
    return ((this.bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;
  }

  /** The share of these words that it does not have, in [0, 1]; null of none. */
  newShare(places: readonly number[]): number | null {
    return shareOf(places, (place) => !this.has(place));
  }
}

function shareOf(places: readonly number[], isNew: (place: number) => boolean): number | null {
  return places.length === 0 ? null : places.filter(isNew).length / places.length;
}
