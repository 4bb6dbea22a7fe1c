import { at } from './numeric.js';

const LANCZOS_G = 607 / 128;
const LANCZOS = [
  0.99999999999999709182, 57.156235665862923517, -59.597960355475491248, 14.136097974741747174, -0.49191381609762019978,
  0.33994649984811888699e-4, 0.46523628927048575665e-4, -0.98374475304879564677e-4, 0.15808870322491248884e-3,
  -0.2102644417241048832e-3, 0.2174396181152126432e-3, -0.16431810653676389022e-3, 0.84418223983852743293e-4,
  -0.2619083840158140867e-4, 0.36899182659531622704e-5,
];
const LN_SQRT_2PI = 0.918938533204672741780329736406;
const LN_2PI = 2 * LN_SQRT_2PI;
const MAX_STEPS = 100_000;
const TINY = 1e-300;
const EPSILON = 1e-16;

/** ln Γ(x) for x > 0. Lanczos 1964 with g = 607/128 and 15 terms (Godfrey). */
export function lgamma(x: number): number {
  let series = at(LANCZOS, 0);
  for (let i = LANCZOS.length - 1; i >= 1; i -= 1) series += at(LANCZOS, i) / (x + i);
  const t = x + LANCZOS_G + 0.5;
  return (x + 0.5) * Math.log(t) - t + LN_SQRT_2PI + Math.log(series / x);
}

/** ψ(x) = d ln Γ(x)/dx for x > 0: recurrence up to 12, then the asymptotic series. */
export function digamma(x: number): number {
  let [value, y] = [0, x];
  for (; y < 12; y += 1) value -= 1 / y;
  const r = 1 / (y * y);
  const tail = r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - (r * 691) / 32760)))));
  return value + Math.log(y) - 0.5 / y - tail;
}

/** ln n! − Stirling's formula, for n ≥ 0 that need not be whole. Loader 2000, section 3. */
export function stirlingError(n: number): number {
  if (n <= 0) return 0;
  if (n < 16) return lgamma1p(n) - (n + 0.5) * Math.log(n) + n - LN_SQRT_2PI;
  const r = 1 / (n * n);
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - (r * 691) / 360360))))) / n;
}

/** ln Γ(1 + n): whole numbers through the exact factorial, which is what counts need. */
function lgamma1p(n: number): number {
  if (!Number.isInteger(n)) return lgamma(n + 1);
  let product = 1;
  for (let i = 2; i <= n; i += 1) product *= i;
  return Math.log(product);
}

/** Deviance part x ln(x/m) + m − x, without cancellation for x near m. Loader 2000, equation 5. */
export function deviance(x: number, m: number): number {
  if (x === 0) return m;
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let total = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j += 1) {
    term *= v * v;
    const next = total + term / (2 * j + 1);
    if (next === total) break;
    total = next;
  }
  return total;
}

/** Binomial mass p^x q^(n−x) n!/(x!(n−x)!) for real x in [0, n]; q = 1 − p is given so that neither loses digits. */
export function binomialMass({ x, n, p, q }: { x: number; n: number; p: number; q: number }): number {
  if (x < 0 || x > n) return 0;
  if (p === 0) return x === 0 ? 1 : 0;
  if (q === 0) return x === n ? 1 : 0;
  if (n === 0) return 1;
  if (x === 0) return Math.exp(p < 0.1 ? -deviance(n, n * q) - n * p : n * Math.log(q));
  if (x === n) return Math.exp(q < 0.1 ? -deviance(n, n * p) - n * q : n * Math.log(p));
  return Math.exp(saddle({ x, n, p, q })) * Math.sqrt(n / (2 * Math.PI * x * (n - x)));
}

/** Exponent of the saddle-point form for 0 < x < n. Loader 2000, equation 6. */
function saddle({ x, n, p, q }: { x: number; n: number; p: number; q: number }): number {
  return stirlingError(n) - stirlingError(x) - stirlingError(n - x) - deviance(x, n * p) - deviance(n - x, n * q);
}

/** ln of x^a (1−x)^b / B(a, b), for 0 < x < 1; y = 1 − x. Keeps its digits for millions of cases, and never underflows. */
export function lnBetaWeight({ x, y, a, b }: { x: number; y: number; a: number; b: number }): number {
  const n = a + b;
  return saddle({ x: a, n, p: x, q: y }) + (Math.log(a) + Math.log(b) - Math.log(n) - LN_2PI) / 2;
}

/** ln of Π q_i^α_i · Γ(Σα)/ΠΓ(α_i): the same for several shares q that sum to 1. */
export function lnDirichletWeight(shares: readonly number[], alphas: readonly number[]): number {
  const n = alphas.reduce((part, alpha) => part + alpha, 0);
  return alphas.reduce(
    (part, alpha, i) =>
      part - stirlingError(alpha) - deviance(alpha, n * at(shares, i)) + (Math.log(alpha) - LN_2PI) / 2,
    stirlingError(n) - (Math.log(n) - LN_2PI) / 2,
  );
}

/** Q(a, x) = Γ(a, x)/Γ(a), a > 0, x ≥ 0: series below a + 1, continued fraction above; prefactor by saddle point. */
export function gammaQ(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const mass = Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
  if (x < a + 1) {
    let term = 1;
    let total = 1;
    for (let n = 1; n < MAX_STEPS && term > total * EPSILON; n += 1) {
      term *= x / (a + n);
      total += term;
    }
    return Math.max(0, 1 - mass * total);
  }
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < MAX_STEPS; i += 1) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / notZero(numerator * d + b);
    c = notZero(b + numerator / c);
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < EPSILON * 4) break;
  }
  return mass * a * fraction;
}

/** Both tails of the regularised incomplete beta function at x; y = 1 − x is given so that neither loses digits. */
export function betaTails({ x, y, a, b }: { x: number; y: number; a: number; b: number }): {
  lower: number;
  upper: number;
} {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  if (x <= (a + 1) / (a + b + 2)) {
    const lower = Math.min(1, betaPrefactor({ x, y, a, b }) * betaFraction({ x, y, a, b }));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, betaPrefactor({ x: y, y: x, a: b, b: a }) * betaFraction({ x: y, y: x, a: b, b: a }));
  return { lower: 1 - upper, upper };
}

/** ln of the lower tail of `betaTails`, which may lie far below the least number. */
export function lnBetaLower({ x, y, a, b }: { x: number; y: number; a: number; b: number }): number {
  if (x <= 0) return -Infinity;
  if (y <= 0) return 0;
  if (x > (a + 1) / (a + b + 2)) return Math.log1p(-betaTails({ x, y, a, b }).upper);
  return Math.min(0, lnBetaWeight({ x, y, a, b }) - Math.log(a) + Math.log(betaFraction({ x, y, a, b })));
}

/** x^a (1−x)^b / (a B(a, b)). */
function betaPrefactor({ x, y, a, b }: { x: number; y: number; a: number; b: number }): number {
  return (binomialMass({ x: a, n: a + b, p: x, q: y }) * b) / (a + b);
}

/**
 * I_x(a, b) over its prefactor x^a (1−x)^b / (a B(a, b)): the even part of the continued fraction DLMF 8.17.22, whose
 * terms take y = 1 − x apart, so that they do not cancel for x near 1 (Didonato & Morris 1992, equation 9).
 */
function betaFraction({ x, y, a, b }: { x: number; y: number; a: number; b: number }): number {
  const drift = a * y - b * x + 1;
  let fraction = notZero((a * drift) / (a + 1));
  let [c, d] = [fraction, 0];
  for (let m = 1; m < MAX_STEPS; m += 1) {
    const below = a + (2 * m - 1);
    const share = (m * (b - m) * x) / below;
    const numerator = (share * x * (a + (m - 1)) * (a + b + (m - 1))) / below;
    const term = m + share + ((a + m) * (drift + m * (1 + y))) / (a + (2 * m + 1));
    d = 1 / notZero(term + numerator * d);
    c = notZero(term + numerator / c);
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < EPSILON * 4) break;
  }
  return a / fraction;
}

function notZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
