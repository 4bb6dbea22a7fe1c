import { bit, count, each, finite, nonNegative, oneOf, open, positive, propensity, sameLength, unit } from './check.js';
import { ascending, at, clamp, distinctDescending, runningSum, sum } from './numeric.js';
import { binomialTailP, clopperPearson } from './proportions.js';

export type ThresholdMethod = 'fixed-sequence' | 'holm' | 'bonferroni';
const METHODS: readonly ThresholdMethod[] = ['fixed-sequence', 'holm', 'bonferroni'];

/** Labelled cases, each equally likely to be labelled: the machine's confidence, and 1 where it was wrong. */
export type Scored = { readonly scores: readonly number[]; readonly errors: readonly number[] };

/** 0.50 … 0.995 in steps of 0.005, of the calibrated confidence. */
const DEFAULT_GRID: readonly number[] = Array.from({ length: 100 }, (_, i) => (100 + i) / 200);

type Selection = Scored & {
  /** Candidate thresholds, fixed before the labels are seen. Any order; repeated values count once. */
  readonly grid?: readonly number[];
  readonly alpha: number;
  readonly delta: number;
  readonly method?: ThresholdMethod;
  readonly starts?: number;
  readonly startAt?: number;
};

export type SelectedThreshold = {
  /** The smallest certified value; null: none. */
  threshold: number | null;
  /** Distinct candidates, descending; the arrays below follow it. */
  grid: number[];
  n: number[];
  errors: number[];
  pValues: number[];
  /** Certified candidates, descending; all hold at once. */
  certified: number[];
  empiricalRisk: number | null;
  labelledAbove: number | null;
  /** One-sided Clopper–Pearson bound at 1 − δ, for display. */
  upperBound: number | null;
};

/**
 * Finds the lowest threshold τ that keeps P(wrong | confidence ≥ τ) ≤ alpha, with probability at least 1 − delta over
 * the labels, whatever the dependence between candidates and without assuming that risk falls as τ rises. For one
 * decision: a page that recomputes it daily uses `weightedSelectiveE` instead.
 *
 * `fixed-sequence` walks down from a start while each exact binomial p-value is at most its share of delta: one start at
 * the first candidate ≤ `startAt`, or `starts` of them spread evenly. `holm` and `bonferroni` look at all candidates. A
 * confidence equal to τ is automated. No labels, or no candidates, certify nothing. `grid` is 0.50 … 0.995 in steps of
 * 0.005 unless given; the threshold in force belongs into it.
 *
 * It does not cover drift, label noise, or audits that were never answered.
 *
 * @throws RangeError naming `scores`, `errors` (0 or 1, as many), `grid`, `alpha`, `delta`, `method`,
 * `starts` (≥ 1) or `startAt`.
 * Source: Angelopoulos, Bates, Candès, Jordan, Lei 2021, Learn then Test, arXiv 2110.01052.
 */
export function selectThreshold({
  scores,
  errors,
  grid = DEFAULT_GRID,
  alpha,
  delta,
  method = 'fixed-sequence',
  starts = 1,
  startAt,
}: Selection): SelectedThreshold {
  checkScored({ scores, errors });
  each('grid', grid, finite);
  open('alpha', alpha);
  open('delta', delta);
  oneOf('method', method, METHODS);
  count('starts', starts, 1);
  if (startAt !== undefined) finite('startAt', startAt);
  const candidates = distinctDescending(grid);
  const { n, wrong } = countAbove({ scores, errors }, candidates);
  const pValues = candidates.map((_, j) => binomialTailP({ k: at(wrong, j), n: at(n, j), alpha }));
  const passed = choose(pValues, candidates, { method, delta, starts, startAt });
  const certified = candidates.filter((_, j) => passed.has(j));
  const last = certified.at(-1);
  const common = { grid: candidates, n, errors: wrong, pValues, certified };
  if (last === undefined) {
    return { threshold: null, ...common, empiricalRisk: null, labelledAbove: null, upperBound: null };
  }
  const j = candidates.indexOf(last);
  const [above, k] = [at(n, j), at(wrong, j)];
  return {
    threshold: last,
    ...common,
    empiricalRisk: above === 0 ? null : k / above,
    labelledAbove: above,
    upperBound: clopperPearson({ k, n: above, confidence: 1 - delta, side: 'upper' }).upper,
  };
}

function checkScored({ scores, errors }: Scored): void {
  each('scores', scores, finite);
  each('errors', errors, bit);
  sameLength('errors', errors, scores.length);
}

/** For each candidate (descending): labels with a score of at least it, and the errors among them. O((N + J) log J). */
function countAbove({ scores, errors }: Scored, candidates: readonly number[]): { n: number[]; wrong: number[] } {
  const [n, wrong] = [candidates.map(() => 0), candidates.map(() => 0)];
  scores.forEach((score, i) => {
    const first = firstAtMost(candidates, score);
    if (first === candidates.length) return;
    n[first] = at(n, first) + 1;
    wrong[first] = at(wrong, first) + at(errors, i);
  });
  for (let j = 1; j < candidates.length; j += 1) {
    n[j] = at(n, j) + at(n, j - 1);
    wrong[j] = at(wrong, j) + at(wrong, j - 1);
  }
  return { n, wrong };
}

/** Index of the first of the descending candidates that is ≤ score; their number if none is. */
function firstAtMost(candidates: readonly number[], score: number): number {
  let [low, high] = [0, candidates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(candidates, middle) <= score) high = middle;
    else low = middle + 1;
  }
  return low;
}

function choose(
  pValues: readonly number[],
  candidates: readonly number[],
  given: { method: ThresholdMethod; delta: number; starts: number; startAt: number | undefined },
): Set<number> {
  const size = candidates.length;
  const passed = new Set<number>();
  if (given.method === 'bonferroni') {
    pValues.forEach((p, j) => p <= given.delta / size && passed.add(j));
    return passed;
  }
  if (given.method === 'holm') {
    for (const [rank, j] of ascending(pValues).entries()) {
      if (at(pValues, j) > given.delta / (size - rank)) break;
      passed.add(j);
    }
    return passed;
  }
  const from = startsOf(candidates, given.starts, given.startAt);
  for (const start of from) {
    for (let j = start; j < size && at(pValues, j) <= given.delta / from.length; j += 1) passed.add(j);
  }
  return passed;
}

function startsOf(candidates: readonly number[], starts: number, startAt: number | undefined): number[] {
  if (startAt === undefined) {
    return [...new Set(Array.from({ length: starts }, (_, i) => Math.floor((i * candidates.length) / starts)))];
  }
  const first = candidates.findIndex((candidate) => candidate <= startAt);
  return first === -1 ? [] : [first];
}

/**
 * Lowest threshold whose error is at most `targetRisk` with probability at least 1 − delta, by binary search over the
 * scores: one shot, without a grid. `selectThreshold` is stronger. Nothing labelled, or no feasible probe, gives null.
 *
 * @throws RangeError naming `scores`, `errors`, `targetRisk` or `delta`.
 * Source: Geifman & El-Yaniv 2017, arXiv 1705.08500, algorithm 2.
 */
export function sgr({
  scores,
  errors,
  targetRisk,
  delta,
}: Scored & { readonly targetRisk: number; readonly delta: number }): {
  threshold: number | null;
  bound: number | null;
  empiricalRisk: number | null;
  coverage: number;
} {
  checkScored({ scores, errors });
  open('targetRisk', targetRisk);
  open('delta', delta);
  const m = scores.length;
  let best: { threshold: number; bound: number; empiricalRisk: number; coverage: number } | undefined;
  const sorted = [...scores].sort((a, b) => a - b);
  // None for a single label.
  const probes = m === 0 ? 0 : Math.ceil(Math.log2(m));
  let [a, b] = [0, m - 1];
  for (let probe = 0; probe < probes; probe += 1) {
    const middle = Math.ceil((a + b) / 2);
    const threshold = at(sorted, middle);
    const { n, wrong } = countAbove({ scores, errors }, [threshold]);
    const [above, k] = [at(n, 0), at(wrong, 0)];
    const bound = clopperPearson({ k, n: above, confidence: 1 - delta / probes, side: 'upper' }).upper;
    if (bound > targetRisk) a = middle;
    else {
      b = middle;
      best = { threshold, bound, empiricalRisk: k / above, coverage: above / m };
    }
  }
  return best ?? { threshold: null, bound: null, empiricalRisk: null, coverage: 0 };
}

/** Money: what an error costs, what a review costs, what automating costs, and how often people are wrong. */
export type Costs = {
  readonly costError: number;
  readonly costReview: number;
  readonly costAuto?: number;
  readonly humanErrorRate?: number;
};

function checkCosts({ costError, costReview, costAuto = 0, humanErrorRate = 0 }: Costs): void {
  positive('costError', costError);
  nonNegative('costReview', costReview);
  nonNegative('costAuto', costAuto);
  unit('humanErrorRate', humanErrorRate);
}

/**
 * The confidence from which automating is cheaper than asking: (1−c)·costError + costAuto ≤ costReview +
 * humanErrorRate·costError. In [0, 1]; needs calibrated confidences.
 *
 * @throws RangeError naming the cost that is wrong.
 * Source: Chow 1970, IEEE Trans. IT 16.
 */
export function chowThreshold(costs: Costs): number {
  checkCosts(costs);
  const { costError, costReview, costAuto = 0, humanErrorRate = 0 } = costs;
  return clamp(1 - humanErrorRate - (costReview - costAuto) / costError, 0, 1);
}

/**
 * Mean cost a case at each threshold (descending): automated ones cost costAuto, and costError when wrong; the others
 * costReview, and costError as often as people are wrong. `weights` = 1/π of each label. `best` is the first threshold of
 * least cost. No labels give null costs.
 *
 * @throws RangeError naming `scores`, `errors`, `weights` (≥ 0, as many), `grid` or a cost.
 * Source: (Σ_auto w(costAuto + y·costError) + Σ_human w(costReview + humanErrorRate·costError)) / Σw; Chow 1970.
 */
export function costCurve({
  scores,
  errors,
  weights,
  grid,
  ...costs
}: Scored & Costs & { readonly weights?: readonly number[]; readonly grid: readonly number[] }): {
  grid: number[];
  cost: (number | null)[];
  best: number | null;
  bestCost: number | null;
} {
  checkScored({ scores, errors });
  each('grid', grid, finite);
  checkCosts(costs);
  const w = weights ?? scores.map(() => 1);
  each('weights', w, nonNegative);
  sameLength('weights', w, scores.length);
  const { costError, costReview, costAuto = 0, humanErrorRate = 0 } = costs;
  const asked = costReview + costError * humanErrorRate;
  const total = sum(w);
  const order = ascending(scores).reverse();
  const candidates = distinctDescending(grid);
  let taken = 0;
  const [automated, wrong] = [runningSum(), runningSum()];
  const cost = candidates.map((candidate) => {
    for (; taken < order.length && at(scores, at(order, taken)) >= candidate; taken += 1) {
      const index = at(order, taken);
      automated.add(at(w, index));
      wrong.add(at(w, index) * at(errors, index));
    }
    if (total === 0) return null;
    const sure = automated.total();
    return (sure * costAuto + wrong.total() * costError + (total - sure) * asked) / total;
  });
  const known = cost.filter((value) => value !== null);
  const bestCost = known.length === 0 ? null : Math.min(...known);
  return { grid: candidates, cost, best: bestCost === null ? null : at(candidates, cost.indexOf(bestCost)), bestCost };
}

/**
 * `selectThreshold` inside each group (predicted class or segment). With 'bonferroni' each group gets delta/#groups and
 * all hold at once; with 'none' each holds separately at delta. A group that nothing certifies is null: it stays with
 * people.
 *
 * @throws RangeError as `selectThreshold`, or naming `groups` or `correction`.
 * Source: `selectThreshold` a group; Bonferroni 1936 over groups.
 */
export function thresholdsByGroup({
  groups,
  correction = 'bonferroni',
  delta,
  ...selection
}: Omit<Selection, 'scores' | 'errors'> & {
  readonly groups: Readonly<Record<string, Scored>>;
  readonly correction?: 'bonferroni' | 'none';
}): Record<string, number | null> {
  oneOf('correction', correction, ['bonferroni', 'none']);
  open('delta', delta);
  const names = Object.keys(groups);
  for (const [name, { scores, errors }] of Object.entries(groups)) {
    each(`groups.${name}.scores`, scores, finite);
    each(`groups.${name}.errors`, errors, bit);
    sameLength(`groups.${name}.errors`, errors, scores.length);
  }
  const share = correction === 'bonferroni' ? delta / Math.max(1, names.length) : delta;
  return Object.fromEntries(
    Object.entries(groups).map(([name, { scores, errors }]) => [
      name,
      selectThreshold({ ...selection, scores, errors, delta: share }).threshold,
    ]),
  );
}

/**
 * Labels grouped by propensity above a threshold, as the e-functions take them.
 *
 * @throws RangeError naming `scores`, `errors`, `propensities` (in (0, 1], as many) or `threshold`.
 * Source: counts of errors and correct answers by propensity, among confidences at or above the threshold.
 */
export function tallyAbove({
  scores,
  errors,
  propensities,
  threshold,
}: Scored & { readonly propensities: readonly number[]; readonly threshold: number }): {
  pi: number;
  errors: number;
  correct: number;
}[] {
  checkScored({ scores, errors });
  each('propensities', propensities, propensity);
  sameLength('propensities', propensities, scores.length);
  finite('threshold', threshold);
  const rows = new Map<number, { pi: number; errors: number; correct: number }>();
  scores.forEach((score, index) => {
    if (score < threshold) return;
    const pi = at(propensities, index);
    const row = rows.get(pi) ?? { pi, errors: 0, correct: 0 };
    rows.set(pi, row);
    if (at(errors, index) === 1) row.errors += 1;
    else row.correct += 1;
  });
  return [...rows.values()].sort((a, b) => a.pi - b.pi);
}
