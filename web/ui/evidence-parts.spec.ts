import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceParts } from './evidence-parts';
import { textParts, visibleText } from './visible-text';

const span = (start: number, end: number, weight: number) => ({ field: 'text', start, end, weight });

describe('evidence in a text', () => {
  it('is drawn where spans overlap, lie in one another, or reach over the end', () => {
    const parts = evidenceParts('win a free prize', [
      span(0, 10, 0.5),
      span(6, 16, -0.2),
      span(6, 10, 0.1),
      span(11, 99, 1),
    ]);
    expect(parts.map(({ text, weights }) => [text, weights])).toEqual([
      ['win a ', [0.5]],
      ['free', [0.5, -0.2, 0.1]],
      [' ', [-0.2]],
      ['prize', [-0.2, 1]],
    ]);
  });

  it('whatever the spans, the parts are the text and every span covers what it names', () => {
    const spans = fc.array(fc.tuple(fc.nat(30), fc.nat(30), fc.double({ min: -1, max: 1, noNaN: true })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), spans, (text, drawn) => {
        const given = drawn.map(([start, end], index) => span(start, end, index));
        const parts = evidenceParts(text, given);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        for (const { start, end, weight } of given) {
          const covered = parts.filter(({ weights }) => weights.includes(weight)).map((part) => part.text);
          expect(covered.join('')).toBe(text.slice(start, Math.max(start, end)));
        }
      }),
      { seed: 5 },
    );
  });
});

describe('control characters that turn the order of a text', () => {
  it('are shown as what they are', () => {
    expect(visibleText('\u202Egnp.exe')).toBe('[U+202E]gnp.exe');
    expect(textParts('a\u2066b\u2069').map(({ text, isSign }) => [text, isSign])).toEqual([
      ['a', false],
      ['\u2066', true],
      ['b', false],
      ['\u2069', true],
    ]);
  });

  it('leave every other text as it is', () => {
    expect(visibleText('שלום עולם (1) 👩‍👧 é')).toBe('שלום עולם (1) 👩‍👧 é');
  });
});
