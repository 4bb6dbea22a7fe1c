import { describe, expect, it } from 'vitest';
import { drawnProps } from './jsx-runtime';
import { isolated, textParts, visibleText } from './visible-text';

const HEBREW = 'שלום (1)';

describe('text that somebody outside wrote, within other words', () => {
  it('is as it was where it turns nothing', () => {
    expect(isolated('spam, “not” 1.234 é 👩‍👧')).toBe('spam, “not” 1.234 é 👩‍👧');
  });

  it('is held apart where it is read from right to left, once', () => {
    expect(isolated(HEBREW)).toBe(`\u2068${HEBREW}\u2069`);
    expect(visibleText(`By ${isolated(HEBREW)}.`)).toBe(`By \u2068${HEBREW}\u2069.`);
  });

  it.each(['\u202E', '\u202D', '\u2067', '\u2066', '\u2068', '\u2069', '\u200F', '\u061C'])(
    'shows %j, and no part of it closes what holds it apart',
    (sign) => {
      const code = `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
      expect(isolated(`a${sign}b`)).toBe(`a${code}b`);
      expect(isolated(`${sign}${HEBREW}`)).toBe(`\u2068${code}${HEBREW}\u2069`);
    },
  );

  it('is drawn by UserText with no sign of its own', () => {
    expect(textParts(`By ${isolated(HEBREW)}.`)).toEqual([{ text: `By \u2068${HEBREW}\u2069.`, isSign: false }]);
  });
});

describe('what React is given to draw', () => {
  it('has no control that somebody wrote, neither as text nor as what is read aloud', () => {
    expect(
      drawnProps({ title: 'a\u202Eb', 'aria-label': '\u2067', value: 'a\u202Eb', children: ['x', ['\u202E', 1]] }),
    ).toEqual({ title: 'a[U+202E]b', 'aria-label': '[U+2067]', value: 'a\u202Eb', children: ['x', ['[U+202E]', 1]] });
  });

  it('is the very same object where there is nothing to show', () => {
    const props = { title: 'a', children: ['x', `\u2068${HEBREW}\u2069`] };
    expect(drawnProps(props)).toBe(props);
  });
});
