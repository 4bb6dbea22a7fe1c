/**
 * What Handrail watches and how it is counted: the metrics, buckets of counts, moments, sketches and bins that add in any
 * order, and what a case, an answer or a request adds to them. Owns no state; times and thresholds are given.
 */
export {
  bucketOf,
  bucketStart,
  bucketStarts,
  KEPT_MS,
  LENGTH_MS,
  MAX_POINTS,
  RESOLUTIONS,
  resolutionFor,
  type Resolution,
} from './bucket-time.js';
export {
  addToCell,
  emptyCell,
  mergeCell,
  mergeCells,
  restoreCell,
  storeCell,
  type Cell,
  type CellShape,
  type StoredCell,
} from './cell.js';
export { CellSum, type ReadCell } from './cell-sum.js';
export {
  binCount,
  Binning,
  categoricalLayout,
  CONFIDENCE_LAYOUT,
  decodeBins,
  encodeBins,
  layoutSchema,
  mergeBins,
  placesOfNew,
  placesOn,
  type Bins,
  type Layout,
  type Places,
} from './layout.js';
export {
  compareBins,
  effectOf,
  DRIFT_EFFECT,
  DRIFT_RATE,
  DRIFT_STATES,
  judgeDrift,
  LEAST_CURRENT,
  LEAST_REFERENCE,
  whyNotCompared,
  type Compared,
  type EffectUnit,
  type DrawnBin,
  type DriftState,
} from './compare-bins.js';
export {
  changePoint,
  driftOnset,
  driftsSince,
  driftWindows,
  type DriftOnset,
  type DriftWindow,
  type TimedCell,
} from './drift-windows.js';
export { ranksOf } from './different-values.js';
export { freezeGrid, type Collected, type FrozenGrid } from './freeze-grids.js';
export { placesOf, Vocabulary, VocabularyMaker } from './vocabulary.js';
export { LANGUAGES, UNKNOWN_LANGUAGE, type Language } from './languages.js';
export { addMoments, deviationOf, standardErrorOf, type Moments } from './moments.js';
export {
  LOOK_MS,
  METRIC_GROUPS,
  METRIC_KINDS,
  metricOf,
  METRICS,
  metricsFor,
  storedAs,
  type Metric,
  type MetricGroup,
  type MetricKind,
  type PartOf,
} from './metric.js';
export {
  addValue,
  dimensionsOf,
  dimensionsOfRequest,
  layoutOfSchema,
  NO_DIMENSIONS,
  observeAnswer,
  observeCase,
  observeFeedback,
  observeInProcess,
  observeRequest,
  observeTurnedAway,
  valueOf,
  type Add,
  type Dimensions,
} from './observe.js';
export { countedMs, pointOf, pointsOf, sharesOf, type CategoryLine, type MetricPoint, type Range } from './points.js';
export { LOOKED_AT_PX, lumaOf, measureImage, type ImageMeasures } from './measure-image.js';
export { SoundMeter, type SoundMeasures } from './measure-sound.js';
export { observeMedium, type MediumMeasured } from './observe-media.js';
export { DEFAULT_OVERVIEW_LIMITS, overviewLimitsSchema, type OverviewLimits } from './overview-limits.js';
export { QuantileSketch, SKETCH_ERROR } from './quantile-sketch.js';
export type { AnswerSeen, CaseSeen, FeedbackSeen, RequestSeen, SeenProject, TurnedAway } from './seen.js';
export {
  judgeLimit,
  judgeMove,
  judgeTraffic,
  LIMIT_KINDS,
  MONITORING_VERDICTS,
  worstOf,
  type Figure,
  type Judged,
  type LimitKind,
  type MonitoringVerdict,
} from './judge-figure.js';
export * from './concept/index.js';
export { inWords, judgeLoops, type LoopHealth, type LoopSeen, type LoopVerdict } from './judge-loops.js';
