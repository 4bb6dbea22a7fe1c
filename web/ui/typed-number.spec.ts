import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOfNumbers, readNumber } from '@handrail/shared/imports';
import { boundsProblem, fieldText, readKept, readTyped, scaled, stepped, typedIn } from './typed-number.js';

describe('readTyped', () => {
  it.each([
    ['0.70', 0.7],
    ['0.9', 0.9],
    ['0.60', 0.6],
    ['0.0', 0],
    ['1.', 1],
    ['.5', 0.5],
    ['-0', 0],
    ['+5', 5],
    ['007', 7],
    ['100', 100],
    [' 7 ', 7],
    ['12,5', 12.5],
    ['0,234', 0.234],
    ['1234,567', 1234.567],
    ['1.234', 1.234],
    ['1 000', 1000],
    ['1\u00a0234\u00a0567.5', 1_234_567.5],
    ['1\u202f000', 1000],
    ['1 234,567', 1234.567],
    ['\u22123', -3],
    ['9007199254740991', 9_007_199_254_740_991],
    ['0.0000001', 1e-7],
  ])('%s is %d', (typed, value) => expect(readTyped(typed)).toEqual({ value, problem: null }));

  it.each(['-', '.', '-.', '+', ','])('“%s” is no number yet', (typed) =>
    expect(readTyped(typed)).toEqual({ value: Number.NaN, problem: null }),
  );

  it('nothing typed is nothing, and is said where a number is needed', () => {
    expect(readTyped(' ')).toEqual({ value: null, problem: null });
    expect(readTyped('', { isNeeded: true })).toEqual({ value: Number.NaN, problem: 'A number is needed.' });
  });

  it.each([
    '1e3',
    '1.234.567',
    '1,234,567',
    '1,234.5',
    '0x1F',
    '1-2',
    '12 5',
    '1 0000',
    '5%',
    '€5',
    '½',
    'NaN',
    'Infinity',
    '١٢',
    '1_000',
    '--1',
    '1.2.3',
    '9e-1',
    'abc',
  ])('refuses “%s” with its text', (typed) => {
    const { value, problem } = readTyped(typed);
    expect(value).toBeNaN();
    expect(problem).toContain(`“${typed}”`);
  });

  it('asks which of two numbers one comma means', () => {
    expect(readTyped('1,234').problem).toBe('“1,234” can be 1234 or 1.234. Write one of them.');
    expect(readTyped('268,459').problem).toContain('268459 or 268.459');
  });

  it.each(['9007199254740993', '0.12345678901234567890', '1234567890.1234567890'])(
    'refuses “%s”, which would be kept as another number',
    (typed) =>
      expect(readTyped(typed)).toEqual({ value: Number.NaN, problem: 'More digits than can be kept exactly.' }),
  );

  it('a whole number has no decimals', () => {
    expect(readTyped('12,5', { isWhole: true }).problem).toBe('A whole number is needed.');
    expect(readTyped('12.0', { isWhole: true }).value).toBe(12);
  });

  it('takes every number of four decimals as it is typed, however many zeros end it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 4, max: 8 }), (n, decimals) => {
        expect(readTyped((n / 10_000).toFixed(decimals)).value).toBeCloseTo(n / 10_000, 12);
      }),
    );
  });

  it('what it reads has all digits that were typed, in their order, and no others', () => {
    const signs = fc.constantFrom(...'0123456789', ...'.,-+ eExX%_\u00a0\u202f\u2212١½');
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 14 }), (typed) => {
        const text = typed.join('');
        const { value, problem } = readTyped(text);
        if (value === null) {
          expect(text.trim()).toBe('');
          return;
        }
        if (Number.isNaN(value)) {
          expect(problem !== null || /^[-+.,\u2212\s]*$/u.test(text)).toBe(true);
          return;
        }
        const digits = (of: string): string => of.replaceAll(/[^0-9]/g, '').replace(/^0+/, '');
        const [, decimals = ''] = text.split(/[.,]/);
        expect(digits(fieldText(value, decimals.replaceAll(/\D/g, '').length))).toBe(digits(text));
        expect(value < 0).toBe(/^\s*[-\u2212]/u.test(text) && value !== 0);
      }),
      { numRuns: 20_000 },
    );
  });
});

it('steps as on paper, within the bounds', () => {
  expect([
    stepped(0.1, 0.2, {}),
    stepped(0.95, 0.1, { max: 1 }),
    stepped(0, -1, { min: 0 }),
    stepped(null, 1, { min: 5 }),
    stepped(Number.NaN, 1, {}),
  ]).toEqual([0.3, 1, 0, 5, 0]);
});

describe('fieldText', () => {
  it.each([
    [0.9, 2, '0.90'],
    [0.999, 2, '0.999'],
    [1, 2, '1.00'],
    [1e-7, 2, '0.0000001'],
    [null, 2, ''],
    [Number.NaN, 0, ''],
    [5, 0, '5'],
  ])('%s with at least %d decimals is “%s”', (value, decimals, text) => expect(fieldText(value, decimals)).toBe(text));

  it('is read back as the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 4 }), (n, decimals) => {
        expect(readTyped(fieldText(n / 100_000, decimals)).value).toBe(n / 100_000);
      }),
    );
  });
});

it('per cent go there and back without noise', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), (n) => {
      const rate = scaled(n / 1000, 1 / 100);
      expect(fieldText(scaled(rate, 100))).toBe(fieldText(n / 1000));
    }),
  );
});

it('says which bounds a number does not fit', () => {
  expect([
    boundsProblem(1.5, 0, 1),
    boundsProblem(0, 1),
    boundsProblem(9, undefined, 5),
    boundsProblem(0.5, 0, 1),
    boundsProblem(null, 0, 1),
  ]).toEqual(['From 0 to 1', 'At least 1', 'At most 5', null, null]);
});

describe('one rule for fields and for cells', () => {
  it('what a field takes, an import of a column of it alone reads as the same number', () => {
    const signs = fc.constantFrom(...'0123456789', ...'0123456789', ...'.,-+ \u00a0\u2007\u2009\u202f\u2212');
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 12 }), (typed) => {
        const text = typed.join('');
        const { value } = readTyped(text);
        if (value === null || Number.isNaN(value)) return;
        const format = formatOfNumbers([text], { isComma: false });
        // A point before three digits is asked about in a column; a field shows numbers so, and reads them so.
        if (format === 'unclear') expect(text.trim()).toMatch(/^[-+\u2212]?[1-9]\d{0,2}\.\d{3}$/u);
        else
          expect([text, readNumber(text, format ?? undefined)]).toEqual([
            text,
            { ok: true, value: expect.closeTo(value, 12) as number },
          ]);
      }),
      { numRuns: 20_000 },
    );
  });
});

it('no digit is lost between what is typed and what is kept', () => {
  expect(readKept('12,5', { times: 100 })).toEqual({ value: 0.125, problem: null });
  expect(readKept('12.345678901234567', { times: 100 })).toEqual({
    value: Number.NaN,
    problem: 'More digits than can be kept exactly.',
  });
});

it('an address holds a number as it was typed, and what is none too', () => {
  expect([typedIn('0.60'), typedIn(7), typedIn(undefined), typedIn('1e3')]).toEqual([
    { value: 0.6, text: undefined },
    { value: 7, text: undefined },
    { value: null, text: undefined },
    { value: Number.NaN, text: '1e3' },
  ]);
});

it('a page that was pasted is named by its beginning', () => {
  expect(readTyped('x'.repeat(5000)).problem).toHaveLength(
    `“${'x'.repeat(40)}…” cannot be read. Write digits, and a point before decimals.`.length,
  );
});
