import { normalQuantile } from '../stats/index.js';
import { wilsonOfShare } from '../stats/proportions.js';

/** A judged prediction: whether it was wrong by a blind label, and the probability with which it got one. */
export type JudgedPrediction = {
  readonly confidence: number;
  readonly isWrong: boolean;
  /** Blind propensity, in (0, 1]. */
  readonly propensity: number;
};

/** What a threshold would mean: the share of cases that the machine would decide, and how often it would be wrong. */
export type CurvePoint = {
  readonly threshold: number;
  /** Share of cases with a confidence of at least the threshold, in [0, 1]. */
  readonly share: number;
  /** Blind labels among them. */
  readonly labelled: number;
  /** Weighted share of wrong ones; null when nothing is labelled there. */
  readonly error: number | null;
  readonly lower: number;
  readonly upper: number;
};

const Z = normalQuantile({ p: 0.975 });

/**
 * Gives error against share automated for each threshold, in ascending order of threshold. Each judged prediction counts
 * with 1/propensity, so that audits (rare) and Shadow labels (certain) may stand in one curve. For looking, not for
 * deciding: the 95 % interval is Wilson's at Kish's effective number of labels, and holds for one point at a time.
 * Nothing labelled gives error null and the interval [0, 1].
 *
 * `confidences` are those of recent cases with a prediction; without any, every share is 0.
 */
export function errorCurve({
  confidences,
  judged,
  grid,
}: {
  readonly confidences: readonly number[];
  readonly judged: readonly JudgedPrediction[];
  readonly grid: readonly number[];
}): CurvePoint[] {
  const all = [...confidences].sort((a, b) => b - a);
  const labels = [...judged].sort((a, b) => b.confidence - a.confidence);
  const sum = { labelled: 0, weight: 0, squares: 0, wrong: 0 };
  let automated = 0;
  const points: CurvePoint[] = [];
  for (const threshold of [...new Set(grid)].sort((a, b) => b - a)) {
    while (automated < all.length && (all[automated] ?? 0) >= threshold) automated += 1;
    for (let next = labels[sum.labelled]; next && next.confidence >= threshold; next = labels[sum.labelled]) {
      const weight = 1 / next.propensity;
      sum.labelled += 1;
      sum.weight += weight;
      sum.squares += weight * weight;
      if (next.isWrong) sum.wrong += weight;
    }
    const share = all.length === 0 ? 0 : automated / all.length;
    points.push({ threshold, share, labelled: sum.labelled, ...estimate(sum) });
  }
  return points.reverse();
}

function estimate({ weight, squares, wrong }: { weight: number; squares: number; wrong: number }) {
  if (weight === 0) return { error: null, lower: 0, upper: 1 };
  const [error, n] = [wrong / weight, (weight * weight) / squares];
  return { error, ...wilsonOfShare({ share: error, n, z: Z }) };
}
