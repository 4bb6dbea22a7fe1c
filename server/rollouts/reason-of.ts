import { invalid } from '../platform/http/index.js';

const MAX_REASON = 2000;

/** Why somebody moves a rollout: stands in its timeline and in History. @throws ProblemError `invalid` for none. */
export function reasonOf(given: string): string {
  const reason = given.trim();
  if (reason === '' || reason.length > MAX_REASON) {
    throw invalid('Say why, in at most 2,000 characters.', [{ pointer: '/reason', detail: 'is required' }]);
  }
  return reason;
}
