export const DELIVERY_STATES = ['WAITING', 'DELIVERED', 'FAILED'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** How often a delivery is tried before it is given up: over a bit more than two days. */
export const TRIES = 10;
const FIRST_MS = 5000;
const FACTOR = 4;
const LONGEST_MS = 24 * 3_600_000;
const JITTER = 0.2;

/**
 * How long to wait after a try that failed, in milliseconds: four times as long each time, at most a day, and up to a fifth
 * more or less, so that what failed together does not come back together.
 *
 * @param tries how many have failed by now, ≥ 1
 * @param chance uniform in [0, 1)
 */
export function retryDelayMs(tries: number, chance: number): number {
  const delay = Math.min(LONGEST_MS, FIRST_MS * FACTOR ** (Math.max(1, tries) - 1));
  return Math.round(delay * (1 - JITTER + 2 * JITTER * chance));
}

/**
 * What a receiver asks for by `Retry-After` (RFC 9110 section 10.2.3: seconds or a date), in milliseconds from `now`, at
 * most a day; undefined where it is neither.
 */
export function retryAfterMs(given: string | undefined, now: number): number | undefined {
  if (given === undefined) return undefined;
  const wait = /^\d{1,9}$/.test(given) ? 1000 * Number(given) : Date.parse(given) - now;
  return Number.isFinite(wait) ? Math.min(LONGEST_MS, Math.max(0, wait)) : undefined;
}
