/** `oldestAt`: when the one that waits the longest was given out, Unix milliseconds; null: none waits. */
export type WaitingJobs = { readonly queue: string; readonly jobs: number; readonly oldestAt: number | null };
