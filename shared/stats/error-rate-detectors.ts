import { bit, count, open, positive } from './check.js';
import type { Detector, DetectorState } from './detector.js';

export type DdmParams = { warmStart: number; warningThreshold: number; driftThreshold: number };
export type DdmState = DetectorState & {
  readonly params: DdmParams;
  readonly n: number;
  readonly errors: number;
  /** Where p + s was least; null before the warm start is over. */
  readonly best: { readonly p: number; readonly s: number } | null;
};

/**
 * Drift detection method for a stream of 0 and 1 (error): warns when p + s leaves its least value by two of its standard
 * deviations, drifts at three. Offered as a second opinion; on a stable stream it raises a false alarm every few thousand labels.
 *
 * @throws RangeError naming `x` or a parameter.
 * Source: Gama, Medas, Castillo, Rodrigues 2004, SBIA.
 */
export const ddm: Detector<DdmParams, DdmState> = {
  init: (given = {}) => {
    const params = { warmStart: 30, warningThreshold: 2, driftThreshold: 3, ...given };
    count('warmStart', params.warmStart);
    positive('warningThreshold', params.warningThreshold);
    positive('driftThreshold', params.driftThreshold);
    return { params, n: 0, errors: 0, best: null, isDrift: false, isWarning: false };
  },
  update: (before, x) => {
    bit('x', x);
    const state = before.isDrift ? ddm.init(before.params) : before;
    const { params } = state;
    const [n, errors] = [state.n + 1, state.errors + x];
    if (n <= params.warmStart) return { ...state, n, errors, isWarning: false };
    const p = errors / n;
    const s = Math.sqrt((p * (1 - p)) / n);
    const best = state.best === null || p + s <= state.best.p + state.best.s ? { p, s } : state.best;
    const isDrift = p + s > best.p + params.driftThreshold * best.s;
    const isWarning = !isDrift && p + s > best.p + params.warningThreshold * best.s;
    return { ...state, n, errors, best, isDrift, isWarning };
  },
};

export type EddmParams = { warmStart: number; alpha: number; beta: number };
export type EddmState = DetectorState & {
  readonly params: EddmParams;
  readonly n: number;
  readonly errors: number;
  readonly lastError: number;
  readonly mean: number;
  readonly squares: number;
  readonly max: number;
};

/**
 * Early drift detection method: watches the distance between errors, whose mean plus two standard deviations must not
 * fall below beta (drift) or alpha (warning) of its largest value. Population variance.
 *
 * @throws RangeError naming `x` or a parameter; alpha ≥ beta.
 * Source: Baena-García et al. 2006.
 */
export const eddm: Detector<EddmParams, EddmState> = {
  init: (given = {}) => {
    const params = { warmStart: 30, alpha: 0.95, beta: 0.9, ...given };
    count('warmStart', params.warmStart);
    open('alpha', params.alpha);
    open('beta', params.beta);
    if (params.alpha < params.beta) throw new RangeError(`alpha: ${params.alpha} is less than beta = ${params.beta}`);
    return { params, n: 0, errors: 0, lastError: 0, mean: 0, squares: 0, max: -1, isDrift: false, isWarning: false };
  },
  update: (before, x) => {
    bit('x', x);
    const state = before.isDrift ? eddm.init(before.params) : before;
    const { params } = state;
    const n = state.n + 1;
    if (x === 0) return { ...state, n };
    const errors = state.errors + 1;
    const distance = n - state.lastError;
    const mean = state.mean + (distance - state.mean) / errors;
    const squares = state.squares + (distance - mean) * (distance - state.mean);
    const next = { ...state, n, errors, lastError: n, mean, squares };
    if (n <= params.warmStart) return next;
    const reach = mean + 2 * Math.sqrt(squares / errors);
    if (reach > state.max) return { ...next, max: reach };
    if (errors <= params.warmStart) return next;
    const level = reach / state.max;
    return { ...next, isDrift: level < params.beta, isWarning: level >= params.beta && level < params.alpha };
  },
};
