import { list, nonNegative, oneOf, open, positive, propensity, successes } from './check.js';
import { lnBetaLower, lnBetaWeight } from './gamma.js';
import { bisect } from './numeric.js';
import { logSumExp } from './special.js';

/** Labelled cases grouped by the propensity with which they were labelled: a `GROUP BY`. */
export type TallyRow = { readonly pi: number; readonly errors: number; readonly correct: number };
export type Direction = 'below' | 'above';

const BETS = 64;
/** Bets for evidence that a rate is below: evenly spaced in (0, 1). */
const EVEN_BETS: readonly number[] = Array.from({ length: BETS }, (_, g) => (g + 0.5) / BETS);
/** Bets for evidence that a rate is above: log-spaced from 0.001 to 0.99. */
export const LOG_BETS: readonly number[] = Array.from(
  { length: BETS },
  (_, g) => 0.001 * (0.99 / 0.001) ** (g / (BETS - 1)),
);

/**
 * Evidence that the error rate among the labelled population is below (or above) `alpha`, from labels that had different
 * propensities. An e-value: under H0 it exceeds 1/δ at any time with probability at most δ, however often one looks, and
 * whatever the dependence on the past. It does not depend on the order of labels, and the tallies of shards add.
 *
 * `tally`: rows may repeat a propensity. `piMin`: the smallest propensity that the policy could have used, a constant of
 * its design. `direction` 'below' is evidence that R < alpha. No labels give logE 0 and pValue 1.
 *
 * @throws RangeError naming `tally`, `alpha`, `piMin` or `direction`; also for a π below piMin.
 * Source: Waudby-Smith & Ramdas 2024, JRSS-B 86 (grid of constant bets); propensities as in arXiv 2210.10768.
 */
export function weightedSelectiveE({
  tally,
  alpha,
  piMin,
  direction = 'below',
}: {
  readonly tally: readonly TallyRow[];
  readonly alpha: number;
  readonly piMin: number;
  readonly direction?: Direction;
}): { logE: number; pValue: number } {
  checkTally(tally, piMin);
  open('alpha', alpha);
  oneOf('direction', direction, ['below', 'above']);
  const logE = logMixture(tally, { alpha, piMin, direction });
  return { logE, pValue: Math.min(1, Math.exp(-logE)) };
}

/**
 * Confidence sequence for the error rate, from labels that had different propensities: contains the true rate at all
 * times with probability at least 1 − `delta`. Each end spends delta/2; an end that no evidence reaches is 0 or 1.
 *
 * @throws RangeError naming `tally`, `delta` or `piMin`.
 * Source: inversion of `weightedSelectiveE`, by bisection on (1e−12, 1 − 1e−12).
 */
export function weightedSelectiveCs({
  tally,
  delta,
  piMin,
}: {
  readonly tally: readonly TallyRow[];
  readonly delta: number;
  readonly piMin: number;
}): { lower: number; upper: number } {
  checkTally(tally, piMin);
  open('delta', delta);
  const goal = Math.log(2 / delta);
  const miss = (direction: Direction) => (alpha: number) => logMixture(tally, { alpha, piMin, direction }) - goal;
  const [low, high] = [1e-12, 1 - 1e-12];
  const [above, below] = [miss('above'), miss('below')];
  return {
    lower: above(low) <= 0 ? 0 : above(high) > 0 ? 1 : bisect(above, [low, high], false),
    upper: below(high) <= 0 ? 1 : below(low) > 0 ? 0 : bisect(below, [low, high], true),
  };
}

/**
 * Adds tallies of shards: one row a propensity, in ascending order.
 *
 * @throws RangeError naming `tallies`.
 * Source: sums; the log-capital of `weightedSelectiveE` is additive over labels.
 */
export function mergeTallies(tallies: readonly (readonly TallyRow[])[]): TallyRow[] {
  const rows = new Map<number, { pi: number; errors: number; correct: number }>();
  tallies.forEach((tally, index) => checkRows(`tallies[${index}]`, tally));
  for (const { pi, errors, correct } of tallies.flat()) {
    const row = rows.get(pi) ?? { pi, errors: 0, correct: 0 };
    rows.set(pi, { pi, errors: row.errors + errors, correct: row.correct + correct });
  }
  return [...rows.values()].sort((a, b) => a.pi - b.pi);
}

function checkTally(tally: readonly TallyRow[], piMin: number): void {
  propensity('piMin', piMin);
  checkRows('tally', tally);
  tally.forEach(({ pi }, index) => {
    if (pi < piMin) throw new RangeError(`tally[${index}].pi: ${pi} is less than piMin = ${piMin}`);
  });
}

function checkRows(name: string, tally: readonly TallyRow[]): void {
  list(name, tally);
  tally.forEach(({ pi, errors, correct }, index) => {
    propensity(`${name}[${index}].pi`, pi);
    nonNegative(`${name}[${index}].errors`, errors);
    nonNegative(`${name}[${index}].correct`, correct);
  });
}

function logMixture(
  tally: readonly TallyRow[],
  { alpha, piMin, direction }: { alpha: number; piMin: number; direction: Direction },
): number {
  const odds = direction === 'below' ? alpha / (1 - alpha) : (1 - alpha) / alpha;
  const bets = direction === 'below' ? EVEN_BETS : LOG_BETS;
  const logs = bets.map((r) => {
    let total = 0;
    for (const { pi, errors, correct } of tally) {
      const stake = (r * piMin) / pi;
      const [won, lost] = direction === 'below' ? [correct, errors] : [errors, correct];
      if (won > 0) total += won * Math.log1p(stake * odds);
      if (lost > 0) total += lost * Math.log1p(-stake);
    }
    return total;
  });
  return logSumExp(logs) - Math.log(BETS);
}

/** Equal mixture over the log-spaced bets that k of n events fell where H0 puts them with probability p0. */
export function logBetOnEvents({ k, n, p0 }: { k: number; n: number; p0: number }): number {
  const odds = (1 - p0) / p0;
  const logs = LOG_BETS.map((r) => k * Math.log1p(r * odds) + (n - k) * Math.log1p(-r));
  return logSumExp(logs) - Math.log(BETS);
}

/**
 * Evidence against “the success probability is p0” from k successes in n, with a Beta(a, b) mixture: an e-value at any
 * time. `side` 'less' is evidence that p < p0, 'greater' that p > p0. n = 0 gives logE 0.
 *
 * @throws RangeError naming `k`, `n`, `p0` (in (0, 1)), `a`, `b` (> 0) or `side`.
 * Source: Robbins 1970; Howard, Ramdas, McAuliffe, Sekhon 2021, Ann. Stat. 49.
 *
 * @example betaBinomialE({ k: 3, n: 400, p0: 0.02, side: 'less' }) // { logE: 1.45825342943… }
 */
export function betaBinomialE({
  k,
  n,
  p0,
  a = 1,
  b = 1,
  side = 'two',
}: {
  readonly k: number;
  readonly n: number;
  readonly p0: number;
  readonly a?: number;
  readonly b?: number;
  readonly side?: 'two' | 'less' | 'greater';
}): { logE: number } {
  successes(k, n);
  open('p0', p0);
  positive('a', a);
  positive('b', b);
  oneOf('side', side, ['two', 'less', 'greater']);
  if (n === 0) return { logE: 0 };
  const two = lnSavageDickey({ k, n, p0, a, b });
  if (side === 'two') return { logE: two };
  const tail = (successes: number, failures: number): number =>
    side === 'less'
      ? lnBetaLower({ x: p0, y: 1 - p0, a: a + successes, b: b + failures })
      : lnBetaLower({ x: 1 - p0, y: p0, a: b + failures, b: a + successes });
  return { logE: two + tail(k, n - k) - tail(0, 0) };
}

/**
 * ln B(a+k, b+n−k) − ln B(a, b) − k ln p0 − (n−k) ln(1−p0), as the ratio of the prior's density at p0 to the posterior's:
 * unlike the difference of log-gammas it keeps its digits for millions of cases.
 */
function lnSavageDickey(given: { k: number; n: number; p0: number; a: number; b: number }): number {
  const { k, n, p0, a, b } = given;
  const at = { x: p0, y: 1 - p0 };
  return lnBetaWeight({ ...at, a, b }) - lnBetaWeight({ ...at, a: a + k, b: b + n - k });
}

/**
 * Confidence sequence for a success probability from k in n: contains it at all times with probability at least
 * 1 − `alpha`. The mixture is tuned at each p to be tightest at `tOpt` observations and level `alphaOpt`. n = 0 gives [0, 1].
 *
 * @throws RangeError naming `k`, `n`, `alpha`, `tOpt` or `alphaOpt`.
 * Source: Howard, Ramdas, McAuliffe, Sekhon 2021, Ann. Stat. 49, section 3.
 */
export function bernoulliConfSeq({
  k,
  n,
  alpha = 0.05,
  tOpt = 100,
  alphaOpt = 0.05,
}: {
  readonly k: number;
  readonly n: number;
  readonly alpha?: number;
  readonly tOpt?: number;
  readonly alphaOpt?: number;
}): { lower: number; upper: number } {
  successes(k, n);
  open('alpha', alpha);
  positive('tOpt', tOpt);
  open('alphaOpt', alphaOpt);
  if (n === 0) return { lower: 0, upper: 1 };
  const l = Math.log(1 / alphaOpt);
  const goal = Math.log(1 / alpha);
  const miss = (p: number): number => {
    const spread = p * (1 - p);
    const rho = (spread * tOpt) / (2 * l + Math.log1p(2 * l));
    const r = Math.max(rho - spread, 0.001 * spread);
    return lnSavageDickey({ k, n, p0: p, a: r / (1 - p), b: r / p }) - goal;
  };
  const share = k / n;
  const [low, high] = [1e-15, 1 - 1e-15];
  return {
    lower: k === 0 || miss(low) <= 0 ? 0 : bisect(miss, [low, share], false),
    upper: k === n || miss(high) <= 0 ? 1 : bisect(miss, [share, high], true),
  };
}
