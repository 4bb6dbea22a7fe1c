/** Whatever can decide besides people: what there is of it, how it is asked, and how it stands in a policy. */
export {
  CONNECTORS,
  DECIDER_KINDS,
  deciderNameSchema,
  newDeciderSchema,
  notesSchema,
  ownerSchema,
  parseReference,
  VERSION_PLACES,
  VERSION_STATES,
  versionReference,
  versionState,
  whereInForce,
  type ConnectorName,
  type DeciderKind,
  type NewDecider,
  type VersionPlace,
  type VersionState,
} from './decider.js';
export type { Evidence, Said } from './said.js';
export { checkAgainstSchemas, secretsSchema, type ProjectSchemas, type VersionSecrets } from './version-config.js';
export { encodeField, type EncodedValue } from './encode-field.js';
export { fillTemplate, fillText, fieldsOfTemplate, type Json } from './template.js';
export {
  DATATYPES,
  headerNameSchema,
  HTTP_PROTOCOLS,
  httpConfigSchema,
  type AnswerMapping,
  type HttpConfig,
  type HttpProtocol,
} from './http-config.js';
export { checkRules } from './check-rules.js';
export {
  costOfRules,
  evaluateRules,
  OPERATORS,
  operatorsOf,
  rulesConfigSchema,
  type RuleCondition,
  type RuleOperator,
  type RuleOutcome,
  type RuleRow,
  type RulesConfig,
} from './rules.js';
export {
  trainedModelCardSchema,
  type AgainstChampion,
  type HeldOut,
  type ShareOf,
  type TrainedModelCard,
} from './model-card.js';
export {
  FEWEST_LABELS,
  KEPT_SHADOWS,
  TRAINING_STATUSES,
  TRAINING_TRIGGERS,
  trainingOptionsSchema,
  trainingProgressSchema,
  type TrainingOptions,
  type TrainingProgress,
  type TrainingStatus,
  type TrainingTrigger,
} from './training.js';
export { ONNX_ACTIVATIONS, onnxConfigSchema, type OnnxColumn, type OnnxConfig } from './onnx-config.js';
