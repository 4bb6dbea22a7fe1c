import { count, finite, list, oneOf, open, propensity, sameLength, successes, unit } from './check.js';
import { at } from './numeric.js';
import { betaQuantileOf, binomialCdf, zOf } from './special.js';

export type Interval = { readonly lower: number; readonly upper: number };

/**
 * Clopper–Pearson interval for a share of k in n: covers with at least `confidence`, for one look at a sample size fixed
 * before. `side` 'upper' and 'lower' give a one-sided bound and the trivial other end. n = 0 gives [0, 1].
 *
 * @throws RangeError naming `k`, `n`, `confidence` or `side`.
 * Source: Clopper & Pearson 1934, Biometrika 26; upper = BetaInv(1−a; k+1, n−k), lower = BetaInv(a; k, n−k+1).
 *
 * @example clopperPearson({ k: 7, n: 120 }) // { lower: 0.0237720237905…, upper: 0.116498379646… }
 */
export function clopperPearson({
  k,
  n,
  confidence = 0.95,
  side = 'two',
}: {
  readonly k: number;
  readonly n: number;
  readonly confidence?: number;
  readonly side?: 'two' | 'upper' | 'lower';
}): Interval {
  successes(k, n);
  open('confidence', confidence);
  oneOf('side', side, ['two', 'upper', 'lower']);
  const tail = side === 'two' ? (1 - confidence) / 2 : 1 - confidence;
  return {
    lower: side === 'upper' || k === 0 ? 0 : betaQuantileOf({ lower: tail, upper: 1 - tail, a: k, b: n - k + 1 }),
    upper: side === 'lower' || k === n ? 1 : betaQuantileOf({ lower: 1 - tail, upper: tail, a: k + 1, b: n - k }),
  };
}

/**
 * Exact p-value of H0 “the error rate is above alpha” from k errors in n: P(Bin(n, alpha) ≤ k). Super-uniform under H0,
 * for one look. n = 0 gives 1. k is an integer count, never n times a mean.
 *
 * @throws RangeError naming `k`, `n` or `alpha`, which is in (0, 1).
 * Source: P(Bin(n, alpha) ≤ k) = Σ_{i≤k} C(n,i) alphaⁱ(1−alpha)ⁿ⁻ⁱ; as a Learn-then-Test p-value, arXiv 2110.01052.
 */
export function binomialTailP({
  k,
  n,
  alpha,
}: {
  readonly k: number;
  readonly n: number;
  readonly alpha: number;
}): number {
  successes(k, n);
  open('alpha', alpha);
  return binomialCdf({ k, n, p: alpha });
}

/**
 * Hoeffding–Bentkus p-value of H0 “the mean loss is above alpha”, for losses in [0, 1] that are not just 0 or 1. For 0/1
 * losses `binomialTailP` is sharper. n = 0 gives 1 for all three.
 *
 * @throws RangeError naming `meanLoss` (in [0, 1]), `n` or `alpha` (in (0, 1)).
 * Source: Bates et al. 2021, J. ACM 68(6), equation 8; Angelopoulos et al. 2021, arXiv 2110.01052.
 */
export function hbPValue({
  meanLoss,
  n,
  alpha,
}: {
  readonly meanLoss: number;
  readonly n: number;
  readonly alpha: number;
}): { hoeffding: number; bentkus: number; p: number } {
  unit('meanLoss', meanLoss);
  count('n', n);
  open('alpha', alpha);
  const mean = Math.min(meanLoss, alpha);
  const hoeffding = Math.exp(-n * divergence(mean, alpha));
  const errors = Math.min(n, Math.ceil(n * meanLoss - 1e-9));
  const bentkus = Math.min(1, Math.E * binomialCdf({ k: errors, n, p: alpha }));
  return { hoeffding, bentkus, p: Math.min(1, hoeffding, bentkus) };
}

/** KL divergence of Bernoulli(a) from Bernoulli(b), in nats. */
export function divergence(a: number, b: number): number {
  const left = a === 0 ? 0 : a * Math.log(a / b);
  const right = a === 1 ? 0 : (1 - a) * Math.log((1 - a) / (1 - b));
  return left + right;
}

/**
 * Labels needed to certify an error of at most `alpha` with confidence 1 − `delta` if none of them is an error.
 *
 * @throws RangeError naming `alpha` or `delta`, both in (0, 1).
 * Source: least n with (1 − alpha)ⁿ ≤ delta, so n = ⌈ln delta / ln(1 − alpha)⌉.
 */
export function zeroErrorSampleSize({ alpha, delta }: { readonly alpha: number; readonly delta: number }): number {
  open('alpha', alpha);
  open('delta', delta);
  return Math.ceil(Math.log(delta) / Math.log1p(-alpha) - 1e-12);
}

/**
 * Thins labels of different propensities to a uniform sample: keeps each with probability piMin/π, so that afterwards
 * every label was equally likely. `uniforms` come from `hashUniform` with purpose 'thin', so that it can be repeated.
 * Loses the surplus of the dense region; empty input keeps nothing.
 *
 * @throws RangeError naming `propensities` (in (0, 1], at least `piMin`), `uniforms` (in [0, 1), as many) or `piMin`.
 * Source: keep ⇔ u < piMin/π; then P(kept) = piMin for every case.
 */
export function thinToUniform({
  propensities,
  uniforms,
  piMin,
}: {
  readonly propensities: readonly number[];
  readonly uniforms: readonly number[];
  readonly piMin: number;
}): { keep: boolean[] } {
  propensity('piMin', piMin);
  list('propensities', propensities);
  sameLength('uniforms', uniforms, propensities.length);
  const keep = propensities.map((pi, index) => {
    propensity(`propensities[${index}]`, pi);
    if (pi < piMin) throw new RangeError(`propensities[${index}]: ${pi} is less than piMin = ${piMin}`);
    const u = finite(`uniforms[${index}]`, at(uniforms, index));
    if (u < 0 || u >= 1) throw new RangeError(`uniforms[${index}]: ${u} is not in [0, 1)`);
    return u < piMin / pi;
  });
  return { keep };
}

/**
 * Wilson score interval for a share of k in n, for simple shares on screens; for one look. n = 0 gives [0, 1].
 *
 * @throws RangeError naming `k`, `n` or `confidence`, which is in (0, 1).
 * Source: Wilson 1927, JASA 22, 209–212.
 *
 * @example wilson({ k: 0, n: 20 }) // { lower: 0, upper: 0.161125158053… }
 */
export function wilson({
  k,
  n,
  confidence = 0.95,
}: {
  readonly k: number;
  readonly n: number;
  readonly confidence?: number;
}): Interval {
  successes(k, n);
  open('confidence', confidence);
  if (n === 0) return { lower: 0, upper: 1 };
  const { lower, upper } = wilsonOfShare({ share: k / n, n, z: zOf(confidence) });
  return { lower: k === 0 ? 0 : lower, upper: k === n ? 1 : upper };
}

/** Wilson's interval for a share that rests on n > 0 labels, which may be an effective number and so not whole. */
export function wilsonOfShare({ share, n, z }: { share: number; n: number; z: number }): Interval {
  const scale = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}
