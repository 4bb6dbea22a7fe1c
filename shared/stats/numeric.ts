/** Element `index`; for loops whose bounds are known to hold. */
export function at<T>(values: ArrayLike<T>, index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`index: ${index} is outside 0…${values.length - 1}`);
  return value;
}

/** A sum that is added to term by term, with Neumaier's compensation. */
export function runningSum(): { readonly add: (value: number) => void; readonly total: () => number } {
  let [total, lost] = [0, 0];
  return {
    add: (value) => {
      const next = total + value;
      lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
      total = next;
    },
    total: () => total + lost,
  };
}

/** Σ with the same compensation; without a closure, since many inner loops are this sum. */
export function sum(values: Iterable<number>): number {
  let [total, lost] = [0, 0];
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** Σ f(i) for i in 0…n−1, compensated. */
export function sumOf(n: number, term: (index: number) => number): number {
  let [total, lost] = [0, 0];
  for (let index = 0; index < n; index += 1) {
    const value = term(index);
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** Mean, or null of nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** Indices of `values` in ascending order; equal ones keep their order. */
export function ascending(values: readonly number[]): number[] {
  // Typed, since this is what the time of every sorted method is spent on.
  const keys = Float64Array.from(values);
  const order = Uint32Array.from(values, (_, index) => index);
  order.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
  return [...order];
}

/** The distinct values, descending. */
export function distinctDescending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => b - a);
}

/** Where f changes sign in (low, high), by bisection until the interval no longer shrinks; `rises`: f(low) < 0. */
export function bisect(f: (x: number) => number, [low, high]: readonly [number, number], rises: boolean): number {
  let [a, b] = [low, high];
  for (let step = 0; step < 200; step += 1) {
    const middle = (a + b) / 2;
    if (middle <= a || middle >= b) break;
    if (f(middle) > 0 === rises) b = middle;
    else a = middle;
  }
  return (a + b) / 2;
}
