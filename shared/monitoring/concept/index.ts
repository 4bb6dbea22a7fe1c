export { CALIBRATION_LABELS, type CalibrationPoint, type CalibrationView } from './calibration.js';
export { ESTIMATE_ASSUMPTIONS, estimateError, type LabelFreeEstimate, type MeanConfidence } from './estimate.js';
export {
  driftSentence,
  ESTIMATE_MOVES,
  INPUT_MOVES,
  type DriftSigns,
  type EstimateMove,
  type InputMove,
} from './sentence.js';
export {
  addLabels,
  CONCEPT_DETECTORS,
  CONCEPT_SHAPE,
  noLabels,
  type ConceptDetector,
  type ConceptState,
  type JudgedLabel,
} from './state.js';
export {
  maySettle,
  rateOf,
  veilConcept,
  viewConcept,
  viewVerdict,
  type ConceptView,
  type DetectorView,
  type ErrorPoint,
  type ErrorRate,
  type PartRate,
} from './view.js';
export { REFERENCE_LABELS, type ErrorVerdict } from './verdict.js';
