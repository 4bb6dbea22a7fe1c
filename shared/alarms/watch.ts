import type { RuleVerdict } from './judge.js';

/**
 * What a rule remembers of one part between looks. OK: waits. FIRING: an alarm is open. QUIET: somebody resolved it while it
 * was still past the limit; silent until it has been calm, or for an hour.
 */
export type Watch = {
  readonly phase: 'OK' | 'FIRING' | 'QUIET';
  /** Looks in a row that speak for a change. */
  readonly inARow: number;
  /** Unix milliseconds of the first of these, or of the first breach of what fires. */
  readonly since: number | null;
  readonly lookedAt: number;
};
export type Look = { readonly at: number; readonly verdict: RuleVerdict; readonly isMuted: boolean };
export type WatchStep = { readonly watch: Watch; readonly happened: 'OPENED' | 'CLOSED' | null };

export const NEW_WATCH: Watch = { phase: 'OK', inARow: 0, since: null, lookedAt: -Infinity };
const QUIET_MS = 3_600_000;

/**
 * The next state after a look; one that is not later than the last changes nothing, so a look may be repeated. While it is
 * muted nothing opens; what lasts opens when the mute ends.
 */
export function stepWatch(
  watch: Watch,
  { at, verdict, isMuted }: Look,
  { opensAfter, closesAfter }: { readonly opensAfter: number; readonly closesAfter: number },
): WatchStep {
  if (at <= watch.lookedAt) return { watch, happened: null };
  const seen = { ...watch, lookedAt: at };
  if (watch.phase === 'OK') return stepOk(seen, { at, verdict, isMuted }, opensAfter);
  // Too little to say anything neither closes it nor speaks against closing it.
  if (verdict === 'UNKNOWN') return { watch: seen, happened: null };
  const inARow = verdict === 'CALM' ? watch.inARow + 1 : 0;
  if (inARow >= closesAfter)
    return { watch: { ...NEW_WATCH, lookedAt: at }, happened: watch.phase === 'FIRING' ? 'CLOSED' : null };
  if (watch.phase === 'QUIET' && at - (watch.since ?? at) >= QUIET_MS)
    return { watch: { ...NEW_WATCH, lookedAt: at }, happened: null };
  return { watch: { ...seen, inARow }, happened: null };
}

function stepOk(watch: Watch, { at, verdict, isMuted }: Look, opensAfter: number): WatchStep {
  if (verdict !== 'BREACH') return { watch: { ...watch, inARow: 0, since: null }, happened: null };
  const [inARow, since] = [watch.inARow + 1, watch.since ?? at];
  if (inARow < opensAfter || isMuted) return { watch: { ...watch, inARow, since }, happened: null };
  return { watch: { ...watch, phase: 'FIRING', inARow: 0, since }, happened: 'OPENED' };
}

/** After somebody resolved the alarm by hand; silent from its last look on. */
export function quieted(watch: Watch): Watch {
  return watch.phase === 'FIRING' ? { ...watch, phase: 'QUIET', inARow: 0, since: watch.lookedAt } : watch;
}
