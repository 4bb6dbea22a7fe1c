/** How fine a bucket is. Times are Unix milliseconds, buckets start on whole ones in UTC. */
export const RESOLUTIONS = ['MINUTE', 'HOUR', 'DAY'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export const LENGTH_MS: Readonly<Record<Resolution, number>> = {
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: 86_400_000,
};
/** How long buckets are kept before only the coarser ones are left. */
export const KEPT_MS: Readonly<Record<Resolution, number>> = {
  MINUTE: 2 * 86_400_000,
  HOUR: 95 * 86_400_000,
  DAY: 1200 * 86_400_000,
};
/** Up to this age an event still finds all finer buckets of its time, so it may join them. */
const JOINS_MS: Readonly<Record<'MINUTE' | 'HOUR', number>> = { MINUTE: 86_400_000, HOUR: 60 * 86_400_000 };
/** A chart has no use for more points. */
export const MAX_POINTS = 1500;
const MINUTES_UP_TO_MS = 6 * 3_600_000;
const HOURS_UP_TO_MS = 8 * 86_400_000;

export function bucketStart(resolution: Resolution, at: number): number {
  const length = LENGTH_MS[resolution];
  return Math.floor(at / length) * length;
}

/**
 * Where an event belongs that is told now: by its own time, in the finest bucket that will still be rolled up whole. One
 * from the future (a clock that runs ahead) counts as of now.
 */
export function bucketOf(at: number, now: number): { resolution: Resolution; start: number } {
  const time = Math.min(at, now);
  const age = now - time;
  const resolution = age <= JOINS_MS.MINUTE ? 'MINUTE' : age <= JOINS_MS.HOUR ? 'HOUR' : 'DAY';
  return { resolution, start: bucketStart(resolution, time) };
}

/** What a range is best drawn in. */
export function resolutionFor({ from, to }: { readonly from: number; readonly to: number }): Resolution {
  const length = to - from;
  return length <= MINUTES_UP_TO_MS ? 'MINUTE' : length <= HOURS_UP_TO_MS ? 'HOUR' : 'DAY';
}

/** Every bucket's start in [from, to), the one that `from` lies in included. */
export function bucketStarts(
  resolution: Resolution,
  { from, to }: { readonly from: number; readonly to: number },
): number[] {
  const length = LENGTH_MS[resolution];
  const first = bucketStart(resolution, from);
  return Array.from({ length: Math.max(0, Math.ceil((to - first) / length)) }, (_, index) => first + index * length);
}
