import { NO_EVIDENCE, type CarriedEvidence, type RolloutEvidence } from './evidence.js';
import type { RolloutMetric, RolloutPlan, RolloutStep } from './plan.js';
import { isSampleRatioWrong, judgeGuardrail, stepLogE, type GuardrailVerdict } from './verdict.js';

/** How a rollout stands. `running` is the only state that anything leads out of. */
export const ROLLOUT_STATUSES = ['running', 'finished', 'rolled_back', 'stopped'] as const;
export type RolloutStatus = (typeof ROLLOUT_STATUSES)[number];

/** Where a rollout is, as it is stored. `stepStartedAt`: UTC, milliseconds. JSON. */
export type RolloutState = {
  readonly status: RolloutStatus;
  /** Index of the present step; 0 for blue/green. */
  readonly step: number;
  readonly stepStartedAt: number;
  /** The step whose end a person has approved; null: none. An approval is for one step only. */
  readonly approvedStep: number | null;
  /** The challenger's share in force. Blue/green: 0 or 1. */
  readonly share: number;
  readonly carried: CarriedEvidence;
};

/** What a step still waits for. Times in milliseconds, ≥ 0. */
export type Waiting =
  | { readonly for: 'time'; readonly leftMs: number }
  | { readonly for: 'cases' | 'labels'; readonly left: number }
  | { readonly for: 'guardrail'; readonly metric: RolloutMetric }
  | { readonly for: 'approval' }
  | { readonly for: 'switch' }
  /** The project is at Human only: no machine runs, so nothing can be learned. */
  | { readonly for: 'level' };

/** What to do next. One step at a time, whatever the clock says. */
export type RolloutMove =
  | { readonly kind: 'hold'; readonly waiting: readonly Waiting[] }
  | { readonly kind: 'advance'; readonly step: number; readonly share: number; readonly carried: CarriedEvidence }
  | { readonly kind: 'finish' }
  | { readonly kind: 'roll_back'; readonly metric: RolloutMetric; readonly logE: number }
  | { readonly kind: 'stop'; readonly reason: 'sample_ratio_mismatch' };

export type RolloutJudgement = { readonly move: RolloutMove; readonly verdicts: readonly GuardrailVerdict[] };

/**
 * Says what a rollout should do next: a pure function of plan, state, evidence and clock, so a restart neither repeats
 * nor skips a step.
 *
 * - A guardrail that fails rolls back, also while an approval is waited for. A wrong sample ratio stops.
 * - A step is left only when its time, cases and labels are there, no guardrail is unknown, and, where the plan wants it,
 *   a person has approved this very step. A clock that jumped, forwards or back, never passes more than one step nor an
 *   approval.
 * - Blue/green waits for the switch; after it only a guardrail moves it.
 * - What people say late of the cases of a step that was left is weighed with that step, at its share: it can roll back,
 *   never advance.
 * - While the project is at Human only (`isPaused`) nothing goes forward; a guardrail can still fail on labels that come late.
 *
 * `evidence`: since the present step began. `now`: UTC, milliseconds.
 */
export function nextRolloutMove(
  plan: RolloutPlan,
  state: RolloutState,
  given: { readonly evidence: RolloutEvidence; readonly now: number; readonly isPaused?: boolean },
): RolloutJudgement {
  if (state.status !== 'running') return { move: { kind: 'hold', waiting: [] }, verdicts: [] };
  const { evidence } = given;
  const step = plan.steps[state.step];
  const lacking = step ? lackingOf(step, state, given) : [];
  const isSampleComplete = step !== undefined && !lacking.some((one) => one.for === 'cases' || one.for === 'labels');
  const carried = carriedNow(plan, state, evidence);
  const verdicts = plan.guardrails.map((guardrail) =>
    judgeGuardrail(guardrail, evidence, { share: state.share, carried, isSampleComplete }),
  );
  const isPaused = given.isPaused ?? false;
  return { move: moveOf({ plan, state, step, lacking, carried, verdicts, evidence, isPaused }), verdicts };
}

type Situation = {
  readonly plan: RolloutPlan;
  readonly state: RolloutState;
  readonly step: RolloutStep | undefined;
  readonly lacking: readonly Waiting[];
  readonly carried: CarriedEvidence;
  readonly verdicts: readonly GuardrailVerdict[];
  readonly evidence: RolloutEvidence;
  readonly isPaused: boolean;
};

function moveOf({ plan, state, step, lacking, carried, verdicts, evidence, isPaused }: Situation): RolloutMove {
  if (isSampleRatioWrong(evidence, state.share)) return { kind: 'stop', reason: 'sample_ratio_mismatch' };
  const failed = verdicts.find(({ verdict }) => verdict === 'fail');
  if (failed && state.share > 0) return { kind: 'roll_back', metric: failed.metric, logE: failed.logE };
  const paused: Waiting[] = isPaused ? [{ for: 'level' }] : [];
  if (!step) return { kind: 'hold', waiting: state.share === 0 ? [...paused, { for: 'switch' }] : paused };
  const waiting = [
    ...paused,
    ...lacking,
    ...verdicts
      .filter(({ verdict }) => verdict !== 'pass')
      .map(({ metric }) => ({ for: 'guardrail' as const, metric })),
    ...(step.approval && state.approvedStep !== state.step ? [{ for: 'approval' as const }] : []),
  ];
  if (waiting.length > 0) return { kind: 'hold', waiting };
  const next = plan.steps[state.step + 1];
  if (!next) return { kind: 'finish' };
  return { kind: 'advance', step: state.step + 1, share: next.share, carried: carry(carried, verdicts) };
}

function lackingOf(
  step: RolloutStep,
  state: RolloutState,
  { evidence, now }: { readonly evidence: RolloutEvidence; readonly now: number },
): Waiting[] {
  const leftMs = step.minimumMinutes * 60_000 - Math.max(0, now - state.stepStartedAt);
  const cases = step.minimumCases - evidence.challenger.cases;
  const labels = step.minimumLabels - evidence.challenger.labels;
  return [
    ...(leftMs > 0 ? [{ for: 'time' as const, leftMs }] : []),
    ...(cases > 0 ? [{ for: 'cases' as const, left: cases }] : []),
    ...(labels > 0 ? [{ for: 'labels' as const, left: labels }] : []),
  ];
}

const SAID_BY_PEOPLE: ReadonlySet<RolloutMetric> = new Set(['error', 'override', 'refusal']);

/** What the steps before left behind, with what was said of their cases since. */
function carriedNow(plan: RolloutPlan, { step, carried }: RolloutState, evidence: RolloutEvidence): CarriedEvidence {
  const { earlier = [], hasBaseline } = evidence;
  if (step === 0 || earlier.length < step) return carried;
  const sums: Partial<Record<RolloutMetric, number>> = { ...carried };
  for (const guardrail of plan.guardrails) {
    if (!SAID_BY_PEOPLE.has(guardrail.metric)) continue;
    sums[guardrail.metric] = earlier
      .map(({ share, pairs, ...arms }) => {
        const known = { ...NO_EVIDENCE, ...arms, hasBaseline, pairs: { ...NO_EVIDENCE.pairs, error: pairs.error } };
        return stepLogE(guardrail, known, share);
      })
      .reduce((sum, logE) => sum + logE, 0);
  }
  return sums;
}

/** A step's evidence is a factor of its own, because the share was its own; factors multiply. */
function carry(carried: CarriedEvidence, verdicts: readonly GuardrailVerdict[]): CarriedEvidence {
  const sums: Partial<Record<RolloutMetric, number>> = { ...carried };
  for (const { metric, stepLogE } of verdicts) sums[metric] = (sums[metric] ?? 0) + stepLogE;
  return sums;
}

/** The state in which a plan begins: a canary at its first share, blue/green with everything still blue. */
export function firstRolloutState(plan: RolloutPlan, now: number): RolloutState {
  const share = plan.mode === 'blue_green' ? 0 : (plan.steps[0]?.share ?? 0);
  return { status: 'running', step: 0, stepStartedAt: now, approvedStep: null, share, carried: {} };
}

/** The state after a move, or after a person's `switch` of blue/green or `withdraw`al. What has ended stays as it is. */
export function applyRolloutMove(
  state: RolloutState,
  move: RolloutMove | { readonly kind: 'switch'; readonly share: 0 | 1 } | { readonly kind: 'withdraw' },
  now: number,
): RolloutState {
  if (state.status !== 'running') return state;
  switch (move.kind) {
    case 'hold':
      return state;
    case 'advance':
      return {
        ...state,
        step: move.step,
        share: move.share,
        stepStartedAt: now,
        approvedStep: null,
        carried: move.carried,
      };
    case 'switch':
      return { ...state, share: move.share, stepStartedAt: now, carried: {} };
    case 'finish':
      return { ...state, status: 'finished', share: 1 };
    case 'roll_back':
    case 'withdraw':
      return { ...state, status: 'rolled_back', share: 0 };
    case 'stop':
      return { ...state, status: 'stopped', share: 0 };
  }
}
