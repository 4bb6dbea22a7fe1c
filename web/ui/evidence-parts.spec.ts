import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawingOf, evidenceParts, weightText } from './evidence-parts';
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

describe('overlapping evidence', () => {
  const [strong, half, against, faint] = [span(5, 15, 0.8), span(10, 25, 0.5), span(12, 14, -0.9), span(0, 60, 0.1)];
  const parts = evidenceParts('x'.repeat(60), [strong, half, against, faint]);

  it('has a line of its own for each piece, on one height as far as the piece goes', () => {
    const heights = new Map<number, Set<number>>();
    for (const { over } of parts) {
      const lanes = over.map(({ lane }) => lane);
      expect(new Set(lanes).size, 'no two in one lane').toBe(lanes.length);
      for (const { weight, lane } of over) heights.set(weight, (heights.get(weight) ?? new Set()).add(lane));
    }
    expect([...heights.values()].map(({ size }) => size)).toEqual([1, 1, 1, 1]);
  });

  it('is drawn as thick as it weighs, by its sign, on a ground as strong as the sum', () => {
    const drawn = parts.map(({ over }) => drawingOf(over, 0.9));
    expect(drawn.map(({ lines }) => lines.map(({ thick, isFor }) => (isFor ? thick : -thick)))).toEqual([
      [1],
      [1, 4],
      [1, 4, 3],
      [1, 4, 3, -4],
      [1, 4, 3],
      [1, 3],
      [1],
    ]);
    // 0.1, 0.9, 1.4, 0.5, 1.4, 0.6, 0.1 of 0.9.
    expect(drawn.map(({ ground }) => ground)).toEqual([9, 30, 30, 19, 30, 22, 9]);
  });

  it('has its sign in its number', () => {
    expect([0.8, -0.9].map(weightText)).toEqual(['+0.80', '−0.90']);
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
