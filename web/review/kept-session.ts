import { keepWork, keptPages, takeWork, type WorkPlace } from '../lib/kept-work';
import { allDrafts, putDrafts, type Draft } from './drafts';
import { currentOf, START } from './session-state';
import type { Answered, Done, Entry, SessionState } from './session-types';

/** What is kept of a session on the device: what was not sent, what was typed, and what can be undone. */
type Kept = {
  readonly at: number;
  readonly outbox: readonly Entry[];
  readonly done: readonly Done[];
  readonly correcting: Answered | null;
  readonly drafts: readonly (readonly [string, Draft])[];
  readonly onScreen: string | null;
};
/** A page that has written nothing for this long is gone: what it left unsent is sent by another. */
const GONE_MS = 90_000;

/** Keeps the session as it stands; where there is little room, without what can be undone. Gives whether it could. */
export function keepSession(place: WorkPlace, state: SessionState, at: number): boolean {
  const { outbox, done, correcting } = state;
  const onScreen = currentOf(state)?.id ?? null;
  const kept: Kept = { at, outbox, done, correcting, drafts: allDrafts(), onScreen };
  return keepWork(place, kept) || keepWork(place, { ...kept, done: [] });
}

/** The session that a page begins with: what the page before it kept, and what pages that are gone left unsent. */
export function keptSession(place: WorkPlace, previous: string | null, now: number) {
  const kept = previous === null ? null : asKept(takeWork({ ...place, tabId: previous }));
  const left = keptPages(place).flatMap((tabId) => leftBy({ ...place, tabId }, now));
  putDrafts(kept?.drafts ?? []);
  const outbox = [...(kept?.outbox ?? []), ...left].map((entry) => ({ ...entry, hasWaited: true }));
  const closed = new Map(outbox.map(({ review }) => [review.id, Number.POSITIVE_INFINITY]));
  const [done, correcting] = [kept?.done ?? [], kept?.correcting ?? null];
  return { state: { ...START, outbox, closed, done, correcting }, onScreen: kept?.onScreen ?? undefined };
}

function leftBy(place: WorkPlace, now: number): readonly Entry[] {
  const kept = asKept(takeWork(place));
  if (!kept) return [];
  if (now - kept.at > GONE_MS) return kept.outbox;
  // The page may still be there: what it keeps is its own.
  keepWork(place, kept);
  return [];
}

function asKept(work: unknown): Kept | null {
  // Written by `keepSession` of this version or of none: anything else is left alone.
  const kept = work as Partial<Kept> | null;
  const isWhole = Array.isArray(kept?.outbox) && Array.isArray(kept.done) && Array.isArray(kept.drafts);
  return isWhole ? (kept as Kept) : null;
}
