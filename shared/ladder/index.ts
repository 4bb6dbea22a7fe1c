/**
 * The automation ladder: its five levels, the policy that is in force, and the one rule that says who decides a case.
 * Pure: the server, the browser's preview and the edge call the same `route`.
 */
export { automatesAlone, LEVELS, levelRank, lowerLevel, machineRuns, type Level } from './level.js';
export {
  defaultPolicy,
  policySchema,
  policySettingsSchema,
  type Fallback,
  type Policy,
  type PolicyRollout,
  type PolicySettings,
  type Thresholds,
} from './policy.js';
export { givesMoreSay, type Say } from './more-say.js';
export { positionOf, redoTarget, type HistoryEntry } from './history.js';
export { thresholdFor } from './threshold.js';
export { confidenceText, rateText, thresholdText } from './threshold-text.js';
export { machineAnswer, type MachineAnswer, type MachineFailure, type RoutePrediction } from './machine-answer.js';
export { armLevel, machineOnDuty, machinesOf, type Arm, type Dealt, type Duty } from './machine-on-duty.js';
export { isPicked, type SamplingKey } from './sample.js';
export {
  HAND_PICKED_REASONS,
  REVIEW_REASONS,
  ROUTE_REASONS,
  route,
  type ReviewReason,
  type Route,
  type RouteCase,
  type RouteDecider,
  type RouteReason,
  type RouteReview,
} from './route.js';
export { explainRoute, type Predicted } from './explain-route.js';
export { isSameRoute, replayRoute, type Replay, type RouteDifference } from './replay-route.js';
export { LEASE_SECONDS, HEARTBEAT_SECONDS, CLAIM_AHEAD, CORRECTION_MINUTES } from './review-policy.js';
export { answerEffect, type AnswerEffect, type Standing } from './second-answer.js';
export { foresee, type Foreseen, type JudgedCase, type PastCase } from './foresee.js';
export {
  FEWEST_LABELS,
  previewCurve,
  previewPolicy,
  unheardOf,
  type PastSample,
  type PolicyPreview,
} from './preview-policy.js';
export { errorCurve, type CurvePoint, type JudgedPrediction } from './error-curve.js';
