import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confidenceText, rateText, thresholdText } from './threshold-text.js';

const threshold = fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100_000);

describe('thresholdText', () => {
  it.each([
    [0.9, '0.90'],
    [0.7, '0.70'],
    [0.999, '0.999'],
    [0.9995, '0.9995'],
    [1, '1.00'],
    [0, '0.00'],
    [0.29, '0.29'],
    [0.1 + 0.2, '0.30'],
  ])('%d is %s', (value, text) => expect(thresholdText(value)).toBe(text));

  it('is the threshold itself, never a neighbour', () => {
    fc.assert(
      fc.property(threshold, (value) => {
        expect(Number(thresholdText(value))).toBe(value);
      }),
    );
  });
});

describe('confidenceText', () => {
  it('stands on the side of the threshold where the confidence is', () => {
    fc.assert(
      fc.property(threshold, fc.double({ min: 0, max: 1, noNaN: true }), (value, confidence) => {
        if (Math.abs(confidence - value) < 1e-14) return;
        expect(Number(confidenceText(confidence, value)) >= Number(thresholdText(value))).toBe(confidence >= value);
      }),
    );
  });
});

it('a rate keeps its digits', () => {
  expect([0.05, 0.0005, 0.125, 1, 0].map(rateText)).toEqual(['5 %', '0.05 %', '12.5 %', '100 %', '0 %']);
});
