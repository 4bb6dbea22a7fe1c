import { expectedDecisionN, weightedSelectiveCs, weightedSelectiveE, type TallyRow } from '../stats/index.js';
import { percent } from './sentences.js';

/** Blindly labelled cases that both machines answered, by propensity and by who was right: a `GROUP BY`. */
export type ComparedLabels = {
  /** Probability of the blind label, in (0, 1]. */
  readonly propensity: number;
  readonly isChallengerRight: boolean;
  readonly isChampionRight: boolean;
  readonly labels: number;
};

/** A rate in [0, 1]; `estimate` null: no label. The interval holds at any time (95 %). */
export type Estimate = {
  readonly estimate: number | null;
  readonly lower: number;
  readonly upper: number;
  readonly labels: number;
};

const DELTA = 0.05;

/** The error rate of either machine from blind labels. */
export function errorRate(labels: readonly ComparedLabels[], of: 'challenger' | 'champion'): Estimate {
  return shareOfLabels(
    labels.map(({ propensity, labels: n, ...right }) => {
      const isRight = of === 'challenger' ? right.isChallengerRight : right.isChampionRight;
      return { pi: propensity, errors: isRight ? 0 : n, correct: isRight ? n : 0 };
    }),
  );
}

/** A share of cases that were all looked at. */
export function shareOfCases(k: number, n: number): Estimate {
  return shareOfLabels([{ pi: 1, errors: k, correct: n - k }]);
}

/**
 * The share of `errors` among labels that came by known chances: Hájek's estimate, each label weighing 1/`pi` (in (0, 1]),
 * and the confidence sequence of `weightedSelectiveCs`. No label gives null and [0, 1].
 */
export function shareOfLabels(tally: readonly TallyRow[]): Estimate {
  const some = tally.filter(({ errors, correct }) => errors + correct > 0);
  const labels = some.reduce((total, { errors, correct }) => total + errors + correct, 0);
  if (labels === 0) return { estimate: null, lower: 0, upper: 1, labels: 0 };
  const weight = some.reduce((total, { pi, errors, correct }) => total + (errors + correct) / pi, 0);
  const wrong = some.reduce((total, { pi, errors }) => total + errors / pi, 0);
  const { lower, upper } = weightedSelectiveCs({ tally: some, delta: DELTA, piMin: smallest(some) });
  return { estimate: wrong / weight, lower, upper, labels };
}

function smallest(tally: readonly TallyRow[]): number {
  return Math.min(...tally.map(({ pi }) => pi));
}

export type Compared = {
  readonly challenger: string;
  readonly champion: string;
  readonly cases: number;
  readonly differ: number;
  readonly labels: readonly ComparedLabels[];
};

/** Which of two machines is better, as far as it is known. */
export type ComparisonVerdict = {
  readonly kind: 'nothing' | 'unlabelled' | 'better' | 'worse' | 'unknown';
  readonly sentence: string;
};

/**
 * Says which of two machines is better, and how sure that is. Only cases on which exactly one was right tell
 * (statistics, 9.1); they weigh 1/propensity. “Better” and “worse” are said at an e-value of 20 for the weighted share of
 * them that the challenger had right being above (below) one half, so the sentence may be read as often as one likes and
 * is wrong with probability at most 5 % each.
 */
export function compareVerdict({ challenger, champion, cases, differ, labels }: Compared): ComparisonVerdict {
  if (cases === 0)
    return {
      kind: 'nothing',
      sentence: `Nothing to compare yet: no case was answered by both ${challenger} and ${champion}.`,
    };
  const differing = `They differ on ${percent(differ / cases)} of ${cases.toLocaleString('en')} cases`;
  const tally = labels
    .filter(({ isChallengerRight, isChampionRight }) => isChallengerRight !== isChampionRight)
    .map(({ propensity, isChallengerRight, labels: n }) => ({
      pi: propensity,
      errors: isChallengerRight ? 0 : n,
      correct: isChallengerRight ? n : 0,
    }));
  const [right, wrong] = [tally.reduce((k, row) => k + row.correct, 0), tally.reduce((k, row) => k + row.errors, 0)];
  if (right + wrong === 0) {
    return { kind: 'unlabelled', sentence: `${differing}; no blind label says yet who is right where they do.` };
  }
  const evidence = (direction: 'below' | 'above'): number =>
    weightedSelectiveE({ tally, alpha: 0.5, piMin: smallest(tally), direction }).logE;
  const alarm = Math.log(1 / DELTA);
  const sided = `where they differ, people sided with ${challenger} ${right} of ${right + wrong} times`;
  if (evidence('below') >= alarm)
    return { kind: 'better', sentence: `${challenger} is better than ${champion}: ${sided}. ${differing}.` };
  if (evidence('above') >= alarm)
    return { kind: 'worse', sentence: `${challenger} is worse than ${champion}: ${sided}. ${differing}.` };
  return { kind: 'unknown', sentence: `Not known yet which is better: ${sided}${still(right, wrong)}. ${differing}.` };
}

/** How many more labelled disagreements would tell, if they go on as they went. */
function still(right: number, wrong: number): string {
  const n = right + wrong;
  const share = (right + 1) / (n + 2);
  if (n < 5 || Math.abs(share - 0.5) < 0.02) return '';
  const more = Math.ceil(1.4 * expectedDecisionN({ p1: share, p0: 0.5, delta: DELTA })) - n;
  return more > 0 ? `; about ${more.toLocaleString('en')} more such labels would tell, if it goes on like this` : '';
}
