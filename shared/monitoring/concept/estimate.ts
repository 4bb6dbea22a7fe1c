import type { EstimateMove } from './sentence.js';

/** Of confidences, as buckets hold them. */
export type ConfidenceMoments = { readonly n: number; readonly sum: number; readonly sumSquares: number };
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
 * Confidence-based performance estimate from moments alone: the expected error is 1 − the mean confidence. A move counts
 * where it is surer than chance and at least 2 points.
 */
export function estimateError(now: ConfidenceMoments, before: ConfidenceMoments): LabelFreeEstimate {
  const [value, reference] = [errorOf(now), errorOf(before)];
  return { state: stateOf(now, before), value, reference, cases: now.n };
}

function errorOf({ n, sum }: ConfidenceMoments): number | null {
  return n === 0 ? null : Math.min(1, Math.max(0, 1 - sum / n));
}

function stateOf(now: ConfidenceMoments, before: ConfidenceMoments): EstimateMove {
  if (now.n < LEAST_CASES || before.n < LEAST_CASES) return 'UNKNOWN';
  const move = before.sum / before.n - now.sum / now.n;
  const spread = Math.sqrt(varianceOf(now) / now.n + varianceOf(before) / before.n);
  if (Math.abs(move) < LEAST_MOVE || Math.abs(move) < SURE_Z * spread) return 'STEADY';
  return move > 0 ? 'WORSE' : 'BETTER';
}

function varianceOf({ n, sum, sumSquares }: ConfidenceMoments): number {
  return Math.max(0, (sumSquares - (sum * sum) / n) / (n - 1));
}
