import type { EstimateMove } from './sentence.js';

/** Of confidences, as buckets hold them: how many, their mean (null of none) and its standard error. */
export type MeanConfidence = { readonly n: number; readonly mean: number | null; readonly se: number };
export type LabelFreeEstimate = {
  readonly state: EstimateMove;
  /** Expected error: 1 − mean confidence; null of nothing. */
  readonly value: number | null;
  readonly reference: number | null;
  readonly cases: number;
};

/** What the estimate takes for granted; it is worth nothing where that is not so. */
export const ESTIMATE_ASSUMPTIONS: readonly string[] = [
  'The confidence is calibrated: of the cases that it calls 90 %, nine in ten are right.',
  'The rules have not changed: what was right for such a case still is. It cannot see concept drift.',
  'Every case has a confidence; those without one are left out.',
];
const LEAST_CASES = 100;
const LEAST_MOVE = 0.02;
const SURE_Z = 4;

/**
 * Confidence-based performance estimate from means alone: the expected error is 1 − the mean confidence. A move counts
 * where it is surer than chance and at least 2 points.
 */
export function estimateError(now: MeanConfidence, before: MeanConfidence): LabelFreeEstimate {
  return { state: stateOf(now, before), value: errorOf(now), reference: errorOf(before), cases: now.n };
}

function errorOf({ mean }: MeanConfidence): number | null {
  return mean === null ? null : Math.min(1, Math.max(0, 1 - mean));
}

function stateOf(now: MeanConfidence, before: MeanConfidence): EstimateMove {
  if (now.mean === null || before.mean === null || now.n < LEAST_CASES || before.n < LEAST_CASES) return 'UNKNOWN';
  const move = before.mean - now.mean;
  if (Math.abs(move) < LEAST_MOVE || Math.abs(move) < SURE_Z * Math.hypot(now.se, before.se)) return 'STEADY';
  return move > 0 ? 'WORSE' : 'BETTER';
}
