/**
 * The numbers Handrail's promises rest on: pure functions, one object of named arguments in, plain JSON out.
 * Owns no state, reads no clock and draws no random number; `RangeError` names the argument that is wrong.
 */
export * from './adwin.js';
export * from './aggregate.js';
export * from './agreement.js';
export { rocAuc } from './auc.js';
export * from './calibration.js';
export { clusterTotal } from './cluster-total.js';
export * from './combine-propensity.js';
export {
  asymptoticCs,
  asymptoticCsOneSided,
  asymptoticDiffCs,
  hedgedCs,
  hedgedStream,
  predmixEbLower,
  predmixStream,
  type HedgedParams,
  type HedgedState,
  type Moments,
  type PredmixParams,
  type PredmixState,
} from './confseq.js';
export type { Detector, DetectorState } from './detector.js';
export * from './detectors.js';
export * from './drift.js';
export * from './e-detector.js';
export * from './error-rate-detectors.js';
export {
  bernoulliConfSeq,
  betaBinomialE,
  mergeTallies,
  weightedSelectiveCs,
  weightedSelectiveE,
  type Direction,
  type TallyRow,
} from './evalues.js';
export * from './grid.js';
export { hashUniform, type SamplingPurpose } from './hash-uniform.js';
export * from './mean-detectors.js';
export * from './ppi.js';
export {
  binomialTailP,
  clopperPearson,
  hbPValue,
  thinToUniform,
  wilson,
  wilsonOfShare,
  zeroErrorSampleSize,
  type Interval,
} from './proportions.js';
export * from './queue.js';
export * from './rollout.js';
export * from './sampling.js';
export * from './scoring.js';
export { betaCdf, betaQuantile, binomialCdf, chiSquareSf, normalCdf, normalQuantile, studentTCdf } from './special.js';
export * from './survey.js';
export * from './temperature.js';
export * from './threshold.js';
