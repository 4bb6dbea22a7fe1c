import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsProblem, fieldText, readTyped, scaled } from './typed-number.js';

describe('readTyped', () => {
  it.each([
    ['0.70', 0.7],
    ['0.9', 0.9],
    ['0.60', 0.6],
    ['0.0', 0],
    ['1.', 1],
    ['.5', 0.5],
    ['-0', -0],
    ['007', 7],
    ['100', 100],
    [0.25, 0.25],
  ])('%s is %d', (typed, value) => expect(readTyped(typed)).toEqual({ value, problem: null }));

  it.each(['', '-', '.', '-.', '+'])('“%s” is no number yet', (typed) =>
    expect(readTyped(typed)).toEqual({ value: null, problem: null }),
  );

  it.each(['9007199254740993', '0.12345678901234567890', 'abc', '1e999'])('refuses “%s”', (typed) => {
    expect(readTyped(typed)).toMatchObject({ value: null, problem: expect.any(String) });
  });

  it('takes every number of four decimals as it is typed, however many zeros end it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 4, max: 8 }), (n, decimals) => {
        expect(readTyped((n / 10_000).toFixed(decimals)).value).toBeCloseTo(n / 10_000, 12);
      }),
    );
  });
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
