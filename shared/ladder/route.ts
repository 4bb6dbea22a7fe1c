import { validateOutput, type FieldError, type OutputValue } from '../schema/index.js';
import { combinePropensity, hashUniform } from '../stats/index.js';
import type { Level } from './level.js';
import { machineAnswer, type MachineAnswer, type MachineFailure, type RoutePrediction } from './machine-answer.js';
import { machineOnDuty, type Arm, type Duty } from './machine-on-duty.js';
import type { Policy } from './policy.js';
import { isPicked } from './sample.js';
import { thresholdFor } from './threshold.js';

/** Why a case has a review. `imported`: answered elsewhere before it came here. */
export const REVIEW_REASONS = [
  'level',
  'low_confidence',
  'audit',
  'blind_control',
  'disagreement',
  'gold',
  'fallback',
  'appeal',
  'imported',
] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

/**
 * Reviews of cases that were picked, not drawn: their labels teach, but came with no known probability, so no estimate
 * counts them and an export gives them no weight (statistics, 8.3).
 */
export const HAND_PICKED_REASONS = [
  'disagreement',
  'gold',
  'appeal',
  'imported',
] as const satisfies readonly ReviewReason[];

/** Why a case was decided as it was: a review's reason, or why no human was needed. */
export const ROUTE_REASONS = [...REVIEW_REASONS, 'confident', 'previous_system'] as const;
export type RouteReason = (typeof ROUTE_REASONS)[number];

/**
 * The case as far as routing needs it. `key` carries every random choice; `subject`, where the caller gives one, keeps
 * everything of one customer or document on one side of a rollout.
 */
export type RouteCase = {
  readonly key: string;
  readonly segment?: string | null | undefined;
  readonly subject?: string | null | undefined;
  /** What the input schema has against the case, where it was taken in all the same; then no machine decides it. */
  readonly inputErrors?: readonly FieldError[] | undefined;
};

export type RouteDecider =
  | { readonly kind: 'human' }
  | { readonly kind: 'model'; readonly name: string; readonly value: OutputValue; readonly confidence: number }
  | { readonly kind: 'system'; readonly name: string; readonly value: OutputValue };

/** The review that the case gets. */
export type RouteReview = {
  readonly reason: ReviewReason;
  /** True when nothing that the machine said may reach the reviewer. */
  readonly blind: boolean;
  /** True when the case waits for this review; false when it is already decided and the review only measures. */
  readonly decides: boolean;
  /** Queue order in [0, 1], higher first; for blind reviews it does not depend on any prediction. */
  readonly priority: number;
};

/** Who decides, why, with what probability a human sees it, and what that human may see. JSON; stored with the case. */
export type Route = {
  /** The rung that the case was routed on: the project's, or the challenger's own. */
  readonly level: Level;
  readonly policyVersion: number;
  readonly reason: RouteReason;
  readonly decider: RouteDecider;
  readonly review: RouteReview | null;
  /** Whether the reviewer may see the prediction. */
  readonly showPrediction: boolean;
  /** The threshold in force for the predicted class and segment; null where none was consulted. */
  readonly threshold: number | null;
  /** Probability that a case like this gets any human label. */
  readonly propensity: number;
  /** Probability that a case like this gets a label by someone who did not see the prediction. */
  readonly blindPropensity: number;
  /** The probability of each mechanism that was in play. */
  readonly components: { readonly audit?: number; readonly blindControl?: number; readonly level?: number };
  readonly failure: MachineFailure | null;
  /** The machine on duty, `name@version`; null where none was named. */
  readonly machine: string | null;
  /** The rollout under way and the arm that the case was dealt to; null where there was none. */
  readonly rollout: { readonly id: string; readonly arm: Arm } | null;
};

type Parts = Pick<Route, 'reason' | 'decider' | 'review' | 'propensity' | 'blindPropensity' | 'components'> &
  Partial<Pick<Route, 'threshold' | 'failure'>>;

const HUMAN: RouteDecider = { kind: 'human' };
const UNORDERED = 0.5;

/**
 * Says who decides a case: the one rule of the ladder. Deterministic: the same policy, case and predictions always give
 * the same route, so a stored case can be replayed (chance comes from a hash of the policy's salt and the case's key).
 *
 * - A machine decides only in Partial automation at confidence ≥ the threshold in force, or in Full automation.
 * - A machine that fails decides nothing: Partial sends the case to a human, Full follows the policy's fallback.
 * - In Human only and Shadow nothing here depends on what a model said.
 *
 * `predictions`: any number, in any state. Never throws.
 */
export function route(policy: Policy, caseFacts: RouteCase, predictions: readonly RoutePrediction[]): Route {
  const duty = machineOnDuty(policy, caseFacts);
  const answer = answerOnDuty(duty, policy, { predictions, inputErrors: caseFacts.inputErrors });
  const parts = routeAtLevel({ policy, caseFacts, predictions, answer, level: duty.level });
  return {
    level: duty.level,
    policyVersion: policy.version,
    threshold: null,
    failure: null,
    ...parts,
    showPrediction: parts.review !== null && !parts.review.blind,
    machine: duty.machine,
    rollout: policy.rollout === null || duty.arm === null ? null : { id: policy.rollout.id, arm: duty.arm },
  };
}

function answerOnDuty(
  duty: Duty,
  policy: Policy,
  { predictions, inputErrors }: Pick<RouteCase, 'inputErrors'> & { predictions: readonly RoutePrediction[] },
): MachineAnswer {
  const [wrong] = inputErrors ?? [];
  if (wrong) {
    return { ok: false, failure: { kind: 'bad_input', detail: `${wrong.pointer || 'the input'} ${wrong.detail}` } };
  }
  return machineAnswer(policy, duty.isMachineless ? [] : predictions, duty.machine);
}

type Situation = {
  readonly policy: Policy;
  readonly caseFacts: RouteCase;
  readonly predictions: readonly RoutePrediction[];
  readonly answer: MachineAnswer;
  readonly level: Level;
};

function routeAtLevel(situation: Situation): Parts {
  switch (situation.level) {
    case 'HUMAN_ONLY':
      return everyCaseBlind();
    case 'SHADOW':
      return shadow(situation);
    case 'AI_ASSISTANCE':
      return situation.answer.ok ? assisted(situation, situation.answer.confidence, 'level') : failedToHuman(situation);
    case 'PARTIAL_AUTOMATION':
      return partial(situation);
    case 'FULL_AUTOMATION':
      return full(situation);
  }
}

function everyCaseBlind(): Parts {
  return {
    reason: 'level',
    decider: HUMAN,
    review: { reason: 'level', blind: true, decides: true, priority: UNORDERED },
    propensity: 1,
    blindPropensity: 1,
    components: { level: 1 },
  };
}

function shadow(situation: Situation): Parts {
  const system = systemAnswer(situation);
  return system ? automated(situation, system, 'previous_system') : everyCaseBlind();
}

function partial(situation: Situation): Parts {
  const { policy, caseFacts, answer } = situation;
  if (!answer.ok) return failedToHuman(situation);
  const threshold = thresholdFor(policy.thresholds, { value: answer.value, segment: caseFacts.segment });
  if (answer.confidence >= threshold) return { ...automated(situation, byModel(answer), 'confident'), threshold };
  if (policy.showLowConfidencePrediction) {
    return { ...assisted(situation, answer.confidence, 'low_confidence'), threshold };
  }
  // Ordered like the audits beside it, so that a place in the queue does not tell the two apart.
  const priority = blindPriority(policy, caseFacts);
  return {
    ...everyCaseBlind(),
    reason: 'low_confidence',
    review: { reason: 'low_confidence', blind: true, decides: true, priority },
    threshold,
  };
}

function full(situation: Situation): Parts {
  const { policy, answer } = situation;
  if (answer.ok) return automated(situation, byModel(answer), 'level');
  const { failure } = answer;
  if (policy.fallback.kind === 'system') {
    const system = systemAnswer(situation);
    if (system) return { ...automated(situation, system, 'fallback'), failure };
  }
  if (policy.fallback.kind === 'default') {
    const value = validateOutput(policy.outputSchema, policy.fallback.value);
    if (value.ok) {
      const decider: RouteDecider = { kind: 'system', name: 'default', value: value.value };
      return { ...automated(situation, decider, 'fallback'), failure };
    }
  }
  return failedToHuman(situation);
}

/** Decided at once; a random share is looked at afterwards by someone who is not told what was decided. */
function automated({ policy, caseFacts }: Situation, decider: RouteDecider, reason: RouteReason): Parts {
  const audited = isPicked(policy.auditRate, 'audit', { salt: policy.salt, key: caseFacts.key });
  return {
    reason,
    decider,
    review: audited
      ? { reason: 'audit', blind: true, decides: false, priority: blindPriority(policy, caseFacts) }
      : null,
    propensity: policy.auditRate,
    blindPropensity: policy.auditRate,
    components: { audit: policy.auditRate },
  };
}

/** A human decides with the suggestion in view, except for the random blind controls that measure its pull. */
function assisted({ policy, caseFacts }: Situation, confidence: number, reason: 'level' | 'low_confidence'): Parts {
  const rate = policy.blindControlRate ?? policy.auditRate;
  const control = isPicked(rate, 'blind', { salt: policy.salt, key: caseFacts.key });
  return {
    reason: control ? 'blind_control' : reason,
    decider: HUMAN,
    review: control
      ? { reason: 'blind_control', blind: true, decides: true, priority: blindPriority(policy, caseFacts) }
      : { reason, blind: false, decides: true, priority: 1 - confidence },
    propensity: 1,
    blindPropensity: combinePropensity({ components: [rate] }),
    components: { level: 1, blindControl: rate },
  };
}

/** There is no usable prediction, so there is nothing to show: the label is blind by nature. */
function failedToHuman({ answer }: Situation): Parts {
  return {
    reason: 'fallback',
    decider: HUMAN,
    review: { reason: 'fallback', blind: true, decides: true, priority: UNORDERED },
    propensity: 1,
    blindPropensity: 1,
    components: { level: 1 },
    failure: answer.ok ? null : answer.failure,
  };
}

/** Uniform over keys and independent of every prediction, so that a place in the queue tells nothing. */
function blindPriority(policy: Policy, { key }: RouteCase): number {
  return hashUniform({ salt: policy.salt, purpose: 'order', key });
}

function byModel(answer: Extract<MachineAnswer, { ok: true }>): RouteDecider {
  return { kind: 'model', name: answer.model, value: answer.value, confidence: answer.confidence };
}

function systemAnswer({ policy, predictions }: Situation): RouteDecider | undefined {
  if (policy.previousSystem === null) return undefined;
  const said = predictions.find(({ kind, model }) => kind === 'system' && model === policy.previousSystem);
  if (!said || said.error != null) return undefined;
  const value = validateOutput(policy.outputSchema, said.value);
  return value.ok ? { kind: 'system', name: said.model, value: value.value } : undefined;
}
