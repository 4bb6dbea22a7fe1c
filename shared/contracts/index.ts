/**
 * What both sides of a wire agree on: problems, permissions, the REST bodies, and the changes that processes announce.
 * One schema each, used by whoever sends and whoever receives.
 */
export { PROBLEMS, problemTypeSchema, type Problem, type ProblemType } from './problems.js';
export {
  API_SCOPES,
  PERMISSIONS,
  ROLES,
  permissionsOf,
  type Actor,
  type ApiScope,
  type Permission,
  type Role,
} from './permissions.js';
export {
  CHANNEL_EVENTS,
  channelMessageSchema,
  type ChannelEvent,
  type ChannelMessage,
  type ToldOf,
} from './channel-events.js';
export { changeSchema, type Change, type ChangeType } from './changes.js';
export {
  decisionRequestSchema,
  FEEDBACK_KINDS,
  feedbackRequestSchema,
  predictionSchema,
  type DecisionRequest,
  type DecisionView,
  type FeedbackView,
  type GivenPrediction,
  type RouteView,
} from './decisions.js';
export { LABEL_COLUMNS, type LabelRow } from './label-row.js';
export type { FieldError } from '../schema/index.js';
