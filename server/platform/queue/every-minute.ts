import { z } from 'zod';
import type { Clock } from '../clock/index.js';
import { defineJob, type JobDefinition } from './define-job.js';
import type { JobQueue } from './job-queue.js';

const MINUTE_MS = 60_000;

const minuteSchema = z.strictObject({ minute: z.iso.datetime() });
export type MinuteJob = JobDefinition<typeof minuteSchema>;

/** A kind of job that there is one of a minute. */
export function defineMinuteJob(given: Omit<MinuteJob, 'payload'>): MinuteJob {
  return defineJob({ ...given, payload: minuteSchema });
}

/**
 * Gives what asks for one job a minute, however often it is called and however many processes do. `settleMs`: how long after
 * the end of a minute it is asked for; the job is then told the minute that ended last. A minute that could not be asked for
 * is asked for again.
 */
export function askEveryMinute(
  job: MinuteJob,
  { queue, clock, settleMs }: { readonly queue: JobQueue; readonly clock: Clock; readonly settleMs: number },
): () => Promise<void> {
  let asked = '';
  return async () => {
    const at = clock.now().getTime() - settleMs;
    const minute = new Date(Math.floor(at / MINUTE_MS) * MINUTE_MS).toISOString();
    if (minute === asked) return;
    await queue.enqueue(job, { minute }, `${job.name}-${minute.replaceAll(':', '-')}`);
    asked = minute;
  };
}
