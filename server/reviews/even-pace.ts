import { setTimeout } from 'node:timers/promises';

/** Longer than an answer takes, shorter than anybody waits: the page shows the next case meanwhile. */
const STEP_MS = 25;

/** How long until the next even moment after so many milliseconds; never nothing, so that no two ways share a moment by luck. */
export function untilEven(elapsedMs: number): number {
  return STEP_MS - (elapsedMs % STEP_MS);
}

/**
 * Waits for an even moment since `startedAt` (`performance.now`). What an answer to a blind case sets off takes longer where
 * it decides, or corrects the machine, than where it confirms it: the time until it is told must not tell that.
 */
export async function evenly(startedAt: number): Promise<void> {
  await setTimeout(untilEven(performance.now() - startedAt));
}
