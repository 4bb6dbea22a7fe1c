import {
  NO_COUNTS,
  NO_EVIDENCE,
  NO_PAIRS,
  type ArmCounts,
  type PairCounts,
  type RolloutEvidence,
} from '../evidence.js';
import { rolloutPlanSchema, type RolloutPlan } from '../plan.js';
import { applyRolloutMove, firstRolloutState, nextRolloutMove, type RolloutState } from '../progress.js';

export type SimulatedRollouts = {
  readonly runs: number;
  readonly rolledBack: number;
  readonly finished: number;
  /** Of those that were rolled back: cases until then, and how many of them the challenger had; null: none was. */
  readonly medianCases: number | null;
  readonly medianChallengerCases: number | null;
};

type World = {
  readonly incumbentRate: number;
  readonly challengerRate: number;
  /** Of the challenger's errors that the incumbent makes too, where it makes any: how alike they are, in [0, 1]. */
  readonly overlap: number;
  readonly labelRate: number;
  readonly mostCases: number;
  readonly runs: number;
  /** Uniform numbers in [0, 1). */
  readonly draw: () => number;
};

const PLAN: RolloutPlan = rolloutPlanSchema.parse({
  mode: 'canary',
  challenger: 'new@1',
  incumbent: 'old@1',
  steps: [0.05, 0.1, 0.25, 0.5, 1].map((share) => ({ share, minimumCases: 500, minimumLabels: 40 })),
  guardrails: [{ metric: 'error', delta: 0.05 }],
});
/** A judgement every so many cases: as good as after each, at a fraction of the time. */
const LOOK_EVERY = 50;

/**
 * Lives through canaries with the usual steps and the guardrail on errors, judged again and again on the arms and on the
 * pairs. The base rate drifts over the day. Deterministic by `draw`.
 */
export function simulateRollouts(world: World): SimulatedRollouts {
  const ends = Array.from({ length: world.runs }, () => liveOne(world));
  const back = ends.filter(({ status }) => status === 'rolled_back');
  return {
    runs: world.runs,
    rolledBack: back.length,
    finished: ends.filter(({ status }) => status === 'finished').length,
    medianCases: median(back.map(({ cases }) => cases)),
    medianChallengerCases: median(back.map(({ challengers }) => challengers)),
  };
}

type End = { readonly status: RolloutState['status']; readonly cases: number; readonly challengers: number };

function liveOne(world: World): End {
  let state = firstRolloutState(PLAN, 0);
  let evidence = NO_EVIDENCE;
  let challengers = 0;
  for (let cases = 1; cases <= world.mostCases; cases += 1) {
    const isChallenger = world.draw() < state.share;
    challengers += Number(isChallenger);
    evidence = withCase(evidence, isChallenger, outcomeOf(world, cases));
    if (cases % LOOK_EVERY !== 0) continue;
    const { move } = nextRolloutMove(PLAN, state, { evidence, now: cases });
    if (move.kind === 'advance') evidence = NO_EVIDENCE;
    state = applyRolloutMove(state, move, cases);
    if (state.status !== 'running') return { status: state.status, cases, challengers };
  }
  return { status: state.status, cases: world.mostCases, challengers };
}

type Outcome = { readonly isLabelled: boolean; readonly c: boolean; readonly i: boolean };

function outcomeOf({ incumbentRate, challengerRate, overlap, labelRate, draw }: World, at: number): Outcome {
  const drift = 1 + 0.5 * Math.sin(at / 700);
  const i = draw() < incumbentRate * drift;
  const together = Math.min(1, (overlap * Math.min(challengerRate, incumbentRate)) / incumbentRate);
  const alone = (challengerRate - together * incumbentRate) / (1 - incumbentRate);
  const c = draw() < (i ? together : Math.max(0, alone * drift));
  return { isLabelled: draw() < labelRate, c, i };
}

function withCase(evidence: RolloutEvidence, isChallenger: boolean, outcome: Outcome): RolloutEvidence {
  const arm = isChallenger ? 'challenger' : 'incumbent';
  const error = pairOf(evidence.pairs.error, outcome);
  return {
    ...evidence,
    [arm]: armOf(evidence[arm], outcome, isChallenger),
    pairs: { ...evidence.pairs, error, null: NO_PAIRS },
  };
}

function armOf(counts: ArmCounts, { isLabelled, c, i }: Outcome, isChallenger: boolean): ArmCounts {
  return {
    ...NO_COUNTS,
    cases: counts.cases + 1,
    subjects: counts.subjects + 1,
    labels: counts.labels + Number(isLabelled),
    error: counts.error + Number(isLabelled && (isChallenger ? c : i)),
  };
}

function pairOf(counts: PairCounts, { isLabelled, c, i }: Outcome): PairCounts {
  if (!isLabelled || (!c && !i)) return counts;
  return {
    challengerOnly: counts.challengerOnly + Number(c && !i),
    incumbentOnly: counts.incumbentOnly + Number(i && !c),
    both: counts.both + Number(c && i),
  };
}

function median(values: readonly number[]): number | null {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}
