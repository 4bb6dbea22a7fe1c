import { weightedSelectiveE } from '../evalues.js';
import { at } from '../numeric.js';
import { binomialTailP, zeroErrorSampleSize } from '../proportions.js';
import { GRID, startFor, truthAt, type Population } from './population.js';
import { random } from './random.js';
import { rowOf, type SimulationRow } from './row.js';

const LOOKS = 20;

type Given = {
  readonly population: Population;
  readonly alpha: number;
  readonly delta: number;
  /** Labels between two looks. */
  readonly step?: number;
  readonly runs: number;
  readonly seed: number;
};
/** Whether k errors of n labels certify a candidate at this look. */
type Rule = { readonly name: string; readonly start: number; readonly certifies: (k: number, n: number) => boolean };

function rulesOf({ population, alpha, delta, step = 100 }: Given): Rule[] {
  const least = zeroErrorSampleSize({ alpha, delta });
  const start = (times: number): number => startFor(population, LOOKS * step, times * least);
  const isBelow = (level: number) => (k: number, n: number) => binomialTailP({ k, n, alpha }) <= level;
  return [
    {
      name: 'fixed sequence, e-value at each look',
      start: start(4),
      certifies: (k, n) =>
        weightedSelectiveE({ tally: [{ pi: 1, errors: k, correct: n - k }], alpha, piMin: 1 }).logE >=
        Math.log(1 / delta),
    },
    { name: `fixed sequence, binomial at δ/${LOOKS}`, start: start(2), certifies: isBelow(delta / LOOKS) },
    { name: 'naive: fixed sequence, binomial at each look', start: start(2), certifies: isBelow(delta) },
  ];
}

/**
 * Simulation 3: the certified threshold is shown at each of twenty looks, while labels arrive. A violation is a threshold
 * that was ever shown and does not hold. `achieved` is the mean coverage of what is shown at the end.
 */
export function simulatePeeking(given: Given): SimulationRow[] {
  const { population, alpha, delta, step = 100, runs } = given;
  const draw = random(given.seed);
  const candidates = [...GRID].reverse();
  const truths = candidates.map((threshold) => truthAt(population, threshold));
  const tallies = rulesOf(given).map((rule) => ({ rule, violations: 0, coverage: 0 }));
  for (let run = 0; run < runs; run += 1) {
    const seen = tallies.map(() => ({ violates: false, last: -1 }));
    const [n, k] = [candidates.map(() => 0), candidates.map(() => 0)];
    for (let look = 0; look < LOOKS; look += 1) {
      for (let label = 0; label < step; label += 1) {
        const pick = Math.floor(draw() * population.confidence.length);
        candidates.forEach((threshold, j) => {
          if (at(population.confidence, pick) < threshold) return;
          n[j] = at(n, j) + 1;
          k[j] = at(k, j) + at(population.errors, pick);
        });
      }
      tallies.forEach(({ rule }, r) => {
        const last = lowestCertified(rule, candidates, { n, k });
        const isWrong = last >= 0 && at(truths, last).risk > alpha;
        seen[r] = { violates: at(seen, r).violates || isWrong, last };
      });
    }
    tallies.forEach((tally, r) => {
      const { violates, last } = at(seen, r);
      tally.violations += violates ? 1 : 0;
      tally.coverage += last < 0 ? 0 : at(truths, last).coverage;
    });
  }
  return tallies.map(({ rule, violations, coverage }) =>
    rowOf({
      method: rule.name,
      target: `${LOOKS} looks: no shown threshold has error > ${alpha}`,
      delta,
      runs,
      violations,
      mustFail: rule.name.startsWith('naive'),
      achieved: coverage / runs,
      labels: LOOKS * step,
    }),
  );
}

/** Index of the last candidate that the walk down from the start certifies; −1 for none. */
function lowestCertified(
  { start, certifies }: Rule,
  candidates: readonly number[],
  { n, k }: { readonly n: readonly number[]; readonly k: readonly number[] },
): number {
  let last = -1;
  for (let j = candidates.findIndex((threshold) => threshold <= start); j < candidates.length; j += 1) {
    if (!certifies(at(k, j), at(n, j))) break;
    last = j;
  }
  return last;
}
