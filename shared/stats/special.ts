import { count, finite, open, positive, unit } from './check.js';
import { betaTails, binomialMass, gammaQ, lnBetaLower, lnBetaWeight } from './gamma.js';
import { bisect } from './numeric.js';

/**
 * Regularised incomplete beta function I_x(a, b): P(X ≤ x) for X ~ Beta(a, b). Relative error about 1e-13, in both
 * tails of x; x below 0 gives 0, above 1 gives 1. `a`, `b` > 0.
 *
 * @throws RangeError naming `x`, `a` or `b`.
 * Source: continued fraction DLMF 8.17.22 (modified Lentz), prefactor in saddle-point form, Loader 2000.
 */
export function betaCdf({ x, a, b }: { readonly x: number; readonly a: number; readonly b: number }): number {
  finite('x', x);
  positive('a', a);
  positive('b', b);
  return betaTails({ x, y: 1 - x, a, b }).lower;
}

/**
 * The x with I_x(a, b) = p, for p in [0, 1]; p = 0 gives 0 and p = 1 gives 1. Newton's method inside a shrinking bracket,
 * on the smaller tail, so that a quantile near 0 keeps its digits however small it is.
 *
 * @throws RangeError naming `p`, `a` or `b`.
 * Source: Newton on ln I_x over ln x with the density as slope, safeguarded by bisection.
 */
export function betaQuantile({ p, a, b }: { readonly p: number; readonly a: number; readonly b: number }): number {
  unit('p', p);
  positive('a', a);
  positive('b', b);
  return betaQuantileOf({ lower: p, upper: 1 - p, a, b });
}

const QUANTILE_STEPS = 300;

/** The x that has these two tails, lower + upper = 1: the smaller one keeps its digits, and so does x near 0. */
export function betaQuantileOf(given: Tails): number {
  const { lower, upper, a, b } = given;
  if (lower <= 0 || upper <= 0) return lower <= 0 ? 0 : 1;
  // From the side of ½ where the quantile is small: 1 − x keeps no more digits than x has.
  const middle = betaTails({ x: 0.5, y: 0.5, a, b });
  const isBelow = lower <= 0.5 ? lower <= middle.lower : upper > middle.upper;
  return isBelow ? smallQuantile(given) : 1 - smallQuantile({ lower: upper, upper: lower, a: b, b: a });
}

type Tails = { readonly lower: number; readonly upper: number; readonly a: number; readonly b: number };

/** The same where it is at most ½: Newton on ln tail in a bracket. */
function smallQuantile(wanted: Tails): number {
  let [low, high] = [0, 1];
  let x = Math.min(0.5, wanted.a / (wanted.a + wanted.b));
  for (let step = 0; step < QUANTILE_STEPS && x > 0 && x < 1; step += 1) {
    const { miss, newton } = newtonStep(x, wanted);
    if (miss === 0) return x;
    if (miss > 0) high = x;
    else low = x;
    const middle = low > 0 ? Math.sqrt(low) * Math.sqrt(high) : high / 1024;
    const next = newton > low && newton < high ? newton : middle;
    if (Math.abs(next - x) <= 2e-16 * x || next <= low || next >= high) return next;
    x = next;
  }
  return x;
}

/** How far ln of the smaller tail is off at x, above 0 when x is too large, and where Newton would look next. */
function newtonStep(x: number, { lower, upper, a, b }: Tails): { miss: number; newton: number } {
  const y = 1 - x;
  const isLow = lower <= 0.5;
  const tail = isLow ? lnBetaLower({ x, y, a, b }) : lnBetaLower({ x: y, y: x, a: b, b: a });
  const miss = isLow ? tail - Math.log(lower) : Math.log(upper) - tail;
  // d ln tail / d ln x. For small x the lower tail is a straight line in ln x, the upper one nearly so in x.
  const slope = Math.exp(lnBetaWeight({ x, y, a, b }) - tail) / y;
  return { miss, newton: isLow ? x * Math.exp(-miss / slope) : x - (x * miss) / slope };
}

/**
 * P(X > x) for a chi-square variable with `df` > 0 degrees of freedom; x ≤ 0 gives 1. The upper tail keeps its relative
 * accuracy.
 *
 * @throws RangeError naming `x` or `df`.
 * Source: Q(df/2, x/2), the regularised upper incomplete gamma function, DLMF 8.2.4.
 */
export function chiSquareSf({ x, df }: { readonly x: number; readonly df: number }): number {
  finite('x', x);
  positive('df', df);
  return gammaQ(df / 2, x / 2);
}

/**
 * P(Z ≤ x) for a standard normal variable; the lower tail keeps its relative accuracy.
 *
 * @throws RangeError naming `x`.
 * Source: ½ Q(½, z²/2) below 0, DLMF 7.11.2; above by symmetry.
 */
export function normalCdf({ x }: { readonly x: number }): number {
  finite('x', x);
  const tail = gammaQ(0.5, (x * x) / 2) / 2;
  return x < 0 ? tail : 1 - tail;
}

/**
 * P(T ≤ t) for Student's t with `df` > 0 degrees of freedom, which need not be whole.
 *
 * @throws RangeError naming `t` or `df`.
 * Source: 1 − ½ I_{df/(df+t²)}(df/2, ½), t ≥ 0 (Abramowitz & Stegun 26.7.1).
 */
export function studentTCdf({ t, df }: { readonly t: number; readonly df: number }): number {
  finite('t', t);
  positive('df', df);
  const square = t * t;
  const tail = betaTails({ x: df / (df + square), y: square / (df + square), a: df / 2, b: 0.5 }).lower / 2;
  return t <= 0 ? tail : 1 - tail;
}

/**
 * P(X ≤ k) for X ~ Binomial(n, p). k < 0 gives 0, k ≥ n gives 1; k is rounded down. n is whole and ≥ 0, p in [0, 1].
 *
 * @throws RangeError naming `k`, `n` or `p`.
 * Source: P(X ≤ k) = I_{1−p}(n − k, k + 1), DLMF 8.17.5.
 */
export function binomialCdf({ k, n, p }: { readonly k: number; readonly n: number; readonly p: number }): number {
  finite('k', k);
  count('n', n);
  unit('p', p);
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  if (whole >= n) return 1;
  return betaTails({ x: 1 - p, y: p, a: n - whole, b: whole + 1 }).lower;
}

/** P(X = k) for X ~ Binomial(n, p), 0 ≤ k ≤ n. */
export function binomialPmf({ k, n, p }: { readonly k: number; readonly n: number; readonly p: number }): number {
  return binomialMass({ x: k, n, p, q: 1 - p });
}

/**
 * The z with P(Z ≤ z) = p for a standard normal variable, p in (0, 1).
 *
 * @throws RangeError naming `p`.
 * Source: Wichura 1988, algorithm AS 241 (PPND16), relative error about 1e-16.
 */
export function normalQuantile({ p }: { readonly p: number }): number {
  open('p', p);
  const q = p - 0.5;
  if (Math.abs(q) <= SPLIT) return q * ratio(CENTRE, SPLIT * SPLIT - q * q);
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const z = r <= 5 ? ratio(MIDDLE, r - 1.6) : ratio(TAIL, r - 5);
  return q < 0 ? -z : z;
}

/** The z of a two-sided normal interval; from the tail, so that a confidence near 1 keeps its digits. */
export function zOf(confidence: number): number {
  return -normalQuantile({ p: (1 - confidence) / 2 });
}

/** P(K > x) for Kolmogorov's limiting distribution: theta form below 1.18, alternating series above. */
export function kolmogorovSf(x: number): number {
  if (x <= 0) return 1;
  let total = 0;
  if (x < 1.18) {
    for (let k = 1; k <= 20; k += 1) total += Math.exp(-((2 * k - 1) ** 2 * Math.PI ** 2) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * total;
  }
  for (let k = 1; k <= 20; k += 1) total += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, 2 * total);
}

/** ln Σ e^v without overflow; −∞ of nothing. */
export function logSumExp(values: readonly number[]): number {
  let top = -Infinity;
  for (const value of values) top = Math.max(top, value);
  if (top === -Infinity || top === Infinity) return top;
  let total = 0;
  for (const value of values) total += Math.exp(value - top);
  return top + Math.log(total);
}

const SPLIT = 0.425;
const CENTRE: readonly (readonly [number, number])[] = [
  [3.3871328727963666, 1],
  [133.14166789178438, 42.31333070160091],
  [1971.5909503065514, 687.1870074920579],
  [13731.693765509461, 5394.196021424751],
  [45921.95393154987, 21213.794301586596],
  [67265.7709270087, 39307.89580009271],
  [33430.575583588128, 28729.085735721943],
  [2509.0809287301227, 5226.495278852854],
];
const MIDDLE: readonly (readonly [number, number])[] = [
  [1.4234371107496835, 1],
  [4.630337846156546, 2.053191626637759],
  [5.769497221460691, 1.6763848301838038],
  [3.6478483247632045, 0.6897673349851],
  [1.2704582524523684, 0.14810397642748008],
  [0.2417807251774506, 0.015198666563616457],
  [0.022723844989269184, 5.475938084995345e-4],
  [7.745450142783414e-4, 1.0507500716444169e-9],
];
const TAIL: readonly (readonly [number, number])[] = [
  [6.657904643501103, 1],
  [5.463784911164114, 0.599832206555888],
  [1.7848265399172913, 0.1369298809227358],
  [0.29656057182850487, 0.014875361290850615],
  [0.026532189526576124, 7.868691311456133e-4],
  [0.0012426609473880784, 1.8463183175100548e-5],
  [2.7115555687434876e-5, 1.421511758316446e-7],
  [2.0103343992922881e-7, 2.0442631033899397e-15],
];

function ratio(coefficients: readonly (readonly [number, number])[], x: number): number {
  let top = 0;
  let bottom = 0;
  for (const [a, b] of [...coefficients].reverse()) {
    top = top * x + a;
    bottom = bottom * x + b;
  }
  return top / bottom;
}

/** The x with P(X > x) = level for a chi-square variable with df degrees of freedom; level in (0, 1). */
export function chiSquareCritical(level: number, df: number): number {
  let high = df + 10;
  while (gammaQ(df / 2, high / 2) > level) high *= 2;
  return bisect((x) => gammaQ(df / 2, x / 2) - level, [0, high], false);
}
