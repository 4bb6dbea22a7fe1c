import { normalQuantile } from './normal-quantile.js';

/**
 * Gives the Wilson score interval for a share of k in n, for simple shares on screens.
 *
 * `confidence` in (0, 1), two-sided. n = 0 gives [0, 1]: nothing is known yet. An interval for one look, not for a
 * figure that is recomputed and acted upon.
 *
 * @throws RangeError naming the argument: a count that is negative or not whole, k > n, a confidence outside (0, 1).
 * Source: Wilson 1927, JASA 22, 209–212.
 *
 * @example wilson({ k: 0, n: 20, confidence: 0.95 }) // { lower: 0, upper: 0.161125158053… }
 */
export function wilson({
  k,
  n,
  confidence = 0.95,
}: {
  readonly k: number;
  readonly n: number;
  readonly confidence?: number;
}): { lower: number; upper: number } {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`n: ${n} is not a count`);
  if (!Number.isInteger(k) || k < 0 || k > n) throw new RangeError(`k: ${k} is not a count of at most n`);
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence: ${confidence} is not in (0, 1)`);
  if (n === 0) return { lower: 0, upper: 1 };
  const z = normalQuantile((1 + confidence) / 2);
  const share = k / n;
  const scale = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { lower: k === 0 ? 0 : Math.max(0, centre - half), upper: k === n ? 1 : Math.min(1, centre + half) };
}
