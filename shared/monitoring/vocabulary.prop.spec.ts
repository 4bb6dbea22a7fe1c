import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesOf, Vocabulary, VocabularyMaker } from './vocabulary.js';

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(' '));

function vocabularyOf(texts: readonly string[]): Vocabulary {
  const maker = new VocabularyMaker();
  for (const one of texts) maker.add(placesOf(one));
  return maker.vocabulary();
}

describe('a vocabulary', () => {
  it('knows every word that two of its texts have, so that nothing in such texts is new', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 10 }), (texts) => {
        const vocabulary = vocabularyOf([...texts, ...texts]);
        for (const one of texts) expect(vocabulary.newShare(placesOf(one)) ?? 0).toBe(0);
      }),
    );
  });

  it('gives shares in [0, 1] that do not hang on the order of words or of its texts', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 10 }), text, (texts, asked) => {
        const places = placesOf(asked);
        const share = vocabularyOf(texts).newShare(places);
        expect(vocabularyOf(texts.toReversed()).newShare(places.toReversed())).toBe(share);
        if (places.length === 0) expect(share).toBeNull();
        else expect(share).toBeGreaterThanOrEqual(0);
        expect(share ?? 0).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('tells of a text without itself what the vocabulary of the others tells of it', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 10 }), ([asked = '', ...others]) => {
        const maker = new VocabularyMaker();
        for (const one of [asked, ...others]) maker.add(placesOf(one));
        expect(maker.newShareWithout(placesOf(asked))).toBe(vocabularyOf(others).newShare(placesOf(asked)));
      }),
    );
  });

  it('is the same after it was stored', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 10 }), text, (texts, asked) => {
        const made = vocabularyOf(texts);
        expect(Vocabulary.decode(made.encode()).newShare(placesOf(asked))).toBe(made.newShare(placesOf(asked)));
      }),
    );
    expect(() => Vocabulary.decode(new Uint8Array(3))).toThrow(RangeError);
  });

  it('takes neither numbers nor a word of one text alone, and no more than 300 words of a text', () => {
    expect(placesOf('4711 0,5 — 12:30')).toEqual([]);
    expect(vocabularyOf(['alone']).newShare(placesOf('Alone'))).toBe(1);
    expect(vocabularyOf(['both', 'BOTH']).newShare(placesOf('Both'))).toBe(0);
    expect(placesOf('word '.repeat(1000))).toHaveLength(300);
  });
});
