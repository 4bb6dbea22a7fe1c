import { count, each, finite, list, nonNegative, positive, propensity, sameLength, unit } from './check.js';
import { at, sum, sumOf } from './numeric.js';

/**
 * How unsure a classifier is of one case: 1 − p₁, the margin p₁ − p₂ (p₂ = 0 with one class), the entropy in nats, and
 * the entropy over ln K (0 with one class).
 *
 * @throws RangeError naming `p`: no class, or a value outside [0, 1].
 * Source: Settles 2009, Active learning literature survey, 3.1.
 */
export function uncertaintyScores({ p }: { readonly p: readonly number[] }): {
  leastConfidence: number;
  margin: number;
  entropy: number;
  normalizedEntropy: number;
} {
  each('p', p, unit);
  const [first, second = 0] = [...p].sort((a, b) => b - a);
  if (first === undefined) throw new RangeError('p: no class');
  const entropy = sumOf(p.length, (i) => (at(p, i) === 0 ? 0 : -at(p, i) * Math.log(at(p, i))));
  return {
    leastConfidence: 1 - first,
    margin: first - second,
    entropy,
    normalizedEntropy: p.length > 1 ? entropy / Math.log(p.length) : 0,
  };
}

/**
 * Inclusion probabilities proportional to size that sum to n: those of 1 or more are set to 1 and the rest re-scaled
 * until stable. Size 0 gives probability 0. A case is kept when its hash is below its π (Poisson sampling).
 *
 * @throws RangeError naming `sizes` (≥ 0) or `n` (≥ 0, at most the cases with a size).
 * Source: Särndal, Swensson, Wretman 1992, 3.6; R package sampling, inclusionprobabilities.
 */
export function ppsInclusion({ sizes, n }: { readonly sizes: readonly number[]; readonly n: number }): number[] {
  each('sizes', sizes, nonNegative);
  nonNegative('n', n);
  const possible = sizes.filter((size) => size > 0).length;
  if (n > possible) throw new RangeError(`n: ${n} is more than the ${possible} cases with a size`);
  const certain = new Set<number>();
  for (;;) {
    const free = sizes.map((size, i) => (certain.has(i) ? 0 : size));
    const total = sum(free);
    const left = n - certain.size;
    const pi = sizes.map((_, i) => (certain.has(i) ? 1 : total === 0 ? 0 : (left * at(free, i)) / total));
    const grown = pi.flatMap((value, i) => (value >= 1 && !certain.has(i) ? [i] : []));
    if (grown.length === 0) return pi;
    grown.forEach((i) => certain.add(i));
  }
}

/**
 * Chooses k points that cover the others: repeatedly the one farthest from all chosen, ties to the lowest index. Without
 * `initial` it starts with index 0, which counts among the k. `radius` is the largest distance left; 0 of nothing. For
 * training only: its propensity is unknown. O(n·k).
 *
 * @throws RangeError naming `points` (equally long, finite), `k` (at most the points left) or `initial`.
 * Source: Sener & Savarese 2018, ICLR, algorithm 1.
 */
export function kCenterGreedy({
  points,
  k,
  initial = [],
}: {
  readonly points: readonly (readonly number[])[];
  readonly k: number;
  readonly initial?: readonly number[];
}): { selected: number[]; radius: number } {
  list('points', points);
  list('initial', initial);
  const width = points[0]?.length ?? 0;
  points.forEach((point, i) => {
    sameLength(`points[${i}]`, point, width);
    each(`points[${i}]`, point, finite);
  });
  initial.forEach((index, i) => {
    count(`initial[${i}]`, index);
    if (index >= points.length) throw new RangeError(`initial[${i}]: there is no point ${index}`);
  });
  count('k', k);
  if (k > points.length - new Set(initial).size) throw new RangeError(`k: there are not ${k} points to choose from`);
  const nearest = new Float64Array(points.length).fill(Infinity);
  const add = (centre: number): void => {
    const target = at(points, centre);
    points.forEach((point, i) => {
      let square = 0;
      for (let d = 0; d < width; d += 1) square += (at(point, d) - at(target, d)) ** 2;
      nearest[i] = Math.min(at(nearest, i), square);
    });
  };
  initial.forEach(add);
  const selected: number[] = [];
  const chosen = new Set(initial);
  while (selected.length < k) {
    let far = -1;
    for (let i = 0; i < points.length; i += 1) {
      if (!chosen.has(i) && (far === -1 || at(nearest, i) > at(nearest, far))) far = i;
    }
    selected.push(far);
    chosen.add(far);
    add(far);
  }
  const largest = nearest.reduce((most, value) => Math.max(most, value), 0);
  return { selected, radius: Number.isFinite(largest) ? Math.sqrt(largest) : 0 };
}

/**
 * Weights 1/π for training and evaluation, optionally capped (a cap is a bias: off by default, and to be recorded).
 * `normalized` has mean 1; `ess` is (Σw)²/Σw²; warn when it is below a third of the rows. Nothing in gives ess 0.
 *
 * @throws RangeError naming `pi` (in (0, 1]) or `cap` (> 0).
 * Source: w = 1/π; Kish 1965, effective sample size (Σw)²/Σw².
 */
export function importanceWeights({ pi, cap }: { readonly pi: readonly number[]; readonly cap?: number }): {
  weights: number[];
  normalized: number[];
  ess: number;
} {
  each('pi', pi, propensity);
  const most = cap === undefined ? Infinity : positive('cap', cap);
  const weights = pi.map((value) => Math.min(1 / value, most));
  const total = sum(weights);
  const normalized = weights.map((weight) => (weight * weights.length) / total);
  const squares = sumOf(weights.length, (i) => at(weights, i) ** 2);
  return { weights, normalized, ess: weights.length === 0 ? 0 : (total * total) / squares };
}
