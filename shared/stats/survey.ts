import { count, each, finite, list, nonNegative, open, positive, propensity, sameLength } from './check.js';
import { at, sumOf } from './numeric.js';
import { zOf } from './special.js';

type Labels = { readonly y: readonly number[]; readonly pi: readonly number[] };

function checkLabels({ y, pi }: Labels): void {
  each('y', y, finite);
  each('pi', pi, propensity);
  sameLength('pi', pi, y.length);
}

/**
 * Horvitz–Thompson estimate of a total and a mean over N cases from labels with known propensities (Poisson sampling).
 * `y`: 0/1 error or any loss. Nothing labelled gives nulls.
 *
 * @throws RangeError naming `y`, `pi` (in (0, 1], as many), `N` (> 0) or `confidence`.
 * Source: Horvitz & Thompson 1952; variance Σ(1−π)y²/π², Särndal, Swensson, Wretman 1992, 3.5.
 */
export function horvitzThompson({
  y,
  pi,
  N,
  confidence = 0.95,
}: Labels & { readonly N: number; readonly confidence?: number }): {
  total: number | null;
  mean: number | null;
  se: number | null;
  lower: number | null;
  upper: number | null;
} {
  checkLabels({ y, pi });
  positive('N', N);
  open('confidence', confidence);
  if (y.length === 0) return { total: null, mean: null, se: null, lower: null, upper: null };
  const total = sumOf(y.length, (i) => at(y, i) / at(pi, i));
  const variance = sumOf(y.length, (i) => ((1 - at(pi, i)) * at(y, i) ** 2) / at(pi, i) ** 2);
  return { total, ...around(total / N, Math.sqrt(variance) / N, confidence) };
}

/**
 * Hájek estimate of a mean from labels with known propensities: Σwy/Σw, w = 1/π. The default point estimate; its
 * interval is normal and too short for few labels (all y alike gives se 0), so screens show `weightedSelectiveCs` around
 * it. `ess` is Kish's effective sample size (Σw)²/Σw². Nothing labelled gives nulls.
 *
 * @throws RangeError naming `y`, `pi` or `confidence`.
 * Source: Hájek 1971; linearised variance, Särndal, Swensson, Wretman 1992, 5.7.
 */
export function hajek({ y, pi, confidence = 0.95 }: Labels & { readonly confidence?: number }): {
  mean: number | null;
  se: number | null;
  lower: number | null;
  upper: number | null;
  ess: number | null;
} {
  checkLabels({ y, pi });
  open('confidence', confidence);
  if (y.length === 0) return { mean: null, se: null, lower: null, upper: null, ess: null };
  const weight = sumOf(y.length, (i) => 1 / at(pi, i));
  const mean = sumOf(y.length, (i) => at(y, i) / at(pi, i)) / weight;
  const variance = sumOf(y.length, (i) => ((1 - at(pi, i)) * (at(y, i) - mean) ** 2) / at(pi, i) ** 2);
  const squares = sumOf(y.length, (i) => 1 / at(pi, i) ** 2);
  return { ...around(mean, Math.sqrt(variance) / weight, confidence), ess: (weight * weight) / squares };
}

/** One stratum: N cases, n labelled at random, their mean and variance (with n − 1). */
export type Stratum = { readonly N: number; readonly n: number; readonly mean: number; readonly variance: number };

/**
 * Mean over strata that were sampled at different rates. `fpc`: with the finite-population correction 1 − n/N. A stratum
 * without labels, or none at all, gives nulls: what was never looked at cannot be estimated.
 *
 * @throws RangeError naming `strata` (N > 0, 0 ≤ n ≤ N) or `confidence`.
 * Source: Cochran 1977, Sampling Techniques, 5.4.
 */
export function stratifiedMean({
  strata,
  confidence = 0.95,
  fpc = true,
}: {
  readonly strata: readonly Stratum[];
  readonly confidence?: number;
  readonly fpc?: boolean;
}): { mean: number | null; se: number | null; df: number; lower: number | null; upper: number | null } {
  list('strata', strata);
  strata.forEach((stratum, h) => {
    count(`strata[${h}].N`, stratum.N, 1);
    count(`strata[${h}].n`, stratum.n);
    if (stratum.n > stratum.N) throw new RangeError(`strata[${h}].n: ${stratum.n} is more than N = ${stratum.N}`);
    if (stratum.n === 0) return;
    finite(`strata[${h}].mean`, stratum.mean);
    nonNegative(`strata[${h}].variance`, stratum.variance);
  });
  open('confidence', confidence);
  const df = strata.reduce((total, { n }) => total + n, 0) - strata.length;
  if (strata.length === 0 || strata.some(({ n }) => n === 0)) {
    return { mean: null, se: null, df: Math.max(0, df), lower: null, upper: null };
  }
  const N = strata.reduce((total, stratum) => total + stratum.N, 0);
  const mean = sumOf(strata.length, (h) => (at(strata, h).N / N) * at(strata, h).mean);
  const variance = sumOf(strata.length, (h) => {
    const { N: size, n, variance: s2 } = at(strata, h);
    return ((size / N) ** 2 * (fpc ? 1 - n / size : 1) * s2) / n;
  });
  const { se, lower, upper } = around(mean, Math.sqrt(variance), confidence);
  return { mean, se, df, lower, upper };
}

function around(mean: number, se: number, confidence: number) {
  const half = zOf(confidence) * se;
  return { mean, se, lower: mean - half, upper: mean + half };
}
