import { count, each, finite, nonNegative, oneOf, open, positive, sameLength, unit } from './check.js';
import { ascending, at, sum, sumOf } from './numeric.js';
import { chiSquareCritical, chiSquareSf, kolmogorovSf } from './special.js';

const EXACT_CELLS = 1e6;

/**
 * Kolmogorov–Smirnov test of two samples. The statistic comes from integer counts, so ties do not float. 'exact' counts
 * lattice paths (conservative with ties), 'asymptotic' uses the limiting distribution, 'auto' is exact up to n·m = 10⁶.
 * An empty sample gives statistic null and p 1.
 *
 * @throws RangeError naming `a`, `b` or `method`.
 * Source: Hodges 1958, Ark. Mat. 3; the same recursion as R's ks.test.
 */
export function ksTest({
  a,
  b,
  method = 'auto',
}: {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly method?: 'auto' | 'exact' | 'asymptotic';
}): { statistic: number | null; p: number } {
  each('a', a, finite);
  each('b', b, finite);
  oneOf('method', method, ['auto', 'exact', 'asymptotic']);
  const [n, m] = [a.length, b.length];
  if (n === 0 || m === 0) return { statistic: null, p: 1 };
  const h = largestGap(a, b);
  const statistic = h / (n * m);
  const isExact = method === 'exact' || (method === 'auto' && n * m <= EXACT_CELLS);
  return { statistic, p: isExact ? exactP(h, n, m) : kolmogorovSf(Math.sqrt((n * m) / (n + m)) * statistic) };
}

/** max |i·m − j·n| over the steps of both empirical distributions. */
function largestGap(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [[...a].sort((p, q) => p - q), [...b].sort((p, q) => p - q)];
  const [n, m] = [x.length, y.length];
  let [i, j, gap] = [0, 0, 0];
  while (i < n && j < m) {
    const value = Math.min(at(x, i), at(y, j));
    while (i < n && at(x, i) === value) i += 1;
    while (j < m && at(y, j) === value) j += 1;
    gap = Math.max(gap, Math.abs(i * m - j * n));
  }
  return gap;
}

/**
 * P(a lattice path leaves |i·m − j·n| < h), counted outside rather than as 1 − inside, so that a small p keeps its digits.
 * u[j]: the probability that a path to (i, j) has left; its last step came from (i−1, j) with i/(i+j). O(n·m).
 */
function exactP(h: number, n: number, m: number): number {
  if (h === 0) return 1;
  const u = new Float64Array(m + 1);
  for (let j = 1; j <= m; j += 1) u[j] = j * n < h ? 0 : 1;
  for (let i = 1; i <= n; i += 1) {
    let left = i * m < h ? 0 : 1;
    u[0] = left;
    for (let j = 1; j <= m; j += 1) {
      const gap = i * m - j * n;
      left = gap < h && -gap < h ? (i * at(u, j) + j * left) / (i + j) : 1;
      u[j] = left;
    }
  }
  return Math.min(1, at(u, m));
}

type Histograms = { readonly reference: readonly number[]; readonly current: readonly number[] };

function checkHistograms({ reference, current }: Histograms): { n: number; m: number } {
  each('reference', reference, nonNegative);
  each('current', current, nonNegative);
  sameLength('current', current, reference.length);
  const [n, m] = [sum(reference), sum(current)];
  if (n === 0) throw new RangeError('reference: it counts nothing');
  if (m === 0) throw new RangeError('current: it counts nothing');
  return { n, m };
}

function shares(given: Histograms): { p: number[]; q: number[]; n: number; m: number } {
  const { n, m } = checkHistograms(given);
  return { p: given.reference.map((k) => k / n), q: given.current.map((k) => k / m), n, m };
}

/**
 * Kolmogorov–Smirnov from counts in the same ordered bins: a lower bound of the statistic, off by at most the largest
 * bin's mass, with the asymptotic p.
 *
 * @throws RangeError naming `reference` or `current`: negative, unequal length, or counting nothing.
 * Source: max |F−G| over the bin edges; P by Kolmogorov 1933.
 */
export function ksFromCounts(given: Histograms): { statistic: number; p: number } {
  const { p, q, n, m } = shares(given);
  let [difference, statistic] = [0, 0];
  p.forEach((share, i) => {
    difference += share - at(q, i);
    statistic = Math.max(statistic, Math.abs(difference));
  });
  return { statistic, p: kolmogorovSf(Math.sqrt((n * m) / (n + m)) * statistic) };
}

/**
 * Homogeneity of two histograms, 2×K: Pearson's statistic or G. Empty columns are dropped, there is no continuity
 * correction; one column left gives 0, 0 degrees of freedom and p 1. Merge cells until at least 5 are expected.
 *
 * @throws RangeError naming `reference`, `current` or `kind`.
 * Source: Pearson 1900, Σ(O−E)²/E; G = 2ΣO ln(O/E), Wilks 1938; df = K − 1.
 */
export function chiSquareTest({ kind = 'pearson', ...given }: Histograms & { readonly kind?: 'pearson' | 'g' }): {
  statistic: number;
  df: number;
  p: number;
} {
  oneOf('kind', kind, ['pearson', 'g']);
  const { n, m } = checkHistograms(given);
  const columns = given.reference.map((a, i) => [a, at(given.current, i)] as const).filter(([a, b]) => a + b > 0);
  if (columns.length <= 1) return { statistic: 0, df: 0, p: 1 };
  const cells = columns.flatMap(([a, b]) => [
    { seen: a, expected: ((a + b) * n) / (n + m) },
    { seen: b, expected: ((a + b) * m) / (n + m) },
  ]);
  const statistic = sumOf(cells.length, (i) => {
    const { seen, expected } = at(cells, i);
    if (kind === 'pearson') return (seen - expected) ** 2 / expected;
    return seen === 0 ? 0 : 2 * seen * Math.log(seen / expected);
  });
  const df = columns.length - 1;
  return { statistic, df, p: chiSquareSf({ x: Math.max(0, statistic), df }) };
}

/**
 * Population stability index Σ(p−q) ln(p/q); an empty cell counts as `floor`, a cell empty on both sides is skipped. It
 * has a noise floor of (bins−1)(1/n+1/m), so it is never judged without `psiCritical`.
 *
 * @throws RangeError naming `reference`, `current` or `floor`.
 * Source: Yurdakul 2018; Evidently's rule for empty cells.
 */
export function psi({ floor = 1e-4, ...given }: Histograms & { readonly floor?: number }): number {
  positive('floor', floor);
  const { p, q } = shares(given);
  return sumOf(p.length, (i) => {
    if (at(p, i) === 0 && at(q, i) === 0) return 0;
    const [a, b] = [at(p, i) || floor, at(q, i) || floor];
    return (a - b) * Math.log(a / b);
  });
}

/**
 * The PSI that stable data exceed with probability `level`: χ²(1−level, bins−1)·(1/n + 1/m).
 *
 * @throws RangeError naming `nReference`, `nCurrent` (> 0), `bins` (≥ 2) or `level` (in (0, 1)).
 * Source: Yurdakul 2018, Statistical properties of population stability index.
 */
export function psiCritical({
  nReference,
  nCurrent,
  bins,
  level,
}: {
  readonly nReference: number;
  readonly nCurrent: number;
  readonly bins: number;
  readonly level: number;
}): number {
  positive('nReference', nReference);
  positive('nCurrent', nCurrent);
  count('bins', bins, 2);
  open('level', level);
  return chiSquareCritical(level, bins - 1) * (1 / nReference + 1 / nCurrent);
}

/**
 * Jensen–Shannon distance: the square root of the divergence to the given base; with base 2 in [0, 1].
 *
 * @throws RangeError naming `reference`, `current` or `base` (> 1).
 * Source: Lin 1991, IEEE Trans. IT 37.
 */
export function jensenShannon({ base = 2, ...given }: Histograms & { readonly base?: number }): number {
  if (!(finite('base', base) > 1)) throw new RangeError(`base: ${base} is not above 1`);
  const { p, q } = shares(given);
  const divergence = sumOf(p.length, (i) => {
    const both = at(p, i) + at(q, i);
    return both === 0 ? 0 : (both / 4) * unevenness((at(p, i) - at(q, i)) / both);
  });
  return Math.sqrt(divergence / Math.log(base));
}

/** (1+d) ln(1+d) + (1−d) ln(1−d) for |d| ≤ 1: by its series where the two parts would cancel. */
function unevenness(d: number): number {
  if (Math.abs(d) === 1) return 2 * Math.LN2;
  if (Math.abs(d) > 0.1) return (1 + d) * Math.log1p(d) + (1 - d) * Math.log1p(-d);
  let [total, power] = [0, 1];
  for (let k = 1; k <= 8; k += 1) {
    power *= d * d;
    total += power / (k * (2 * k - 1));
  }
  return total;
}

/**
 * Hellinger distance in [0, 1]: √(½ Σ(√p−√q)²).
 *
 * @throws RangeError naming `reference` or `current`.
 * Source: Hellinger 1909; √(½ Σ(√p−√q)²).
 */
export function hellinger(given: Histograms): number {
  const { p, q } = shares(given);
  return Math.sqrt(sumOf(p.length, (i) => (Math.sqrt(at(p, i)) - Math.sqrt(at(q, i))) ** 2) / 2);
}

/**
 * Total variation distance in [0, 1]: ½ Σ|p−q|.
 *
 * @throws RangeError naming `reference` or `current`.
 * Source: ½ Σ|p−q|.
 */
export function totalVariation(given: Histograms): number {
  const { p, q } = shares(given);
  return sumOf(p.length, (i) => Math.abs(at(p, i) - at(q, i))) / 2;
}

/**
 * Largest difference of a share, in [0, 1].
 *
 * @throws RangeError naming `reference` or `current`.
 * Source: max |p−q|.
 */
export function lInfinity(given: Histograms): number {
  const { p, q } = shares(given);
  return Math.max(...p.map((share, i) => Math.abs(share - at(q, i))));
}

/**
 * Wasserstein-1 distance ∫|F−G| in the unit of the values. Divide by the reference's standard deviation to compare
 * columns.
 *
 * @throws RangeError naming `a`, `b` (not empty) or a weight (≥ 0, as many, not all 0).
 * Source: ∫|F−G| (Vallender 1974), weighted empirical distributions.
 */
export function wasserstein1({
  a,
  b,
  aWeights,
  bWeights,
}: {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly aWeights?: readonly number[];
  readonly bWeights?: readonly number[];
}): number {
  const steps = [
    ...stepsOf('a', { values: a, weights: aWeights }, 1),
    ...stepsOf('b', { values: b, weights: bWeights }, -1),
  ].sort((s, t) => s.value - t.value);
  let difference = 0;
  return sumOf(steps.length - 1, (i) => {
    difference += at(steps, i).mass;
    return Math.abs(difference) * (at(steps, i + 1).value - at(steps, i).value);
  });
}

function stepsOf(
  name: 'a' | 'b',
  { values, weights }: { values: readonly number[]; weights: readonly number[] | undefined },
  sign: 1 | -1,
): { value: number; mass: number }[] {
  each(name, values, finite);
  if (values.length === 0) throw new RangeError(`${name}: it is empty`);
  if (weights) {
    each(`${name}Weights`, weights, nonNegative);
    sameLength(`${name}Weights`, weights, values.length);
  }
  const total = weights ? sum(weights) : values.length;
  if (total === 0) throw new RangeError(`${name}Weights: they sum to 0`);
  return values.map((value, i) => ({ value, mass: (sign * (weights ? at(weights, i) : 1)) / total }));
}

/**
 * Benjamini–Hochberg: which of many p-values to reject so that the expected share of false ones among them is at most q.
 * `adjusted` and `rejected` follow the input's order; none gives empty arrays.
 *
 * @throws RangeError naming `p` (in [0, 1]) or `q` (in (0, 1)).
 * Source: Benjamini & Hochberg 1995, JRSS-B 57.
 */
export function benjaminiHochberg({ p, q }: { readonly p: readonly number[]; readonly q: number }): {
  adjusted: number[];
  rejected: boolean[];
} {
  each('p', p, unit);
  open('q', q);
  const size = p.length;
  const order = ascending(p);
  const adjusted = p.map(() => 1);
  let [least, last] = [1, -1];
  for (let rank = size; rank >= 1; rank -= 1) {
    const index = at(order, rank - 1);
    least = Math.min(least, (at(p, index) * size) / rank);
    adjusted[index] = least;
    if (last === -1 && at(p, index) <= (rank * q) / size) last = rank;
  }
  const rejected = p.map(() => false);
  for (let rank = 1; rank <= last; rank += 1) rejected[at(order, rank - 1)] = true;
  return { adjusted, rejected };
}

/**
 * Holm's step-down: which p-values to reject so that any false rejection has probability at most alpha.
 *
 * @throws RangeError naming `p` or `alpha`.
 * Source: Holm 1979, Scand. J. Stat. 6.
 */
export function holm({ p, alpha }: { readonly p: readonly number[]; readonly alpha: number }): {
  adjusted: number[];
  rejected: boolean[];
} {
  each('p', p, unit);
  open('alpha', alpha);
  const adjusted = p.map(() => 1);
  const rejected = p.map(() => false);
  let most = 0;
  let isOpen = true;
  ascending(p).forEach((index, rank) => {
    most = Math.max(most, Math.min(1, (p.length - rank) * at(p, index)));
    adjusted[index] = most;
    isOpen &&= at(p, index) <= alpha / (p.length - rank);
    rejected[index] = isOpen;
  });
  return { adjusted, rejected };
}
