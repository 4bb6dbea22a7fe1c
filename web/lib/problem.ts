import { CombinedGraphQLErrors } from '@apollo/client';
import type { FieldError } from '@handrail/shared/schema';

/** Whether the server refused because it does not know who is asking. */
export function isSignedOut(error: unknown): boolean {
  return problemTypesOf(error).includes('unauthenticated');
}

/** What to tell a person about a failed request: what happened and what to do next. */
export function messageOf(error: unknown): string {
  if (isSignedOut(error)) return 'You were signed out meanwhile. Sign in again; what you typed is kept.';
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
