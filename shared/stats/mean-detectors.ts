import { count, finite, nonNegative, oneOf, open, positive, unit } from './check.js';
import type { Detector, DetectorState } from './detector.js';
import { ksTest } from './drift.js';

export type PageHinkleyParams = {
  minInstances: number;
  delta: number;
  threshold: number;
  alpha: number;
  mode: 'both' | 'up' | 'down';
};
export type PageHinkleyState = DetectorState & {
  readonly params: PageHinkleyParams;
  readonly n: number;
  readonly mean: number;
  readonly up: number;
  readonly down: number;
  /** Least `up`; null before the first observation. */
  readonly leastUp: number | null;
  readonly mostDown: number;
};

/**
 * Page–Hinkley test for a change of a mean: cumulated deviations that leave their least (or largest) value by more than
 * the threshold. The mean includes the newest observation.
 *
 * @throws RangeError naming `x` or a parameter.
 * Source: Page 1954, Biometrika 41; the two-sided form of River 0.26.
 */
export const pageHinkley: Detector<PageHinkleyParams, PageHinkleyState> = {
  init: (given = {}) => {
    const params = { minInstances: 30, delta: 0.005, threshold: 50, alpha: 0.9999, mode: 'both' as const, ...given };
    count('minInstances', params.minInstances);
    nonNegative('delta', params.delta);
    positive('threshold', params.threshold);
    positive('alpha', unit('alpha', params.alpha));
    oneOf('mode', params.mode, ['both', 'up', 'down']);
    return { params, n: 0, mean: 0, up: 0, down: 0, leastUp: null, mostDown: -1, isDrift: false, isWarning: false };
  },
  update: (before, x) => {
    finite('x', x);
    const state = before.isDrift ? pageHinkley.init(before.params) : before;
    const { params } = state;
    const n = state.n + 1;
    const mean = state.mean + (x - state.mean) / n;
    const up = params.alpha * state.up + (x - mean) - params.delta;
    const down = params.alpha * state.down + (x - mean) + params.delta;
    const leastUp = state.leastUp === null ? up : Math.min(state.leastUp, up);
    const mostDown = Math.max(state.mostDown, down);
    const rose = params.mode !== 'down' && up - leastUp > params.threshold;
    const fell = params.mode !== 'up' && mostDown - down > params.threshold;
    const isDrift = n >= params.minInstances && (rose || fell);
    return { ...state, n, mean, up, down, leastUp, mostDown, isDrift };
  },
};

export type KswinParams = { alpha: number; windowSize: number; statSize: number };
export type KswinState = DetectorState & { readonly params: KswinParams; readonly window: readonly number[] };

const LEAST_DISTANCE = 0.1;

/**
 * Kolmogorov–Smirnov windowing: compares the newest `statSize` of the last `windowSize` values with the older ones, all of
 * them, so that it is deterministic. After a drift only the newest remain. For confidences or losses, not for rare 0/1
 * errors.
 *
 * @throws RangeError naming `x` or a parameter; statSize < windowSize.
 * Source: Raab, Heusinger, Schleif 2020, Neurocomputing 416.
 */
export const kswin: Detector<KswinParams, KswinState> = {
  init: (given = {}) => {
    const params = { alpha: 0.005, windowSize: 100, statSize: 30, ...given };
    open('alpha', params.alpha);
    count('windowSize', params.windowSize, 2);
    count('statSize', params.statSize, 1);
    if (params.statSize >= params.windowSize) throw new RangeError('statSize: it must be less than windowSize');
    return { params, window: [], isDrift: false, isWarning: false };
  },
  update: (state, x) => {
    finite('x', x);
    const { params } = state;
    const window = [...state.window, x].slice(-params.windowSize);
    if (window.length < params.windowSize) return { ...state, window, isDrift: false };
    const newest = window.slice(-params.statSize);
    const { statistic, p } = ksTest({ a: window.slice(0, -params.statSize), b: newest, method: 'exact' });
    const isDrift = p <= params.alpha && (statistic ?? 0) > LEAST_DISTANCE;
    return { ...state, window: isDrift ? newest : window, isDrift };
  },
};
