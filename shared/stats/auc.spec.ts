import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rocAuc } from './index.js';

const scores = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 30 });

describe('rocAuc', () => {
  it('is the share of pairs that are the right way round, ties counting half', () => {
    fc.assert(
      fc.property(scores, scores, (positives, negatives) => {
        const pairs = positives.flatMap((a) => negatives.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
        const share = pairs.reduce<number>((sum, one) => sum + one, 0) / pairs.length;
        expect(rocAuc({ positives, negatives }).auc).toBeCloseTo(share, 12);
      }),
    );
  });

  it('is mirrored when both are exchanged, and knows order alone', () => {
    fc.assert(
      fc.property(scores, scores, (positives, negatives) => {
        const { auc, standardError, lower, upper } = rocAuc({ positives, negatives });
        const mirrored = rocAuc({ positives: negatives, negatives: positives });
        expect(mirrored.auc).toBeCloseTo(1 - (auc ?? NaN), 12);
        expect(mirrored.standardError).toBeCloseTo(standardError, 12);
        const bent = (values: number[]): number[] => values.map((value) => Math.exp(value / 10));
        expect(rocAuc({ positives: bent(positives), negatives: bent(negatives) }).auc).toBeCloseTo(auc ?? NaN, 12);
        expect(lower).toBeLessThanOrEqual(auc ?? NaN);
        expect(upper).toBeGreaterThanOrEqual(auc ?? NaN);
      }),
    );
  });

  it('has DeLong’s standard error', () => {
    // By hand: 7 of 8 pairs; components 1, 3/4 and, from the other side, 1, 1, 1, 1/2.
    const { auc, standardError } = rocAuc({ positives: [0.9, 0.4], negatives: [0.1, 0.2, 0.3, 0.5] });
    expect(auc).toBe(0.875);
    expect(standardError).toBeCloseTo(Math.sqrt(0.03125 / 2 + 0.0625 / 4), 12);
  });

  it('says nothing of nothing, and is not sure of a perfect parting', () => {
    expect(rocAuc({ positives: [], negatives: [1] })).toEqual({ auc: null, standardError: 0, lower: 0, upper: 1 });
    expect(rocAuc({ positives: [2, 3], negatives: [0, 1] })).toMatchObject({ auc: 1, standardError: 0.125, upper: 1 });
    expect(() => rocAuc({ positives: [NaN], negatives: [1] })).toThrow(RangeError);
  });
});
