import { describe, expect, it } from 'vitest';
import { combinePropensity, hashUniform, temperatureFit, wilson } from './index.js';

describe('the vectors of the design', () => {
  it('hashUniform', () =>
    expect(hashUniform({ salt: 's', purpose: 'audit', key: 'case-1' })).toBeCloseTo(0.887913644939, 12));
  it('combinePropensity', () => expect(combinePropensity({ components: [0.1, 0.05] })).toBeCloseTo(0.145, 12));
  it('wilson', () =>
    expect(wilson({ k: 0, n: 20 })).toMatchObject({ lower: 0, upper: expect.closeTo(0.161125158053, 10) }));
  it('wilson knows nothing from nothing', () => expect(wilson({ k: 0, n: 0 })).toEqual({ lower: 0, upper: 1 }));
  it('refuses what is no probability', () =>
    expect(() => combinePropensity({ components: [1.2] })).toThrow(RangeError));
});

describe('temperatureFit', () => {
  it('cools down a model that is too sure of itself', () => {
    const logits = Array.from({ length: 100 }, () => [4, 0]);
    const { temperature, nll, nllBefore } = temperatureFit({
      logits,
      labels: logits.map((_, index) => (index < 75 ? 0 : 1)),
    });
    expect(4 / temperature).toBeCloseTo(Math.log(3), 6);
    expect(nll).toBeLessThan(nllBefore);
  });
});
