import { CombinedGraphQLErrors, ServerError, ServerParseError } from '@apollo/client';
import { UnreadableNumber } from './problem';

/** What the network failed with, as Apollo handed it through. */
const unreachable = new WeakSet<object>();

/** Notes an error that came from the connection and not from our own code. */
export function noteUnreachable(error: unknown): void {
  if (typeof error === 'object' && error !== null) unreachable.add(error);
}

/** Whether a request failed, and not our own code. */
export function isOfRequest(error: unknown): boolean {
  return (
    CombinedGraphQLErrors.is(error) ||
    error instanceof UnreadableNumber ||
    ServerError.is(error) ||
    ServerParseError.is(error) ||
    (typeof error === 'object' && error !== null && unreachable.has(error))
  );
}

/**
 * Goes on after a mutation without waiting. Its failure stands where the mutation's `error` is shown, which lint asks for;
 * whatever else fails is told by the page as a whole.
 */
export function inPlace(work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    if (!isOfRequest(error)) throw error;
  });
}
