/**
 * How many numbers there were, their mean, and `m2`: the sum of their squared distances from it. So the spread of numbers
 * that are large beside it (ids, cents, seconds since 1970) is as exact as that of small ones, which a sum of squares is not.
 *
 * Source: Welford 1962, Technometrics 4; Chan, Golub, LeVeque 1983, American Statistician 37.
 */
export type Moments = { readonly count: number; readonly mean: number; readonly m2: number };
type Kept = { count: number; mean: number; m2: number };

/** Adds one finite number. */
export function addNumber(into: Kept, value: number): void {
  addMoments(into, { count: 1, mean: value, m2: 0 });
}

/** Adds those of others. Numbers near the end of what is one stay finite. */
export function addMoments(into: Kept, { count, mean, m2 }: Moments): void {
  const total = into.count + count;
  if (count === 0) return;
  const share = count / total;
  const gap = mean - into.mean;
  into.m2 = Math.min(Number.MAX_VALUE, into.m2 + m2 + gap * (gap * (into.count * share)));
  into.mean = Number.isFinite(gap) ? into.mean + gap * share : into.mean * (1 - share) + mean * share;
  into.count = total;
}

/** Of the numbers themselves; 0 of none. */
export function deviationOf({ count, m2 }: Moments): number {
  return count === 0 ? 0 : Math.sqrt(m2 / count);
}

/** Of the mean, where the numbers are a sample; null of fewer than two. */
export function standardErrorOf({ count, m2 }: Moments): number | null {
  return count < 2 ? null : Math.sqrt(m2 / (count - 1) / count);
}
