import { CombinedGraphQLErrors, ServerError, type ApolloClient, type TypedDocumentNode } from '@apollo/client';
import {
  ClaimReviewsDocument,
  CorrectLabelDocument,
  ReleaseReviewsDocument,
  RenewLeasesDocument,
  SkipReviewDocument,
  SubmitLabelDocument,
  UndoSkipDocument,
  type SubmitLabelMutation,
} from '../lib/generated/graphql';
import { isSignedOut, messageOf, problemTypesOf } from '../lib/problem';
import type { SessionPorts, Trouble } from './review-session';
import type { Entry, Outcome } from './session-types';

/** A request that has no answer after this long is sent again: it may never have arrived, or its answer was lost. */
const PATIENCE_MS = 15_000;
const FLEETING = new Set(['internal', 'unavailable', 'too-many-requests']);
type Page = { readonly projectId: string; readonly tabId: string; readonly insteadOf: string | null };

/** The session's requests to the server. */
export function sessionRequests(client: ApolloClient, page: Page): SessionPorts {
  const { projectId, tabId } = page;
  let { insteadOf } = page;
  const ask = async <Data, Variables extends Record<string, unknown>>(
    mutation: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data> => {
    const context = { fetchOptions: { signal: AbortSignal.timeout(PATIENCE_MS) } };
    const { data } = await client.mutate({ mutation, variables, context });
    if (!data) throw new Error('An answer without data.');
    return data;
  };
  return {
    claim: async (input) => {
      const from = insteadOf === null ? {} : { insteadOf };
      const { claimReviews } = await ask(ClaimReviewsDocument, { input: { projectId, tabId, ...from, ...input } });
      insteadOf = null;
      return claimReviews;
    },
    send: async (entry) => {
      switch (entry.kind) {
        case 'answer':
          return toOutcome((await ask(SubmitLabelDocument, { input: answerOf(entry) })).submitLabel);
        case 'correct':
          return toOutcome((await ask(CorrectLabelDocument, { input: correctionOf(entry) })).correctLabel);
        case 'skip': {
          const { skipReview } = await ask(SkipReviewDocument, { input: skipOf(entry) });
          return skipReview.__typename === 'LeaseLost'
            ? { kind: 'lost', message: skipReview.message, isOpen: skipReview.state === 'open' }
            : { kind: 'skipped' };
        }
        case 'undo-skip': {
          const { id: reviewId } = entry.review;
          const { undoSkip } = await ask(UndoSkipDocument, { reviewId, tabId, idempotencyKey: entry.key });
          return { kind: 'returned', review: undoSkip.reviews.find(({ id }) => id === reviewId) ?? null };
        }
      }
    },
    renew: async (leases) => (await ask(RenewLeasesDocument, { leases: [...leases] })).renewLeases,
    release: () => client.mutate({ mutation: ReleaseReviewsDocument, variables: { projectId, tabId } }),
    troubleOf,
    newKey: () => newName(),
    later: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
  };
}

/** How much goes out with a page that is left; the rest is kept on the device and goes out with the next page. */
const MOST_AT_ONCE = 10;

/**
 * Sends what waits and gives back what the page holds, in one request that outlives the page: its parts are done in
 * order. What came through already is not done again, for each has its key.
 */
export function farewell({ projectId, tabId }: Pick<Page, 'projectId' | 'tabId'>, outbox: readonly Entry[]): void {
  const ready = outbox.slice(0, MOST_AT_ONCE).flatMap((entry, index) => {
    const earlier = outbox.slice(0, index).some(({ review }) => review.id === entry.review.id);
    return earlier || entry.mustRetake ? [] : lastWordOf(entry);
  });
  const declared = ready.map(({ type }, index) => `, $i${index}: ${type}!`).join('');
  const parts = ready.map(({ field }, index) => `m${index}: ${field}(input: $i${index}) { __typename } `).join('');
  const query = `mutation Farewell($projectId: ID!, $tabId: ID${declared}) { ${parts}releaseReviews(projectId: $projectId, tabId: $tabId) }`;
  const inputs = Object.fromEntries(ready.map(({ input }, index) => [`i${index}`, input]));
  const body = JSON.stringify({ query, variables: { projectId, tabId, ...inputs } });
  const headers = { 'content-type': 'application/json', 'x-handrail-request': '1' };
  // Nobody is left to be told: what did not arrive is on the device, and a lease that was not given back runs out.
  // eslint-disable-next-line local/no-swallowed-failure
  fetch('/graphql', { method: 'POST', keepalive: true, credentials: 'same-origin', headers, body }).catch(() => null);
}

function lastWordOf(entry: Entry): { field: string; type: string; input: unknown }[] {
  switch (entry.kind) {
    case 'answer':
      return [{ field: 'submitLabel', type: 'SubmitLabelInput', input: answerOf(entry) }];
    case 'skip':
      return [{ field: 'skipReview', type: 'SkipReviewInput', input: skipOf(entry) }];
    case 'correct':
      return entry.before.labelId === null
        ? []
        : [{ field: 'correctLabel', type: 'CorrectLabelInput', input: correctionOf(entry) }];
    case 'undo-skip':
      return [];
  }
}

/** Something that nothing else is called. */
export function newName(): string {
  // `randomUUID` is there on secure origins only; an installation in a closed network may have none.
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

type Of<K extends Entry['kind']> = Extract<Entry, { kind: K }>;

function answerOf({ key, review, value, note, leadTimeMs }: Of<'answer'>) {
  const lease = { reviewId: review.id, leaseToken: review.leaseToken };
  return { ...lease, value, leadTimeMs, ...noteOf(note), idempotencyKey: key };
}

function correctionOf({ key, before, value, note }: Of<'correct'>) {
  if (before.labelId === null) throw new Error('An answer is corrected after it went through.');
  return { labelId: before.labelId, value, ...noteOf(note), idempotencyKey: key };
}

function skipOf({ key, review, reason }: Of<'skip'>) {
  const lease = { reviewId: review.id, leaseToken: review.leaseToken };
  return { ...lease, ...(reason === '' ? {} : { reason }), idempotencyKey: key };
}

function noteOf(note: string | null): { note?: string } {
  return note === null || note.trim() === '' ? {} : { note };
}

function toOutcome(result: SubmitLabelMutation['submitLabel']): Outcome {
  if (result.__typename === 'SubmitLabelSuccess') return { kind: 'stored', labelId: result.labelId };
  if (result.__typename === 'AnswerRefused') return { kind: 'refused', message: result.detail };
  return { kind: 'lost', message: result.message, isOpen: result.state === 'open' };
}

/** What the server said in words stands; what it could not say, or could not do right now, is tried again. */
function troubleOf(error: unknown): Trouble {
  const message = messageOf(error);
  if (ServerError.is(error) && isFinal(error.statusCode)) return { kind: 'refused', message: error.message };
  if (!CombinedGraphQLErrors.is(error)) return { kind: 'cut-off', message };
  if (isSignedOut(error)) return { kind: 'signed-out', message };
  return { kind: problemTypesOf(error).some((type) => FLEETING.has(type)) ? 'cut-off' : 'refused', message };
}

/** Whether the same request would be refused again; 408 and 429 ask for patience. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}
