import type { PairCounts } from './evidence.js';

const BETS = 64;
/** Log-spaced from 0.001 to 0.99: small differences and glaring ones are both found soon. */
const STAKES: readonly number[] = Array.from(
  { length: BETS },
  (_, index) => 0.001 * (0.99 / 0.001) ** (index / (BETS - 1)),
);

/**
 * Evidence, from subjects on which both machines were asked, that the challenger's rate of bad answers exceeds `ratio`
 * times the incumbent's. Natural log of an e-value at any time; nothing bad gives 0.
 *
 * A subject pays c − ratio·i, where c and i say (0 or 1) whose answer was bad: at most 0 in expectation under
 * “c's rate ≤ ratio · i's rate”, and at least −ratio, so each stake s in (0, 1) of wealth/ratio makes a test martingale; the e-value is their
 * equal mixture. At ratio 1 only disagreements count, as in McNemar's test; above 1 those that both got wrong count for
 * the challenger, which a test of disagreements alone would leave out.
 *
 * `ratio`: ≥ 1.
 * Source: Waudby-Smith & Ramdas 2024, JRSS-B 86, section 4 (betting on a bounded mean).
 */
export function worseOnPairs({ challengerOnly, incumbentOnly, both }: PairCounts, ratio: number): number {
  return logMixture((stake) => [
    [challengerOnly, stake / ratio],
    [incumbentOnly, -stake],
    [both, -stake * (1 - 1 / ratio)],
  ]);
}

/**
 * Evidence that the challenger's rate is below `ratio` times the incumbent's: a subject pays ratio·i − c, at most 0 in
 * expectation under “c's rate ≥ ratio · i's rate” and at least −1.
 *
 * `ratio`: > 1. Source: as `worseOnPairs`, with the roles changed.
 */
export function fineOnPairs({ challengerOnly, incumbentOnly, both }: PairCounts, ratio: number): number {
  return logMixture((stake) => [
    [incumbentOnly, stake * ratio],
    [both, stake * (ratio - 1)],
    [challengerOnly, -stake],
  ]);
}

/** How often a factor 1 + gain came, for each stake. */
function logMixture(factors: (stake: number) => readonly (readonly [number, number])[]): number {
  const logs = STAKES.map((stake) =>
    factors(stake).reduce((total, [times, gain]) => (times === 0 ? total : total + times * Math.log1p(gain)), 0),
  );
  const top = Math.max(...logs);
  return top + Math.log(logs.reduce((total, log) => total + Math.exp(log - top), 0) / BETS);
}
