import { count, each, finite, nonNegative, open, positive, unit } from './check.js';
import { at } from './numeric.js';

/** ln 0 in a state that must survive JSON. */
const RUINED = -1e300;

export type HedgedParams = {
  readonly alpha?: number;
  readonly breaks?: number;
  readonly theta?: number;
  readonly truncScale?: number;
  readonly runningIntersection?: boolean;
};

/** State of a hedged confidence sequence: plain JSON, two arrays of breaks + 1 log-capitals. */
export type HedgedState = {
  readonly params: Required<HedgedParams>;
  readonly t: number;
  readonly total: number;
  readonly v: number;
  readonly variance: number;
  readonly plus: readonly number[];
  readonly minus: readonly number[];
  readonly lower: number;
  readonly upper: number;
};

/**
 * The betting confidence sequence as a reducer over JSON: `init`, then `update` for each observation in [0, 1]. `lower`
 * and `upper` of the state contain the mean at all times with probability at least 1 − alpha. O(breaks) a step.
 *
 * @throws RangeError naming `alpha`, `breaks`, `theta` (in [0, 1]; at an end the interval is one-sided), `truncScale` (in (0, 1]) or `x`.
 * Source: Waudby-Smith & Ramdas 2024, JRSS-B 86(1), hedged capital process.
 */
export const hedgedStream = {
  init({
    alpha = 0.05,
    breaks = 1000,
    theta = 0.5,
    truncScale = 0.5,
    runningIntersection = true,
  }: HedgedParams = {}): HedgedState {
    open('alpha', alpha);
    count('breaks', breaks, 1);
    unit('theta', theta);
    positive('truncScale', unit('truncScale', truncScale));
    const zeros = Array.from({ length: breaks + 1 }, () => 0);
    const params = { alpha, breaks, theta, truncScale, runningIntersection };
    return { params, t: 0, total: 0, v: 0, variance: 0.25, plus: zeros, minus: zeros, lower: 0, upper: 1 };
  },
  update(state: HedgedState, x: number): HedgedState {
    unit('x', x);
    const { alpha, breaks, theta, truncScale, runningIntersection } = state.params;
    const t = state.t + 1;
    const pace = t * Math.log1p(t) * state.variance;
    const betUp = Math.sqrt((2 * Math.log(1 / (alpha * theta))) / pace);
    const betDown = Math.sqrt((2 * Math.log(1 / (alpha * (1 - theta)))) / pace);
    const goal = Math.log(1 / alpha);
    const [upGoal, downGoal] = [goal - Math.log(theta), goal - Math.log(1 - theta)];
    // Copies that are written over: the fastest way to a plain array of doubles.
    const [plus, minus] = [state.plus.slice(), state.minus.slice()];
    let [first, last] = [-1, -1];
    for (let i = 0; i <= breaks; i += 1) {
      const m = i / breaks;
      const up = (plus[i] ?? RUINED) + logOf(1 + Math.min(betUp, truncScale / m) * (x - m));
      const down = (minus[i] ?? RUINED) + logOf(1 - Math.min(betDown, truncScale / (1 - m)) * (x - m));
      plus[i] = up > RUINED ? up : RUINED;
      minus[i] = down > RUINED ? down : RUINED;
      if (up > upGoal || down > downGoal) continue;
      if (first === -1) first = i;
      last = i;
    }
    const total = state.total + x;
    const v = state.v + (x - (0.5 + total) / (t + 1)) ** 2;
    const now = first === -1 ? [0, 1] : [Math.max(0, (first - 1) / breaks), Math.min(1, (last + 1) / breaks)];
    const [lower, upper] = [at(now, 0), at(now, 1)];
    return {
      params: state.params,
      t,
      total,
      v,
      variance: (0.25 + v) / (t + 1),
      plus,
      minus,
      lower: runningIntersection ? Math.max(state.lower, lower) : lower,
      upper: runningIntersection ? Math.min(state.upper, upper) : upper,
    };
  },
};

function logOf(factor: number): number {
  return factor > 0 ? Math.log(factor) : RUINED;
}

/**
 * Hedged betting confidence sequence for the mean of observations in [0, 1]: one lower and one upper end after each, all
 * of which contain the mean at once with probability at least 1 − alpha. No observations give empty arrays. For 0/1
 * counts `weightedSelectiveCs` and `bernoulliConfSeq` are cheaper.
 *
 * @throws RangeError as `hedgedStream`, or naming `x`.
 * Source: Waudby-Smith & Ramdas 2024, JRSS-B 86(1): {m : max(θK⁺(m), (1−θ)K⁻(m)) ≤ 1/alpha}.
 */
export function hedgedCs({ x, ...params }: HedgedParams & { readonly x: readonly number[] }): {
  lower: number[];
  upper: number[];
} {
  each('x', x, unit);
  let state = hedgedStream.init(params);
  const [lower, upper]: [number[], number[]] = [[], []];
  for (const value of x) {
    state = hedgedStream.update(state, value);
    lower.push(state.lower);
    upper.push(state.upper);
  }
  return { lower, upper };
}

export type PredmixParams = {
  readonly alpha?: number;
  readonly truncation?: number;
  readonly runningIntersection?: boolean;
  readonly truncateMean?: boolean;
};
export type PredmixState = {
  readonly params: Required<PredmixParams>;
  readonly t: number;
  readonly total: number;
  readonly v: number;
  readonly variance: number;
  readonly bets: number;
  readonly won: number;
  readonly spread: number;
  readonly lower: number;
};

/**
 * Predictable-mixture empirical-Bernstein lower bound as a reducer over JSON; see `predmixEbLower`.
 *
 * @throws RangeError naming `alpha`, `truncation` (in (0, 1)) or `x` (≥ 0).
 * Source: Waudby-Smith et al. 2022, arXiv 2210.10768, closed-form lower bound.
 */
export const predmixStream = {
  init({
    alpha = 0.05,
    truncation = 0.5,
    runningIntersection = false,
    truncateMean = false,
  }: PredmixParams = {}): PredmixState {
    open('alpha', alpha);
    open('truncation', truncation);
    const params = { alpha, truncation, runningIntersection, truncateMean };
    return { params, t: 0, total: 0, v: 0, variance: 0.25, bets: 0, won: 0, spread: 0, lower: 0 };
  },
  update(state: PredmixState, x: number): PredmixState {
    nonNegative('x', x);
    const { alpha, truncation, runningIntersection, truncateMean } = state.params;
    const t = state.t + 1;
    const bet = Math.min(truncation, Math.sqrt((2 * Math.log(1 / alpha)) / (t * Math.log1p(t) * state.variance)));
    const psi = -Math.log1p(-bet) - bet;
    const before = state.t === 0 ? 0 : state.total / state.t;
    const guess = truncateMean ? Math.min(1, before) : before;
    const bets = state.bets + bet;
    const won = state.won + bet * x;
    const spread = state.spread + (x - guess) ** 2 * psi;
    const lower = Math.max(0, (won - Math.log(1 / alpha) - spread) / bets);
    const total = state.total + x;
    const v = state.v + (x - Math.min(1, (0.5 + total) / (t + 1))) ** 2;
    return {
      params: state.params,
      t,
      total,
      v,
      variance: (0.25 + v) / (t + 1),
      bets,
      won,
      spread,
      lower: runningIntersection ? Math.max(state.lower, lower) : lower,
    };
  },
};

/**
 * Lower confidence sequence for the mean of observations x ≥ 0 without a known upper range, such as importance-weighted
 * rewards: each end, and with `runningIntersection` their running maximum, stays below the mean at all times with
 * probability at least 1 − alpha. For an upper bound on an error take 1 − the lower bound on the accuracy. When π ≥ piMin
 * is known by design, `weightedSelectiveE` is sharper.
 *
 * @throws RangeError as `predmixStream`.
 * Source: Waudby-Smith, Wu, Ramdas, Karampatziakis, Mineiro 2022, arXiv 2210.10768, closed-form lower bound.
 */
export function predmixEbLower({ x, ...params }: PredmixParams & { readonly x: readonly number[] }): {
  lower: number[];
} {
  each('x', x, nonNegative);
  let state = predmixStream.init(params);
  const lower = x.map((value) => {
    state = predmixStream.update(state, value);
    return state.lower;
  });
  return { lower };
}

type Asymptotic = {
  readonly mean: number;
  readonly variance: number;
  readonly n: number;
  readonly alpha?: number;
  /** Tuning; given instead of `tOpt`. */
  readonly rho2?: number;
  /** Observations at which the interval is tightest. */
  readonly tOpt?: number;
};
const DEFAULT_T_OPT = 5000;

function tuning(
  alpha: number,
  { rho2, tOpt = DEFAULT_T_OPT }: { rho2?: number | undefined; tOpt?: number | undefined },
) {
  if (rho2 !== undefined) return positive('rho2', rho2);
  const l = -2 * Math.log(alpha);
  return (l + Math.log(1 + l)) / positive('tOpt', tOpt);
}

function checkAsymptotic({ mean, variance, n, alpha = 0.05 }: Asymptotic): number {
  finite('mean', mean);
  nonNegative('variance', variance);
  count('n', n);
  return open('alpha', alpha);
}

/**
 * Asymptotic confidence sequence for a mean without a range (latency, cost): contains it at all times with probability
 * about 1 − alpha once n is large; not valid below about 100. n = 0 gives null ends.
 *
 * @throws RangeError naming the argument.
 * Source: Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas 2021, arXiv 2103.06476, theorem 2.2 and equation for ρ².
 */
export function asymptoticCs(given: Asymptotic): {
  lower: number | null;
  upper: number | null;
  halfWidth: number | null;
} {
  const alpha = checkAsymptotic(given);
  const { mean, variance, n } = given;
  const rho2 = tuning(alpha, given);
  if (n === 0) return { lower: null, upper: null, halfWidth: null };
  const a = n * rho2 + 1;
  const halfWidth = Math.sqrt(variance) * Math.sqrt((2 * a * Math.log(Math.sqrt(a) / alpha)) / (n * n * rho2));
  return { lower: mean - halfWidth, upper: mean + halfWidth, halfWidth };
}

/**
 * The same with all of alpha on one side; gives both one-sided ends, of which one is used.
 *
 * @throws RangeError naming the argument; here `alpha` < 1/2.
 * Source: Waudby-Smith et al. 2021, arXiv 2103.06476, one-sided form: alpha replaced by 2·alpha.
 */
export function asymptoticCsOneSided(given: Asymptotic): {
  lower: number | null;
  upper: number | null;
  halfWidth: number | null;
} {
  const alpha = checkAsymptotic(given);
  if (alpha >= 0.5) throw new RangeError(`alpha: ${alpha} is not below 1/2`);
  const { mean, variance, n } = given;
  const rho2 = tuning(2 * alpha, given);
  if (n === 0) return { lower: null, upper: null, halfWidth: null };
  const a = n * rho2 + 1;
  const halfWidth =
    Math.sqrt(variance) * Math.sqrt(((2 * a) / (n * n * rho2)) * Math.log1p(Math.sqrt(a) / (2 * alpha)));
  return { lower: mean - halfWidth, upper: mean + halfWidth, halfWidth };
}

/** Sums of one arm: they add over shards. */
export type Moments = { readonly n: number; readonly sum: number; readonly sumSquares: number };

/**
 * Asymptotic confidence sequence for mean_b − mean_a of two independent arms. Not valid below about 100 an arm: it is
 * given, and the screen waits. Fewer than two observations in an arm give nulls.
 *
 * @throws RangeError naming `a`, `b`, `alpha` or `tOpt`.
 * Source: Waudby-Smith et al. 2021, arXiv 2103.06476; the same as GrowthBook's sequential test.
 */
export function asymptoticDiffCs({
  a,
  b,
  alpha = 0.05,
  tOpt = DEFAULT_T_OPT,
}: {
  readonly a: Moments;
  readonly b: Moments;
  readonly alpha?: number;
  readonly tOpt?: number;
}): {
  estimate: number | null;
  se: number | null;
  lower: number | null;
  upper: number | null;
  halfWidth: number | null;
} {
  for (const [name, arm] of Object.entries({ a, b })) {
    count(`${name}.n`, arm.n);
    finite(`${name}.sum`, arm.sum);
    nonNegative(`${name}.sumSquares`, arm.sumSquares);
  }
  open('alpha', alpha);
  positive('tOpt', tOpt);
  if (a.n < 2 || b.n < 2) return { estimate: null, se: null, lower: null, upper: null, halfWidth: null };
  const estimate = b.sum / b.n - a.sum / a.n;
  const se = Math.sqrt(varianceOfMean(a) + varianceOfMean(b));
  const n = a.n + b.n;
  const { lower, upper, halfWidth } = asymptoticCs({ mean: estimate, variance: se * se * n, n, alpha, tOpt });
  return { estimate, se, lower, upper, halfWidth };
}

function varianceOfMean({ n, sum, sumSquares }: Moments): number {
  return Math.max(0, (sumSquares - (sum * sum) / n) / (n - 1)) / n;
}
