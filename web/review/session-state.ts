import { RAN_OUT, TAKEN, withdrawEntry, type Failure } from './session-failures';
import type { Review, Held, Done, Entry, SessionState, SessionEvent } from './session-types';

const MOST_DONE = 10;
const NEVER = Number.POSITIVE_INFINITY;

export const START: SessionState = {
  now: 0,
  held: [],
  queue: null,
  outbox: [],
  done: [],
  correcting: null,
  lost: [],
  closed: new Map(),
  problem: null,
  isCutOff: false,
  isRefilling: false,
};

/** The case on screen; null: there is none. */
export function currentOf({ correcting, lost, held }: SessionState): Review | null {
  return correcting?.review ?? lost[0]?.review ?? held[0]?.review ?? null;
}

/** How many cases the reviewer has answered today: an answer that waits counts, and once, also if the server has it already. */
export function answeredToday({ queue, outbox }: Pick<SessionState, 'queue' | 'outbox'>): number {
  if (!queue) return 0;
  const known = new Set(queue.answeredLatelyByMe);
  return (
    queue.answeredTodayByMe + outbox.filter(({ kind, review }) => kind === 'answer' && !known.has(review.id)).length
  );
}

/** The count goes on with what was stored, until it is read anew. */
function countedIn(queue: SessionState['queue'], { kind, review }: Entry): SessionState['queue'] {
  if (!queue || kind !== 'answer' || queue.answeredLatelyByMe.includes(review.id)) return queue;
  return {
    ...queue,
    answeredTodayByMe: queue.answeredTodayByMe + 1,
    answeredLatelyByMe: [review.id, ...queue.answeredLatelyByMe],
  };
}

/**
 * The reviewer's session as a pure machine. What the reviewer does counts at once and goes out behind it, in order; what
 * the server says is believed only about what was so when it was asked.
 */
export function step(before: SessionState, event: SessionEvent): SessionState {
  const state = { ...before, now: before.now + 1 };
  switch (event.type) {
    case 'claimed':
      return claimed(state, event);
    case 'claim-failed':
      return { ...state, isRefilling: false, problem: { reviewId: null, message: event.message } };
    case 'given':
      return given(state, event.entry);
    case 'undo':
      return undo(state, event.key);
    case 'correct':
      return { ...state, correcting: event.what, problem: null };
    case 'stop-correcting':
      return state.correcting ? { ...state, correcting: null, done: [state.correcting, ...state.done] } : state;
    case 'settled':
      return settled(state, event);
    case 'retaken':
      return retaken(state, event);
    case 'all-refused':
      return allRefused(state, event.message);
    case 'cut-off':
      return { ...state, isCutOff: true, outbox: state.outbox.map((entry) => ({ ...entry, hasWaited: true })) };
    case 'reached':
      return { ...state, isCutOff: false };
    case 'renewed':
      return renewed(state, event);
    case 'let-go':
      return { ...state, lost: state.lost.slice(1), problem: null };
    case 'dismissed':
      return { ...state, problem: null };
  }
}

type Of<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>;

/** The case on screen stays on screen while others come in behind it. */
function claimed(state: SessionState, { askedAt, given: { reviews, queue }, first }: Of<'claimed'>): SessionState {
  const believed = new Map(
    reviews.filter(({ id }) => (state.closed.get(id) ?? 0) <= askedAt).map((review) => [review.id, review]),
  );
  const gone = state.held.filter(({ review, since }) => since <= askedAt && !believed.has(review.id));
  const kept = state.held
    .filter((one) => !gone.includes(one))
    .map((one) => (one.since <= askedAt ? { ...one, review: believed.get(one.review.id) ?? one.review } : one));
  const known = new Set(kept.map(({ review }) => review.id));
  const fresh = [...believed.values()].filter(({ id }) => !known.has(id));
  const held = [...kept, ...fresh.map((review) => ({ review, since: state.now }))];
  const isFirst = (one: Held): boolean => one.review.id === first;
  const isRefilling = state.isRefilling && state.outbox.length > 0;
  const next = { ...withoutHold(state, gone), queue, isRefilling };
  return {
    ...next,
    held: [...held.filter(isFirst), ...held.filter((one) => !isFirst(one))],
    // Only who asked for a lost case gets it back on screen: a notice that goes by itself is one that nobody has read.
    lost: held.some(isFirst)
      ? next.lost.filter(({ review }) => review.id !== first)
      : next.lost.map((one) => (one.review.id === first ? { ...one, message: TAKEN, canBeTaken: false } : one)),
  };
}

/** Takes away what is no longer held; says so of the one on screen. */
function withoutHold(state: SessionState, gone: readonly Held[]): SessionState {
  if (gone.length === 0) return state;
  const closed = new Map(state.closed);
  for (const { review } of gone) closed.set(review.id, state.now);
  const [onScreen] = state.held;
  const lost =
    onScreen && gone.includes(onScreen)
      ? [...state.lost, { review: onScreen.review, message: RAN_OUT, canBeTaken: true }]
      : state.lost;
  return { ...state, closed, lost, held: state.held.filter((one) => !gone.includes(one)) };
}

function given(state: SessionState, entry: Of<'given'>['entry']): SessionState {
  const { key, review } = entry;
  const done: Done =
    entry.kind === 'skip'
      ? { kind: 'skipped', key, review }
      : { kind: 'answered', key, review, labelId: null, value: entry.value, note: entry.note };
  return {
    ...state,
    held: entry.kind === 'correct' ? state.held : state.held.filter((one) => one.review.id !== review.id),
    outbox: [...state.outbox, state.isCutOff ? { ...entry, hasWaited: true } : entry],
    done: [done, ...state.done].slice(0, MOST_DONE),
    closed: entry.kind === 'correct' ? state.closed : new Map(state.closed).set(review.id, NEVER),
    correcting: null,
    problem: null,
  };
}

function undo(state: SessionState, key: string): SessionState {
  const [last, ...done] = state.done;
  if (!last) return state;
  if (last.kind === 'answered') return { ...state, correcting: last, done, problem: null };
  const { review } = last;
  return {
    ...state,
    done,
    problem: null,
    // On screen at once. Whether it is held again is known when the undo went through.
    held: [{ review, since: NEVER }, ...state.held],
    outbox: [...state.outbox, { kind: 'undo-skip', key, review }],
  };
}

function settled(state: SessionState, { key, outcome }: Of<'settled'>): SessionState {
  const [entry, ...outbox] = state.outbox;
  // What came of a request that was given up already was said by its repetition.
  if (entry?.key !== key) return state;
  if (outcome.kind === 'lost' && outcome.isOpen && entry.kind === 'answer' && entry.hasWaited)
    return { ...state, outbox: [{ ...entry, hasWaited: false, mustRetake: true }, ...outbox] };
  if (outcome.kind === 'lost' || outcome.kind === 'refused') return withdrawEntry(state, entry, outcome);
  const next = { ...state, outbox, isRefilling: true };
  if (outcome.kind === 'stored') return named({ ...next, queue: countedIn(state.queue, entry) }, key, outcome.labelId);
  if (outcome.kind === 'skipped') return next;
  const taken: Failure = { kind: 'lost', message: TAKEN, isOpen: false };
  return outcome.review ? returned(next, outcome.review) : withdrawEntry(state, entry, taken);
}

function allRefused(state: SessionState, message: string): SessionState {
  const firstOf = (id: string): Entry | undefined => state.outbox.find(({ review }) => review.id === id);
  return state.outbox
    .filter((entry) => firstOf(entry.review.id) === entry)
    .reduceRight((rest, entry) => withdrawEntry(rest, entry, { kind: 'refused', message }), state);
}

/** The label of an answer is known: whatever waits to correct it can go out. */
function named(state: SessionState, key: string, labelId: string): SessionState {
  const name = <T extends Done>(one: T): T => (one.key === key && one.kind === 'answered' ? { ...one, labelId } : one);
  return {
    ...state,
    done: state.done.map(name),
    correcting: state.correcting && name(state.correcting),
    outbox: state.outbox.map((entry) => (entry.kind === 'correct' ? { ...entry, before: name(entry.before) } : entry)),
  };
}

/** A skipped case is held again, under a new token: also by what was said about it meanwhile. */
function returned(state: SessionState, review: Review): SessionState {
  const isAnswered = state.outbox.some((entry) => entry.review.id === review.id);
  return {
    ...renewReview(state, review),
    closed: isAnswered ? state.closed : new Map(state.closed).set(review.id, state.now),
  };
}

function renewReview(state: SessionState, review: Review): SessionState {
  const renew = <T extends { readonly review: Review }>(one: T): T =>
    one.review.id === review.id ? { ...one, review } : one;
  return {
    ...state,
    held: state.held.map((one) => (one.review.id === review.id ? { review, since: state.now } : one)),
    outbox: state.outbox.map(renew),
    done: state.done.map(renew),
  };
}

/** What waited for the connection goes out anew under the new claim, with a key of its own. */
function retaken(state: SessionState, { key, newKey, review }: Of<'retaken'>): SessionState {
  const anew = <T extends { readonly key: string }>(one: T): T => (one.key === key ? { ...one, key: newKey } : one);
  const next = renewReview(state, review);
  return {
    ...next,
    done: next.done.map(anew),
    correcting: next.correcting && anew(next.correcting),
    outbox: next.outbox.map((entry) => {
      if (entry.key === key) return { ...entry, key: newKey, mustRetake: false };
      return entry.kind === 'correct' ? { ...entry, before: anew(entry.before) } : entry;
    }),
  };
}

function renewed(state: SessionState, { asked, renewed: given }: Of<'renewed'>): SessionState {
  const expiry = new Map(given.map(({ reviewId, leaseExpiresAt }) => [reviewId, leaseExpiresAt]));
  // An answer about an older token says nothing of a case that was claimed anew.
  const isAsked = ({ review, since }: Held): boolean =>
    since !== NEVER &&
    asked.some(({ reviewId, leaseToken }) => reviewId === review.id && leaseToken === review.leaseToken);
  const gone = state.held.filter((one) => isAsked(one) && !expiry.has(one.review.id));
  const held = state.held.map((one) => {
    const leaseExpiresAt = isAsked(one) ? expiry.get(one.review.id) : undefined;
    return leaseExpiresAt === undefined ? one : { ...one, review: { ...one.review, leaseExpiresAt } };
  });
  return withoutHold(
    { ...state, held },
    held.filter((one) => gone.some(({ review }) => review.id === one.review.id)),
  );
}
