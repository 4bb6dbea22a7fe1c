import { z } from 'zod';
import type { Clock } from '../clock/index.js';
import { defineJob, type JobDefinition } from './define-job.js';
import type { JobQueue } from './job-queue.js';

const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 5000;

const minuteSchema = z.strictObject({ minute: z.iso.datetime() });
export type MinuteJob = JobDefinition<typeof minuteSchema>;

/** A kind of job that there is one of a minute. */
export function defineMinuteJob(given: Omit<MinuteJob, 'payload'>): MinuteJob {
  return defineJob({ ...given, payload: minuteSchema });
}

/**
 * Asks for one job a minute, however many processes do. `settleMs`: how long after the end of a minute it is asked for;
 * the job is then told the minute that ended last. Gives what ends it. `report` is told what went wrong.
 */
export function everyMinute(
  job: MinuteJob,
  { queue, clock, settleMs = 0 }: { queue: JobQueue; clock: Clock; settleMs?: number },
  report: (error: unknown) => void,
): () => void {
  const now = (): string =>
    new Date(Math.floor((clock.now().getTime() - settleMs) / MINUTE_MS) * MINUTE_MS).toISOString();
  let asked = '';
  const timer = setInterval(() => {
    const minute = now();
    if (minute === asked) return;
    asked = minute;
    queue.enqueue(job, { minute }, `${job.name}-${minute.replaceAll(':', '-')}`).catch(report);
  }, LOOK_EVERY_MS).unref();
  return () => clearInterval(timer);
}
