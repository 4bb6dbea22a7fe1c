import { count, each, nonNegative, oneOf, open, positive, sameLength } from './check.js';
import { betaBinomialE, logBetOnEvents } from './evalues.js';
import { lnDirichletWeight } from './gamma.js';
import { at, sum, sumOf } from './numeric.js';
import { divergence } from './proportions.js';
import { binomialCdf, binomialPmf, chiSquareSf, normalQuantile } from './special.js';

/**
 * McNemar's exact test of two deciders on the same cases, for one look: b cases that only the challenger had right, c
 * that only the incumbent had. `midP` is less conservative. No disagreement gives 1 and 1.
 *
 * @throws RangeError naming `b` or `c`.
 * Source: McNemar 1947; mid-p, Fagerland, Lydersen, Laake 2013.
 */
export function mcnemar({ b, c }: { readonly b: number; readonly c: number }): { p: number; midP: number } {
  count('b', b);
  count('c', c);
  const [k, n] = [Math.min(b, c), b + c];
  const twice = 2 * binomialCdf({ k, n, p: 0.5 });
  return {
    p: Math.min(1, twice),
    midP: b === c ? 1 : Math.min(1, twice - binomialPmf({ k, n, p: 0.5 })),
  };
}

/**
 * Evidence that one of two deciders on the same cases is better, from their disagreements alone; an e-value at any time.
 * 'greater' is evidence for the challenger, 'less' for the incumbent.
 *
 * @throws RangeError naming a count or `side`.
 * Source: `betaBinomialE` of the disagreements against 1/2, Beta(1, 1) mixture.
 */
export function pairedE({
  challengerOnlyRight,
  incumbentOnlyRight,
  side = 'two',
}: {
  readonly challengerOnlyRight: number;
  readonly incumbentOnlyRight: number;
  readonly side?: 'two' | 'greater' | 'less';
}): { logE: number } {
  count('challengerOnlyRight', challengerOnlyRight);
  count('incumbentOnlyRight', incumbentOnlyRight);
  const n = challengerOnlyRight + incumbentOnlyRight;
  return betaBinomialE({ k: challengerOnlyRight, n, p0: 0.5, a: 1, b: 1, side });
}

/**
 * Evidence that bad events (errors found by audit, time-outs, overrides) come from the challenger more often than its
 * share of traffic explains: H0 is “rate ratio ≤ ratio”. Exact for 0/1 events, valid at any time and when the base rate
 * moves over the day. When the share is stepped up, start a new factor and add the logs. Count events by the unit that
 * was assigned. No events give logE 0.
 *
 * `share`: the challenger's share of traffic, in (0, 1); `labelRateRatio`: its audit rate over the incumbent's.
 *
 * @throws RangeError naming the argument.
 * Source: conditioning on events, cf. Lindon & Malek 2022, arXiv 2011.03567; mixture over the log-spaced bets.
 */
export function conditionalRateE({
  challengerEvents,
  incumbentEvents,
  share,
  ratio = 1,
  labelRateRatio = 1,
}: {
  readonly challengerEvents: number;
  readonly incumbentEvents: number;
  readonly share: number;
  readonly ratio?: number;
  readonly labelRateRatio?: number;
}): { p0: number; logE: number } {
  count('challengerEvents', challengerEvents);
  count('incumbentEvents', incumbentEvents);
  open('share', share);
  positive('ratio', ratio);
  positive('labelRateRatio', labelRateRatio);
  const expected = share * ratio * labelRateRatio;
  const p0 = expected / (expected + 1 - share);
  const n = challengerEvents + incumbentEvents;
  return { p0, logE: n === 0 ? 0 : logBetOnEvents({ k: challengerEvents, n, p0 }) };
}

function checkShares(observed: readonly number[], expected: readonly number[]): number[] {
  each('observed', observed, nonNegative);
  each('expected', expected, positive);
  sameLength('expected', expected, observed.length);
  if (expected.length < 2) throw new RangeError('expected: at least two arms');
  const total = sum(expected);
  return expected.map((value) => value / total);
}

/**
 * Sample-ratio mismatch, for one look: χ² of the observed counts against the expected ones, which are re-scaled to the
 * same total. Alert below p = 0.001. Nothing observed gives statistic 0 and p 1.
 *
 * @throws RangeError naming `observed` (≥ 0) or `expected` (> 0, as many, at least two).
 * Source: Fabijan et al. 2019, KDD.
 */
export function srmTest({
  observed,
  expected,
}: {
  readonly observed: readonly number[];
  readonly expected: readonly number[];
}): { statistic: number; p: number } {
  const shares = checkShares(observed, expected);
  const n = sum(observed);
  if (n === 0) return { statistic: 0, p: 1 };
  const statistic = sumOf(shares.length, (i) => (at(observed, i) - n * at(shares, i)) ** 2 / (n * at(shares, i)));
  return { statistic, p: chiSquareSf({ x: statistic, df: shares.length - 1 }) };
}

/**
 * Sample-ratio mismatch at any time: an e-value of a Dirichlet(concentration·share) mixture against the expected shares.
 * Alert from E = 1000. Nothing observed gives logE 0.
 *
 * @throws RangeError naming `observed`, `expected` or `concentration` (> 0, default the number of arms).
 * Source: Lindon & Malek 2022, arXiv 2011.03567, equation 6.
 */
export function srmE({
  observed,
  expected,
  concentration = observed.length,
}: {
  readonly observed: readonly number[];
  readonly expected: readonly number[];
  readonly concentration?: number;
}): { logE: number } {
  const shares = checkShares(observed, expected);
  positive('concentration', concentration);
  const n = sum(observed);
  if (n === 0) return { logE: 0 };
  const prior = shares.map((share) => concentration * share);
  const posterior = prior.map((alpha, i) => alpha + at(observed, i));
  return { logE: lnDirichletWeight(shares, prior) - lnDirichletWeight(shares, posterior) };
}

/**
 * Cases an arm to tell p1 from p2 with the given power, for one look; not rounded.
 *
 * @throws RangeError naming `p1`, `p2` (in (0, 1), different), `alpha`, `power` or `side`.
 * Source: Fleiss, Levin, Paik 2003, 4.14; the same as R's power.prop.test.
 */
export function sampleSizeTwoProportions({
  p1,
  p2,
  alpha = 0.05,
  power = 0.8,
  side = 'two',
}: {
  readonly p1: number;
  readonly p2: number;
  readonly alpha?: number;
  readonly power?: number;
  /** 'one', or as elsewhere 'less' or 'greater': all of alpha on one side. */
  readonly side?: 'two' | 'one' | 'less' | 'greater';
}): number {
  open('p1', p1);
  open('p2', p2);
  if (p1 === p2) throw new RangeError('p2: it equals p1, so no sample tells them apart');
  open('alpha', alpha);
  open('power', power);
  oneOf('side', side, ['two', 'one', 'less', 'greater']);
  const za = -normalQuantile({ p: side === 'two' ? alpha / 2 : alpha });
  const zb = normalQuantile({ p: power });
  const pooled = (p1 + p2) / 2;
  const root = za * Math.sqrt(2 * pooled * (1 - pooled)) + zb * Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2));
  return (root / (p1 - p2)) ** 2;
}

/**
 * Events until an oracle sequential test decides that their probability is p1 and not p0: ln(1/δ)/KL(p1‖p0). Take 1.4 of
 * it for the mixture; over events an hour it is hours.
 *
 * @throws RangeError naming `p1`, `p0` (in (0, 1), different) or `delta`.
 * Source: Wald 1947.
 */
export function expectedDecisionN({
  p1,
  p0,
  delta,
}: {
  readonly p1: number;
  readonly p0: number;
  readonly delta: number;
}): number {
  open('p1', p1);
  open('p0', p0);
  if (p1 === p0) throw new RangeError('p0: it equals p1, so no sample tells them apart');
  open('delta', delta);
  return Math.log(1 / delta) / divergence(p1, p0);
}
