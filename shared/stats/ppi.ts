import { each, finite, open, sameLength } from './check.js';
import { at, clamp, mean as meanOf, sumOf } from './numeric.js';
import { zOf } from './special.js';

/**
 * Prediction-powered mean: uses a prediction ŷ of every case to tighten the estimate from the few labelled ones. Here y =
 * audited error and ŷ = 1 − calibrated confidence. Needs labels that are uniform among the cases described (constant π,
 * or thinned first). `lambda` null chooses the power by PPI++ in [0, 1]; λ ≈ 0 means that confidence says nothing about
 * errors. Without labels or without unlabelled predictions all is null.
 *
 * @throws RangeError naming `y`, `yhat` (as many), `yhatUnlabelled`, `confidence` or `lambda`.
 * Source: Angelopoulos et al. 2023, Science 382; PPI++: Angelopoulos, Duchi, Zrnic 2023, arXiv 2311.01453, example 6.1.
 */
export function ppiMean({
  y,
  yhat,
  yhatUnlabelled,
  confidence = 0.9,
  lambda = null,
}: {
  readonly y: readonly number[];
  readonly yhat: readonly number[];
  readonly yhatUnlabelled: readonly number[];
  readonly confidence?: number;
  readonly lambda?: number | null;
}): {
  estimate: number | null;
  se: number | null;
  lambda: number | null;
  lower: number | null;
  upper: number | null;
} {
  each('y', y, finite);
  each('yhat', yhat, finite);
  each('yhatUnlabelled', yhatUnlabelled, finite);
  sameLength('yhat', yhat, y.length);
  open('confidence', confidence);
  if (lambda !== null) finite('lambda', lambda);
  const [n, N] = [y.length, yhatUnlabelled.length];
  if (n === 0 || N === 0) return { estimate: null, se: null, lambda: null, lower: null, upper: null };
  const power = lambda ?? bestPower(y, yhat, yhatUnlabelled);
  const rectifier = y.map((value, i) => value - power * at(yhat, i));
  const estimate = power * meanOr0(yhatUnlabelled) + meanOr0(rectifier);
  const se = Math.sqrt((power * power * variance(yhatUnlabelled, 0)) / N + variance(rectifier, 0) / n);
  const half = zOf(confidence) * se;
  return { estimate, se, lambda: power, lower: estimate - half, upper: estimate + half };
}

function bestPower(y: readonly number[], yhat: readonly number[], unlabelled: readonly number[]): number {
  const [n, N] = [y.length, unlabelled.length];
  const [meanY, meanYhat] = [meanOr0(y), meanOr0(yhat)];
  const covariance = sumOf(n, (i) => (at(y, i) - meanY) * (at(yhat, i) - meanYhat)) / n;
  const spread = variance([...yhat, ...unlabelled], 1);
  return spread > 0 ? clamp(covariance / ((1 + n / N) * spread), 0, 1) : 0;
}

function meanOr0(values: readonly number[]): number {
  return meanOf(values) ?? 0;
}

function variance(values: readonly number[], lost: 0 | 1): number {
  const centre = meanOr0(values);
  const freedom = values.length - lost;
  return freedom <= 0 ? 0 : sumOf(values.length, (i) => (at(values, i) - centre) ** 2) / freedom;
}
