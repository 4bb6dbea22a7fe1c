import { count, finite, open } from './check.js';
import type { Detector, DetectorState } from './detector.js';
import { at } from './numeric.js';

export type AdwinParams = {
  delta: number;
  clock: number;
  maxBuckets: number;
  minWindowLength: number;
  gracePeriod: number;
};
/** A bucket: the sum of its 2^row values, and their squared deviations from their mean. */
type Bucket = { readonly total: number; readonly squares: number };
export type AdwinState = DetectorState & {
  readonly params: AdwinParams;
  readonly ticks: number;
  readonly width: number;
  readonly total: number;
  readonly squares: number;
  /** Row r holds buckets of 2^r values, oldest first; higher rows are older. */
  readonly rows: readonly (readonly Bucket[])[];
};

type Window = { width: number; total: number; squares: number; rows: Bucket[][] };

/**
 * Adaptive windowing: keeps a window that grows while its mean is stable and drops its old part when two parts differ
 * by more than chance. O(log width) a step and in memory.
 *
 * @throws RangeError naming `x` or a parameter.
 * Source: Bifet & Gavaldà 2007, SDM, with the cut of River's current form (all buckets but the newest are candidates).
 */
export const adwin: Detector<AdwinParams, AdwinState> = {
  init: (given = {}) => {
    const params = { delta: 0.002, clock: 32, maxBuckets: 5, minWindowLength: 5, gracePeriod: 10, ...given };
    open('delta', params.delta);
    count('clock', params.clock, 1);
    count('maxBuckets', params.maxBuckets, 1);
    count('minWindowLength', params.minWindowLength, 1);
    count('gracePeriod', params.gracePeriod);
    return { params, ticks: 0, width: 0, total: 0, squares: 0, rows: [[]], isDrift: false, isWarning: false };
  },
  update: (before, x) => {
    finite('x', x);
    const state = before.isDrift ? adwin.init(before.params) : before;
    const { params } = state;
    const window: Window = { ...state, rows: state.rows.map((row) => [...row]) };
    insert(window, x, params.maxBuckets);
    const ticks = state.ticks + 1;
    let isDrift = false;
    if (ticks % params.clock === 0 && window.width > params.gracePeriod) {
      while (hasCut(window, params)) {
        dropOldest(window);
        isDrift = true;
      }
    }
    const { width, total, squares, rows } = window;
    return { params, ticks, width, total, squares, rows, isDrift, isWarning: false };
  },
};

function insert(window: Window, x: number, maxBuckets: number): void {
  if (window.width > 0) {
    const miss = x - window.total / window.width;
    window.squares += (window.width * miss * miss) / (window.width + 1);
  }
  window.width += 1;
  window.total += x;
  at(window.rows, 0).push({ total: x, squares: 0 });
  for (let row = 0; at(window.rows, row).length > maxBuckets; row += 1) {
    const buckets = at(window.rows, row);
    const [a, b] = [at(buckets, 0), at(buckets, 1)];
    const n = 2 ** row;
    const squares = a.squares + b.squares + (a.total - b.total) ** 2 / (2 * n);
    buckets.splice(0, 2);
    if (window.rows.length === row + 1) window.rows.push([]);
    at(window.rows, row + 1).push({ total: a.total + b.total, squares });
  }
}

function dropOldest(window: Window): void {
  const row = window.rows.length - 1;
  const bucket = at(window.rows, row).shift();
  if (!bucket) return;
  const n = 2 ** row;
  window.width -= n;
  window.total -= bucket.total;
  const gap = bucket.total / n - (window.width > 0 ? window.total / window.width : 0);
  window.squares = Math.max(0, window.squares - bucket.squares - (n * window.width * gap * gap) / (n + window.width));
  while (window.rows.length > 1 && at(window.rows, window.rows.length - 1).length === 0) window.rows.pop();
}

/** Looks from the oldest bucket on for a cut whose sides differ by more than ε. */
function hasCut(window: Window, { delta, minWindowLength }: AdwinParams): boolean {
  const { width, total } = window;
  if (width < 2 * minWindowLength) return false;
  const variance = window.squares / width;
  const confidence = Math.log((2 * Math.log(width)) / delta);
  let [n0, sum0] = [0, 0];
  for (let row = window.rows.length - 1; row >= 0; row -= 1) {
    for (const bucket of at(window.rows, row)) {
      n0 += 2 ** row;
      sum0 += bucket.total;
      const n1 = width - n0;
      if (n1 < minWindowLength) return false;
      if (n0 < minWindowLength) continue;
      const m = 1 / (n0 - minWindowLength + 1) + 1 / (n1 - minWindowLength + 1);
      const epsilon = Math.sqrt(2 * m * variance * confidence) + (2 / 3) * m * confidence;
      if (Math.abs(sum0 / n0 - (total - sum0) / n1) > epsilon) return true;
    }
  }
  return false;
}
