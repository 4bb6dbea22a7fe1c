import { describe, expect, it } from 'vitest';
import { digamma, lgamma } from './gamma.js';
import {
  betaCdf,
  betaQuantile,
  binomialCdf,
  chiSquareSf,
  kolmogorovSf,
  logSumExp,
  normalCdf,
  normalQuantile,
  studentTCdf,
} from './special.js';

function near(actual: number, expected: number, relative = 1e-9): void {
  expect(Math.abs(actual - expected), `${actual} ≠ ${expected}`).toBeLessThanOrEqual(relative * Math.abs(expected));
}

describe('special functions', () => {
  it.each([
    ['betaCdf', betaCdf({ x: 0.03, a: 51, b: 950 }), 2.36637377818e-4],
    ['betaQuantile', betaQuantile({ p: 0.95, a: 6, b: 995 }), 0.0104840769114],
    ['chiSquareSf', chiSquareSf({ x: 16.92, df: 9 }), 0.0499836063875],
    ['normalQuantile', normalQuantile({ p: 0.975 }), 1.95996398454],
    ['normalCdf', normalCdf({ x: -5 }), 2.86651571879e-7],
    ['studentTCdf', studentTCdf({ t: 2, df: 5 }), 0.949030260585],
    ['binomialCdf', binomialCdf({ k: 3, n: 200, p: 0.04 }), 0.039529337898],
  ])('%s agrees with 40-digit mpmath', (_name, actual, expected) => near(actual, expected, 1e-11));

  it.each([
    ['Γ(1/2) = √π', lgamma(0.5), Math.log(Math.PI) / 2],
    ['ln 99!', lgamma(100), 359.1342053695754],
    ['ψ(1) = −γ', digamma(1), -0.5772156649015329],
    ['ψ(1/2) = −γ − 2 ln 2', digamma(0.5), -0.5772156649015329 - 2 * Math.LN2],
    ['I_x(1, b) = 1 − (1−x)^b', betaCdf({ x: 0.2, a: 1, b: 7 }), 1 - 0.8 ** 7],
    ['I_x(a, 1) = x^a', betaCdf({ x: 0.2, a: 0.01, b: 1 }), 0.2 ** 0.01],
    ['chi-square with 2 df is exponential', chiSquareSf({ x: 60, df: 2 }), Math.exp(-30)],
    ['t with 1 df is Cauchy', studentTCdf({ t: 1, df: 1 }), 0.75],
    ['Kolmogorov at 1.36', kolmogorovSf(1.36), 0.0494858767553],
    ['logSumExp', logSumExp([1000, 1000]), 1000 + Math.LN2],
  ])('%s', (_name, actual, expected) => near(actual, expected, 1e-11));

  it('keeps its digits for a million cases', () => {
    near(betaQuantile({ p: betaCdf({ x: 0.0912, a: 1e5, b: 1e6 }), a: 1e5, b: 1e6 }), 0.0912, 1e-11);
    // Both forms of the same probability.
    near(binomialCdf({ k: 99_999, n: 1_000_000, p: 0.1 }) + betaCdf({ x: 0.1, a: 100_000, b: 900_001 }), 1, 1e-12);
  });

  it('is a quantile: cdf and back', () => {
    for (const p of [1e-12, 1e-4, 0.3, 0.5, 0.9, 0.9999]) {
      near(normalCdf({ x: normalQuantile({ p }) }), p, 1e-11);
      for (const [a, b] of [
        [0.5, 0.5],
        [1, 10],
        [40, 3],
        [2000, 30_000],
      ] as const)
        near(betaCdf({ x: betaQuantile({ p, a, b }), a, b }), p, 1e-10);
    }
  });

  it.each([
    ['x', () => betaCdf({ x: Number.NaN, a: 1, b: 1 })],
    ['a', () => betaCdf({ x: 0.5, a: 0, b: 1 })],
    ['p', () => betaQuantile({ p: 1.1, a: 1, b: 1 })],
    ['df', () => chiSquareSf({ x: 1, df: 0 })],
    ['p', () => normalQuantile({ p: 0 })],
    ['n', () => binomialCdf({ k: 1, n: 1.5, p: 0.5 })],
  ])('refuses a bad %s by name', (name, call) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(new RegExp(`^${name}`));
  });
});
