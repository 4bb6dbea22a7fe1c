import { count, each, finite, list, nonNegative, positive, sameLength, unit } from './check.js';
import { at } from './numeric.js';
import { clopperPearson } from './proportions.js';

/**
 * Blocking probability of c servers without a queue under `load` erlangs. No servers block everything.
 *
 * @throws RangeError naming `servers` or `load`.
 * Source: Erlang 1917; recursion B ← aB/(c + aB).
 */
export function erlangB({ servers, load }: { readonly servers: number; readonly load: number }): number {
  count('servers', servers);
  nonNegative('load', load);
  let blocked = 1;
  for (let c = 1; c <= servers; c += 1) blocked = (load * blocked) / (c + load * blocked);
  return blocked;
}

/**
 * Probability that an arrival must wait for one of c servers under `load` erlangs. Load 0 gives 0; servers ≤ load
 * gives 1.
 *
 * @throws RangeError naming `servers` or `load`.
 * Source: Erlang 1917; C = cB/(c − a(1 − B)).
 */
export function erlangC({ servers, load }: { readonly servers: number; readonly load: number }): number {
  count('servers', servers);
  nonNegative('load', load);
  if (load === 0) return 0;
  if (servers <= load) return 1;
  const blocked = erlangB({ servers, load });
  return (servers * blocked) / (servers - load * (1 - blocked));
}

type Demand = { readonly arrivalsPerHour: number; readonly handleSeconds: number; readonly targetSeconds: number };

export type QueueMetrics = {
  /** Erlangs: servers that are busy on average. */
  load: number;
  /** Load over servers; above 1 when they cannot keep up. */
  occupancy: number | null;
  waitProbability: number;
  /** Null when the queue grows without end. */
  meanWaitSeconds: number | null;
  meanQueue: number | null;
  meanInSystem: number | null;
  /** Share that waits at most the target. */
  serviceLevel: number;
  stable: boolean;
};

/**
 * What people waiting for reviewers experience: Erlang C with Allen and Cunneen's correction for variable arrivals (ca2)
 * and handle times (cs2, squared coefficients of variation). For waits of minutes; where reviews wait hours use
 * `fluidBacklog`.
 *
 * @throws RangeError naming the argument.
 * Source: Gans, Koole, Mandelbaum 2003; Allen 1990, equation 5.98; Little 1961.
 */
export function queueMetrics({
  servers,
  arrivalsPerHour,
  handleSeconds,
  targetSeconds,
  ca2 = 1,
  cs2 = 1,
}: Demand & { readonly servers: number; readonly ca2?: number; readonly cs2?: number }): QueueMetrics {
  count('servers', servers);
  checkDemand({ arrivalsPerHour, handleSeconds, targetSeconds });
  nonNegative('ca2', ca2);
  nonNegative('cs2', cs2);
  const load = (arrivalsPerHour * handleSeconds) / 3600;
  const occupancy = servers === 0 ? null : load / servers;
  if (load > 0 && servers <= load) {
    return {
      load,
      occupancy,
      waitProbability: 1,
      meanWaitSeconds: null,
      meanQueue: null,
      meanInSystem: null,
      serviceLevel: 0,
      stable: false,
    };
  }
  const waitProbability = erlangC({ servers, load });
  const spare = servers - load;
  const meanWaitSeconds = load === 0 ? 0 : ((waitProbability * handleSeconds) / spare) * ((ca2 + cs2) / 2);
  const meanQueue = (arrivalsPerHour * meanWaitSeconds) / 3600;
  const serviceLevel = load === 0 ? 1 : 1 - waitProbability * Math.exp((-spare * targetSeconds) / handleSeconds);
  return {
    load,
    occupancy,
    waitProbability,
    meanWaitSeconds,
    meanQueue,
    meanInSystem: meanQueue + load,
    serviceLevel,
    stable: true,
  };
}

function checkDemand({ arrivalsPerHour, handleSeconds, targetSeconds }: Demand): void {
  nonNegative('arrivalsPerHour', arrivalsPerHour);
  positive('handleSeconds', handleSeconds);
  nonNegative('targetSeconds', targetSeconds);
}

/**
 * The fewest servers, at least ⌊load⌋ + 1, that meet the service level and stay at or below the occupancy, with what
 * they would experience.
 *
 * @throws RangeError naming the argument; `serviceLevel` in [0, 1), `maxOccupancy` in (0, 1].
 * Source: Gans, Koole, Mandelbaum 2003, M&SOM 5, section 3; search upwards from ⌊load⌋ + 1.
 */
export function requiredServers({
  serviceLevel,
  maxOccupancy = 0.85,
  ...demand
}: Demand & { readonly serviceLevel: number; readonly maxOccupancy?: number }): { servers: number } & QueueMetrics {
  checkDemand(demand);
  if (!(unit('serviceLevel', serviceLevel) < 1)) throw new RangeError('serviceLevel: 1 needs infinitely many servers');
  positive('maxOccupancy', unit('maxOccupancy', maxOccupancy));
  const load = (demand.arrivalsPerHour * demand.handleSeconds) / 3600;
  const least = Math.max(Math.floor(load) + 1, Math.ceil(load / maxOccupancy - 1e-9));
  for (let servers = least; ; servers += 1) {
    const metrics = queueMetrics({ servers, ...demand });
    if (metrics.serviceLevel >= serviceLevel) return { servers, ...metrics };
  }
}

/**
 * Backlog by the hour when reviews wait hours: what is there, plus what arrives, minus what can be done, never below 0.
 * No hours give the initial backlog.
 *
 * @throws RangeError naming `initial`, `arrivals` or `capacity` (≥ 0, as many).
 * Source: b ← max(0, b + arrivals − capacity), the deterministic fluid queue (Newell 1982).
 */
export function fluidBacklog({
  initial,
  arrivals,
  capacity,
}: {
  readonly initial: number;
  readonly arrivals: readonly number[];
  readonly capacity: readonly number[];
}): { backlog: number[]; peak: number; final: number } {
  nonNegative('initial', initial);
  each('arrivals', arrivals, nonNegative);
  each('capacity', capacity, nonNegative);
  sameLength('capacity', capacity, arrivals.length);
  let final = initial;
  const backlog = arrivals.map((arriving, hour) => (final = Math.max(0, final + arriving - at(capacity, hour))));
  return { backlog, peak: backlog.reduce((most, value) => Math.max(most, value), initial), final };
}

/** Shares, reviews an hour, and what the `servers` needed for them would experience; null where nothing is known. */
export type ReviewForecast = {
  automationShare: number | null;
  /** Share of all cases that a person sees: those below the threshold, and the audited ones above. */
  reviewShare: number | null;
  lowConfidenceShare: number | null;
  lowConfidenceShareLower: number;
  lowConfidenceShareUpper: number;
  reviewsPerHour: number | null;
  meanHandleSeconds: number | null;
  servers: number | null;
} & Partial<QueueMetrics>;

/**
 * What a threshold would mean for the people: the share of recent scores below it, the reviews an hour and the reviewers
 * needed. A score of NaN (no usable answer) counts as low. Recent scores should cover the last four weeks of the same
 * hour of the week. No scores give nulls and the interval [0, 1]; no reviews need 0 servers.
 *
 * @throws RangeError naming the argument.
 * Source: review share = low + (1 − low)·auditRate; interval of low by Clopper–Pearson; then `requiredServers`.
 */
export function reviewForecast({
  scores,
  threshold,
  auditRate,
  arrivalsPerHour,
  handleSeconds,
  auditHandleSeconds = handleSeconds,
  targetSeconds,
  serviceLevel,
  maxOccupancy = 0.85,
}: Demand & {
  readonly scores: readonly number[];
  readonly threshold: number;
  readonly auditRate: number;
  readonly auditHandleSeconds?: number;
  readonly serviceLevel: number;
  readonly maxOccupancy?: number;
}): ReviewForecast {
  finite('threshold', threshold);
  unit('auditRate', auditRate);
  checkDemand({ arrivalsPerHour, handleSeconds, targetSeconds });
  positive('auditHandleSeconds', auditHandleSeconds);
  list('scores', scores);
  scores.forEach((score, index) => {
    if (!Number.isNaN(score)) finite(`scores[${index}]`, score);
  });
  const n = scores.length;
  const k = scores.filter((score) => !(score >= threshold)).length;
  const interval = clopperPearson({ k, n });
  const bounds = { lowConfidenceShareLower: interval.lower, lowConfidenceShareUpper: interval.upper };
  if (n === 0) {
    return {
      automationShare: null,
      reviewShare: null,
      lowConfidenceShare: null,
      ...bounds,
      reviewsPerHour: null,
      meanHandleSeconds: null,
      servers: null,
    };
  }
  const low = k / n;
  const audited = (1 - low) * auditRate;
  const reviewShare = low + audited;
  const shared = { automationShare: 1 - low, reviewShare, lowConfidenceShare: low, ...bounds };
  const reviewsPerHour = arrivalsPerHour * reviewShare;
  if (reviewsPerHour === 0) {
    return { ...shared, reviewsPerHour: 0, meanHandleSeconds: null, servers: 0 };
  }
  const meanHandleSeconds = (low * handleSeconds + audited * auditHandleSeconds) / reviewShare;
  const needed = requiredServers({
    arrivalsPerHour: reviewsPerHour,
    handleSeconds: meanHandleSeconds,
    targetSeconds,
    serviceLevel,
    maxOccupancy,
  });
  return { ...shared, reviewsPerHour, meanHandleSeconds, ...needed };
}
