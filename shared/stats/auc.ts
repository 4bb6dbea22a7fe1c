import { each, finite, open } from './check.js';
import { clamp, sumOf } from './numeric.js';
import { normalQuantile } from './special.js';

/**
 * How often a score is higher among `positives` than among `negatives`, ties counting half: the area under the ROC curve.
 * With DeLong's standard error, but not below 1/(2N) of N scores, so that a perfect parting has an interval too. `auc` null where one of them is empty; then nothing is known, [0, 1]. O(N log N).
 *
 * @throws RangeError naming `positives`, `negatives` (finite) or `confidence` (in (0, 1)).
 * Source: DeLong, DeLong and Clarke-Pearson 1988; midranks as Sun and Xu 2014.
 */
export function rocAuc({
  positives,
  negatives,
  confidence = 0.95,
}: {
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
  readonly confidence?: number;
}): { auc: number | null; standardError: number; lower: number; upper: number } {
  each('positives', positives, finite);
  each('negatives', negatives, finite);
  open('confidence', confidence);
  const [m, n] = [positives.length, negatives.length];
  if (m === 0 || n === 0) return { auc: null, standardError: 0, lower: 0, upper: 1 };
  const all = midranks([...positives, ...negatives]);
  const [own, others] = [midranks(positives), midranks(negatives)];
  const above = positives.map((_, index) => ((all[index] ?? 0) - (own[index] ?? 0)) / n);
  const below = negatives.map((_, index) => 1 - ((all[m + index] ?? 0) - (others[index] ?? 0)) / m);
  const auc = sumOf(m, (index) => above[index] ?? 0) / m;
  const standardError = Math.max(1 / (2 * (m + n)), Math.sqrt(spreadOf(above, auc) + spreadOf(below, auc)));
  const reach = normalQuantile({ p: 1 - (1 - confidence) / 2 }) * standardError;
  return { auc, standardError, lower: clamp(auc - reach, 0, 1), upper: clamp(auc + reach, 0, 1) };
}

/** Variance of the mean. */
function spreadOf(values: readonly number[], mean: number): number {
  const n = values.length;
  return n < 2 ? 0 : sumOf(n, (index) => ((values[index] ?? 0) - mean) ** 2) / (n - 1) / n;
}

/** Ranks from 1 on; equal values share the mean of theirs. */
function midranks(values: readonly number[]): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end += 1;
    for (let place = start; place < end; place += 1) ranks[order[place] ?? 0] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
