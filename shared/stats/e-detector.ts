import { each, nonNegative, oneOf, open, positive, propensity, sameLength, unit } from './check.js';
import type { DetectorState } from './detector.js';
import { LOG_BETS } from './evalues.js';

/** ln 0 in a state that must survive JSON. */
const LOG_ZERO = -1e300;

export type EDetectorParams = {
  /** Largest acceptable error rate, in (0, 1). */
  m: number;
  lambdas: readonly number[];
  omegas: readonly number[];
  type: 'SR' | 'CUSUM';
  threshold: number;
  /** Smallest propensity that the policy could have used; 1 when every label was equally likely. */
  piMin: number;
};
export type EDetectorState = DetectorState & {
  readonly params: EDetectorParams;
  readonly logs: readonly number[];
  readonly logM: number;
};

/**
 * E-detector for a rise of an error rate above m: an average run length of at least `threshold` labels before a false
 * alarm, for any stream whose conditional mean is at most m, without assuming a distribution. 'SR' reacts sooner, 'CUSUM'
 * alarms less. `lambdas` are bets in (0, 1) with weights `omegas`; 64 log-spaced ones of equal weight unless given.
 * Observations are in [0, 1]; one that was labelled with propensity π is weighted by piMin/π.
 *
 * @throws RangeError naming `x`, `pi` or a parameter.
 * Source: Shin, Ramdas, Rinaldo 2023, arXiv 2203.03532.
 */
export const eDetector = {
  init(given: Partial<EDetectorParams> & Pick<EDetectorParams, 'm'>): EDetectorState {
    const lambdas = given.lambdas ?? LOG_BETS;
    const omegas = given.omegas ?? lambdas.map(() => 1 / lambdas.length);
    const params: EDetectorParams = { type: 'SR', threshold: 10_000, piMin: 1, ...given, lambdas, omegas };
    open('m', params.m);
    each('lambdas', lambdas, open);
    each('omegas', omegas, nonNegative);
    sameLength('omegas', omegas, lambdas.length);
    oneOf('type', params.type, ['SR', 'CUSUM']);
    positive('threshold', params.threshold);
    propensity('piMin', params.piMin);
    return { params, logs: lambdas.map(() => LOG_ZERO), logM: LOG_ZERO, isDrift: false, isWarning: false };
  },
  update(before: EDetectorState, x: number, pi: number = before.params.piMin): EDetectorState {
    unit('x', x);
    propensity('pi', pi);
    const { params } = before;
    if (pi < params.piMin) throw new RangeError(`pi: ${pi} is less than piMin = ${params.piMin}`);
    const state = before.isDrift ? eDetector.init(params) : before;
    const gain = (params.piMin / pi) * (x / params.m - 1);
    const isSr = params.type === 'SR';
    const { lambdas, omegas } = params;
    let top = LOG_ZERO;
    const logs = state.logs.map((log, g) => {
      const grown = (isSr ? log1pExp(log) : Math.max(log, 0)) + Math.log1p((lambdas[g] ?? 0) * gain);
      if (grown > top) top = grown;
      return grown;
    });
    let mixed = 0;
    for (let g = 0; g < logs.length; g += 1) mixed += (omegas[g] ?? 0) * Math.exp((logs[g] ?? LOG_ZERO) - top);
    const logM = Math.max(LOG_ZERO, top + Math.log(mixed));
    return { params, logs, logM, isDrift: logM >= Math.log(params.threshold), isWarning: false };
  },
};

/** ln(1 + e^v) without overflow. */
function log1pExp(v: number): number {
  return v > 0 ? v + Math.log1p(Math.exp(-v)) : Math.log1p(Math.exp(v));
}
