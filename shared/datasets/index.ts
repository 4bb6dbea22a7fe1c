/**
 * Training data out: what a dataset is made of and how a row comes to be. Pure functions; the server freezes the rows and
 * writes the files.
 */
export {
  ANSWER_ORDERS,
  answerOrder,
  ReviewStrata,
  WEIGHT_REASONS,
  type AnswerOrder,
  type OpenStratum,
  type ReviewStratum,
  type RowQueue,
  type WeightReason,
} from './answered.js';
export { canonicalJson, contentHash } from './canonical.js';
export {
  addToTally,
  cardOf,
  emptyTally,
  withOpenReviews,
  withTerms,
  type CardPolicy,
  type CardTally,
  type DatasetCard,
  type PolicyRows,
} from './card.js';
export { columnsOf, DATASET_COLUMNS, type ColumnType, type DatasetColumn } from './columns.js';
export { consensusOf, type Consensus, type SingleLabel } from './consensus.js';
export {
  CONSENSUS_RULES,
  datasetDefinitionSchema,
  datasetFilterSchema,
  PROTECTIONS,
  type ConsensusRule,
  type DatasetAbout,
  type DatasetDefinition,
  type DatasetFilter,
  type DatasetSplit,
  type Protection,
} from './definition.js';
export {
  answerType,
  asType,
  flatColumns,
  inputColumns,
  type FlatColumn,
  type FlatRow,
  type FlatSource,
  type FlatType,
  type FlatValue,
} from './flat-columns.js';
export { instantText, microsOf } from './instant.js';
export { barePersonalFields, effectiveProtection, personalFields } from './personal.js';
export {
  addToProfile,
  emptyProfile,
  profileOf,
  type DatasetProfile,
  type PartKind,
  type PartProfile,
  type ProfileTally,
} from './profile.js';
export { termsInWords } from './policy-words.js';
export { protectInput } from './protect.js';
export { datasetRow, withQueue, type DatasetRow, type RowFacts, type RowLabel, type RowPrediction } from './row.js';
export {
  selectionOf,
  selectionProbability,
  takesBlindOnly,
  weightedAccuracy,
  type JudgedRow,
  type Selection,
  type SelectionFacts,
  type WeightedAccuracy,
} from './selection.js';
export { addToShape, emptyShape, shapeOf, type DatasetShape, type ShapeTally, type ValueKind } from './shape.js';
export { splitOf, type SplitName } from './split.js';
export {
  addToConfusion,
  ambiguousRows,
  confusionOf,
  coverageHoles,
  leadOf,
  likelyErrors,
  type CheckedRow,
  type ConfusionTally,
  type DoubtedRow,
  type Hole,
  type OpenRow,
  type QualityReport,
  type ReviewerConfusion,
  likelyNumberErrors,
  type CheckedNumber,
} from './quality.js';
export { DRIFT_VERDICTS, versionDrift, type DriftVerdict, type PartDrift, type VersionDrift } from './version-drift.js';
