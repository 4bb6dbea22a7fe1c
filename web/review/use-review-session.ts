import { useMutation } from '@apollo/client/react';
import { CLAIM_AHEAD, HEARTBEAT_SECONDS } from '@handrail/shared/ladder';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import {
  ClaimReviewsDocument,
  CorrectLabelDocument,
  RenewLeasesDocument,
  SkipReviewDocument,
  SubmitLabelDocument,
  UndoSkipDocument,
  type AssistedPartsFragment,
  type BlindPartsFragment,
  type QueuePartsFragment,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';

export type Review = BlindPartsFragment | AssistedPartsFragment;
/** What can be taken back: an answer (to be given again) or a skip. */
type Done =
  | {
      readonly kind: 'answered';
      readonly review: Review;
      readonly labelId: string;
      readonly value: unknown;
      readonly note: string | null;
    }
  | { readonly kind: 'skipped'; readonly review: Review };
/** A case that is no longer held, kept on screen with what was typed until its reviewer has seen so. */
type Lost = { readonly review: Review; readonly message: string; readonly canBeTaken: boolean };
type State = {
  readonly reviews: readonly Review[];
  readonly queue: QueuePartsFragment | null;
  readonly correcting: Extract<Done, { kind: 'answered' }> | null;
  readonly done: readonly Done[];
  readonly isBusy: boolean;
  readonly problem: string | null;
  readonly lost: Lost | null;
};
type Action =
  | {
      readonly type: 'claimed';
      readonly reviews: readonly Review[];
      readonly queue: QueuePartsFragment;
      readonly first?: string | undefined;
    }
  | { readonly type: 'busy' }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'done'; readonly done: Done }
  | { readonly type: 'correct'; readonly what?: Extract<Done, { kind: 'answered' }> }
  | { readonly type: 'stop-correcting' }
  | { readonly type: 'skip-undone' }
  | { readonly type: 'renewed'; readonly asked: readonly string[]; readonly renewed: readonly Renewal[] }
  | { readonly type: 'lost'; readonly lost: Lost }
  | { readonly type: 'let-go' };
type Renewal = { readonly reviewId: string; readonly leaseExpiresAt: string };

const HISTORY = 10;
const START: State = {
  reviews: [],
  queue: null,
  correcting: null,
  done: [],
  isBusy: true,
  problem: null,
  lost: null,
};
const RAN_OUT =
  'Your time with this case ran out, so it went back to the queue. Nothing was sent; what you typed is here.';

function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'claimed': {
      const reviews = inStableOrder(state.reviews, action);
      // Only who asked for a lost case gets it back on screen: a notice that goes by itself is one that nobody has read.
      const lostId = state.lost?.review.id;
      const isBack = action.first === lostId && reviews.some(({ id }) => id === lostId);
      return { ...state, reviews, queue: action.queue, isBusy: false, lost: isBack ? null : state.lost };
    }
    case 'renewed': {
      const expiry = new Map(action.renewed.map(({ reviewId, leaseExpiresAt }) => [reviewId, leaseExpiresAt]));
      const gone = new Set(action.asked.filter((id) => !expiry.has(id)));
      const [current] = state.reviews;
      const reviews = state.reviews
        .filter(({ id }) => !gone.has(id))
        .map((review) => ({ ...review, leaseExpiresAt: expiry.get(review.id) ?? review.leaseExpiresAt }));
      const lost =
        current && gone.has(current.id) ? { review: current, message: RAN_OUT, canBeTaken: true } : state.lost;
      return { ...state, reviews, lost };
    }
    case 'lost':
      return {
        ...state,
        reviews: state.reviews.filter(({ id }) => id !== action.lost.review.id),
        lost: action.lost,
        isBusy: false,
        problem: null,
      };
    case 'let-go':
      return { ...state, lost: null, problem: null };
    case 'busy':
      return { ...state, isBusy: true, problem: null };
    case 'failed':
      return { ...state, isBusy: false, problem: action.message };
    case 'done': {
      const reviews = state.reviews.filter(({ id }) => id !== action.done.review.id);
      return {
        ...state,
        reviews,
        done: [action.done, ...state.done].slice(0, HISTORY),
        correcting: null,
        isBusy: false,
        problem: null,
      };
    }
    case 'correct': {
      if (action.what) return { ...state, correcting: action.what, problem: null };
      const [last, ...done] = state.done;
      return last?.kind === 'answered' ? { ...state, correcting: last, done, problem: null } : state;
    }
    case 'stop-correcting':
      return state.correcting ? { ...state, correcting: null, done: [state.correcting, ...state.done] } : state;
    case 'skip-undone':
      return { ...state, done: state.done.slice(1) };
  }
}

/** The case on screen stays on screen while others come in behind it. */
function inStableOrder(before: readonly Review[], { reviews, first }: Extract<Action, { type: 'claimed' }>): Review[] {
  const place = new Map(before.map(({ id }, index) => [id, index]));
  return [...reviews].sort(
    (a, b) => Number(b.id === first) - Number(a.id === first) || (place.get(a.id) ?? 99) - (place.get(b.id) ?? 99),
  );
}

/** Claims ahead, answers, skips, undoes, and keeps the leases alive. */
export function useReviewSession(projectId: string) {
  const [state, dispatch] = useReducer(reduce, START);
  const inFlight = useRef(false);
  const [claim] = useMutation(ClaimReviewsDocument);
  const [renew] = useMutation(RenewLeasesDocument);
  const [submitLabel] = useMutation(SubmitLabelDocument);
  const [correctLabel] = useMutation(CorrectLabelDocument);
  const [skipReview] = useMutation(SkipReviewDocument);
  const [undoSkip] = useMutation(UndoSkipDocument);

  const refill = useCallback(async () => {
    try {
      const { data } = await claim({ variables: { input: { projectId, count: CLAIM_AHEAD } } });
      if (data) dispatch({ type: 'claimed', ...data.claimReviews });
    } catch (error) {
      dispatch({ type: 'failed', message: messageOf(error) });
    }
  }, [claim, projectId]);

  /** One request at a time: a second key press while one is under way does nothing. */
  const once = useCallback(async (work: () => Promise<void>) => {
    if (inFlight.current) return;
    inFlight.current = true;
    dispatch({ type: 'busy' });
    await work().catch((error: unknown) => dispatch({ type: 'failed', message: messageOf(error) }));
    inFlight.current = false;
  }, []);

  const submit = useCallback(
    (review: Review, answer: { value: unknown; note: string; leadTimeMs: number }) =>
      once(async () => {
        const note: { note?: string } = answer.note.trim() === '' ? {} : { note: answer.note };
        const { leadTimeMs, value } = answer;
        const { id: reviewId, leaseToken } = review;
        const correct = (labelId: string) => correctLabel({ variables: { input: { labelId, value, ...note } } });
        const first = () => submitLabel({ variables: { input: { reviewId, leaseToken, value, leadTimeMs, ...note } } });
        const result = state.correcting
          ? (await correct(state.correcting.labelId)).data?.correctLabel
          : (await first()).data?.submitLabel;
        if (!result) return;
        if (result.__typename === 'SubmitLabelSuccess') {
          const { labelId } = result;
          dispatch({ type: 'done', done: { kind: 'answered', review, labelId, value, note: note.note ?? null } });
          void refill();
        } else if (result.__typename === 'LeaseLost' && !state.correcting) {
          dispatch({
            type: 'lost',
            lost: { review, message: result.message, canBeTaken: result.state === 'open' },
          });
        } else if (result.__typename === 'LeaseLost') dispatch({ type: 'failed', message: result.message });
        else dispatch({ type: 'failed', message: result.detail });
      }),
    [once, state.correcting, correctLabel, submitLabel, refill],
  );

  const skip = useCallback(
    (review: Review, reason: string) =>
      once(async () => {
        const { data } = await skipReview({
          variables: {
            input: { reviewId: review.id, leaseToken: review.leaseToken, ...(reason === '' ? {} : { reason }) },
          },
        });
        const result = data?.skipReview;
        if (result?.__typename === 'LeaseLost')
          dispatch({ type: 'lost', lost: { review, message: result.message, canBeTaken: result.state === 'open' } });
        else dispatch({ type: 'done', done: { kind: 'skipped', review } });
        void refill();
      }),
    [once, skipReview, refill],
  );

  /** Asks for a lost case again; what was typed stays whatever the answer. */
  const takeAgain = useCallback(
    (review: Review) =>
      once(async () => {
        const { data } = await claim({
          variables: { input: { projectId, count: CLAIM_AHEAD, reviewId: review.id } },
        });
        if (!data) return;
        dispatch({ type: 'claimed', ...data.claimReviews, first: review.id });
        if (data.claimReviews.reviews.some(({ id }) => id === review.id)) return;
        const message = 'Somebody else has taken or answered this case meanwhile. You can still copy what you typed.';
        dispatch({ type: 'lost', lost: { review, message, canBeTaken: false } });
      }),
    [once, claim, projectId],
  );

  const undo = useCallback(() => {
    const [last] = state.done;
    if (last?.kind !== 'skipped') return dispatch({ type: 'correct' });
    void once(async () => {
      const { data } = await undoSkip({ variables: { reviewId: last.review.id } });
      dispatch({ type: 'skip-undone' });
      if (data) dispatch({ type: 'claimed', ...data.undoSkip, first: last.review.id });
    });
  }, [state.done, once, undoSkip]);

  // Synchronises with the server's queue: at the start, and when it moves while there is room.
  useEffect(() => {
    void refill();
  }, [refill]);
  useReadAgain('queueMark', () => {
    if (state.reviews.length < CLAIM_AHEAD && !inFlight.current && !state.lost) void refill();
  });
  // Synchronises with the leases' clock on the server.
  const { reviews } = state;
  const isLost = state.lost !== null;
  useEffect(() => {
    const timer = setInterval(() => {
      const leases = reviews.map(({ id, leaseToken }) => ({ reviewId: id, leaseToken }));
      // What others hold comes back when their time runs out, and nobody announces that.
      if (leases.length === 0) return isLost ? undefined : void refill();
      renew({ variables: { leases } }).then(
        ({ data }) =>
          data &&
          dispatch({ type: 'renewed', asked: leases.map(({ reviewId }) => reviewId), renewed: data.renewLeases }),
        () => undefined,
      );
    }, HEARTBEAT_SECONDS * 1000);
    return () => clearInterval(timer);
  }, [reviews, isLost, renew, refill]);

  return {
    ...state,
    current: state.correcting?.review ?? state.lost?.review ?? state.reviews[0] ?? null,
    submit,
    skip,
    undo,
    refill,
    takeAgain,
    letGo: () => {
      dispatch({ type: 'let-go' });
      void refill();
    },
    correct: (what: Extract<Done, { kind: 'answered' }>) => dispatch({ type: 'correct', what }),
    stopCorrecting: () => dispatch({ type: 'stop-correcting' }),
  };
}
