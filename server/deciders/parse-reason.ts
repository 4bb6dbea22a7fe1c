import { invalid } from '../platform/http/index.js';

const MAX_REASON = 2000;

/** @throws ProblemError `invalid`: what changes who decides is never done without saying why. */
export function parseReason(given: string): string {
  const reason = given.trim();
  if (reason === '' || reason.length > MAX_REASON)
    throw invalid('Say why, in at most 2,000 characters.', [{ pointer: '/reason', detail: 'is required' }]);
  return reason;
}
