import type { Done, Entry, SessionState } from './session-types';

export type Failure =
  | { readonly kind: 'lost'; readonly message: string; readonly isOpen: boolean }
  | { readonly kind: 'refused'; readonly message: string };

export const RAN_OUT =
  'Your time with this case ran out, so it went back to the queue. Nothing was sent; what you typed is here.';
export const TAKEN = 'Somebody else has taken or answered this case meanwhile. You can still copy what you typed.';

/**
 * Takes back something that the server did not take, and all that was done with the same case after it: none of that can
 * go through either. What was typed stays: the case comes back on screen, or is said to be lost.
 */
export function withdrawEntry(state: SessionState, entry: Entry, failure: Failure): SessionState {
  const { id } = entry.review;
  const chain = state.outbox.filter(({ review }) => review.id === id);
  const keys = new Set(chain.map(({ key }) => key));
  const next: SessionState = {
    ...state,
    outbox: state.outbox.filter((one) => !chain.includes(one)),
    done: state.done.filter(({ key }) => !keys.has(key)),
    correcting: state.correcting && keys.has(state.correcting.key) ? null : state.correcting,
  };
  const { message } = failure;
  if (entry.kind === 'correct')
    return { ...remember(next, entry.before), problem: { reviewId: null, message: `Not corrected. ${message}` } };
  if (failure.kind === 'refused')
    return entry.kind === 'undo-skip'
      ? refusedUndo(next, entry, message)
      : {
          ...next,
          held: [{ review: entry.review, since: state.now }, ...without(next, id)],
          closed: new Map(state.closed).set(id, state.now),
          problem: { reviewId: id, message },
        };
  const closed = new Map(state.closed).set(id, state.now);
  // Who skipped a case that is gone has lost nothing.
  if (entry.kind === 'skip')
    return { ...next, closed, problem: failure.isOpen ? { reviewId: null, message: `Not skipped. ${message}` } : null };
  const lost = { review: entry.review, message, canBeTaken: failure.isOpen };
  return { ...next, closed, held: without(next, id), lost: [...next.lost, lost], problem: null };
}

function refusedUndo(state: SessionState, entry: Entry, message: string): SessionState {
  const skipped: Done = { kind: 'skipped', key: entry.key, review: entry.review };
  return {
    ...remember(state, skipped),
    held: without(state, entry.review.id),
    problem: { reviewId: null, message: `The skip stands. ${message}` },
  };
}

function remember(state: SessionState, done: Done): SessionState {
  return { ...state, done: [done, ...state.done] };
}

function without(state: SessionState, id: string) {
  return state.held.filter(({ review }) => review.id !== id);
}
