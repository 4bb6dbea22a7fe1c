import { CombinedGraphQLErrors } from '@apollo/client';
import type { FieldError } from '@handrail/shared/schema';

/** A number field holds what is no number: nothing was sent, as JSON would have said null. */
export class UnreadableNumber extends Error {}

/** Whether something that is to be sent holds a number that is none. */
export function hasUnreadable(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasUnreadable);
}

/** Whether the server refused because it does not know who is asking. */
export function isSignedOut(error: unknown): boolean {
  return problemTypesOf(error).includes('unauthenticated');
}

/** What to tell a person about a failed request: what happened and what to do next. */
export function messageOf(error: unknown): string {
  if (isSignedOut(error)) return 'You were signed out meanwhile. Sign in again; what you typed is kept.';
  if (error instanceof UnreadableNumber) return 'Nothing was sent: a number cannot be read. Its field says why.';
  if (CombinedGraphQLErrors.is(error)) return error.errors.map(({ message }) => message).join(' ');
  return 'Handrail does not answer. What you see and typed is kept; try again in a moment.';
}

/** The kinds of failure that the server named; empty: none. */
export function problemTypesOf(error: unknown): string[] {
  if (!CombinedGraphQLErrors.is(error)) return [];
  return error.errors.map(({ extensions }) => {
    const problem = extensions?.['problem'] as { type?: unknown } | undefined;
    return typeof problem?.type === 'string' ? (problem.type.split('/').at(-1) ?? '') : '';
  });
}

/** What the server found wrong in what was sent, by pointers into it; empty: nothing that has a place. */
export function fieldErrorsOf(error: unknown): FieldError[] {
  if (!CombinedGraphQLErrors.is(error)) return [];
  return error.errors.flatMap(({ extensions }) => {
    const problem = extensions?.['problem'] as { errors?: FieldError[] } | undefined;
    return problem?.errors ?? [];
  });
}
