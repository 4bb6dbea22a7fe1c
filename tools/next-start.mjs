/** So many crashes within this time are a loop: starting again would only hide what has to be mended. */
export const MOST_CRASHES = 5;
export const WITHIN_MS = 10 * 60_000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/**
 * What follows on a server that ended by itself.
 *
 * @param {{ readonly crashes: readonly number[], readonly now: number, readonly how: string }} given `crashes`: when it did before
 * @returns {{ readonly crashes: number[], readonly waitMs: number | null, readonly says: string }} `waitMs` null: it is not started again
 */
export function nextStart({ crashes, now, how }) {
  const lately = [...crashes.filter((at) => now - at <= WITHIN_MS), now];
  if (lately.length >= MOST_CRASHES)
    return {
      crashes: lately,
      waitMs: null,
      says: `The server ${how}, ${lately.length} times within ${WITHIN_MS / 60_000} minutes; it is not started again.\nIts last lines say why. Mend that, then run npm start.`,
    };
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (lately.length - 1));
  return {
    crashes: lately,
    waitMs,
    says: `The server ${how}. It is started again in ${waitMs / 1000} s (${lately.length} of at most ${MOST_CRASHES - 1}).`,
  };
}
