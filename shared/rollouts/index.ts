/**
 * Bringing one machine in for another: the plan, the evidence, and what to do next. Pure functions of plan, state,
 * evidence and clock; the server keeps the state and writes the policies that put a move in force.
 */
export {
  DEFAULT_GUARDRAILS,
  DEFAULT_STEPS,
  GUARDRAILS_WITHOUT_BASELINE,
  guardrailSchema,
  isFitting,
  ROLLOUT_METRICS,
  ROLLOUT_MODES,
  rolloutPlanSchema,
  type Guardrail,
  type RolloutMetric,
  type RolloutMode,
  type RolloutPlan,
  type RolloutStep,
} from './plan.js';
export {
  NO_COUNTS,
  NO_EVIDENCE,
  NO_PAIRS,
  type ArmCounts,
  type CarriedEvidence,
  type EarlierStep,
  type PairCounts,
  type RolloutEvidence,
} from './evidence.js';
export {
  compareVerdict,
  errorRate,
  shareOfCases,
  shareOfLabels,
  type Compared,
  type ComparedLabels,
  type ComparisonVerdict,
  type Estimate,
} from './compare.js';
export { countedAnswers, type CountedAnswers } from './counted-answers.js';
export { commonLabelRates, labelRates, type LabelRates } from './label-rates.js';
export { fineOnPairs, worseOnPairs } from './ratio-on-pairs.js';
export { settingsOfRollout } from './settings.js';
export {
  guardrailSentence,
  moveReason,
  percent,
  rolloutSentence,
  rolloutVerdict,
  waitingSentence,
} from './sentences.js';
export { isSampleRatioWrong, judgeGuardrail, stepLogE, type GuardrailVerdict, type Verdict } from './verdict.js';
export {
  applyRolloutMove,
  firstRolloutState,
  nextRolloutMove,
  ROLLOUT_STATUSES,
  type RolloutJudgement,
  type RolloutMove,
  type RolloutState,
  type RolloutStatus,
  type Waiting,
} from './progress.js';
