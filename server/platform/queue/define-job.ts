import type { z } from 'zod';

/** What a kind of job is. The payload names rows, it does not hold them; both sides parse it. */
export type JobDefinition<T extends z.ZodType> = {
  readonly name: string;
  readonly payload: T;
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** Before the second try, doubling after, in milliseconds. */
  readonly backoffMs: number;
  /** Jobs that take long have a queue of their own, so that the short ones need not wait for them. */
  readonly isLong?: boolean;
};

/** What a handler is told besides its payload. */
export type JobRun = {
  /** Ends the work when this process stops; what is thrown then is tried again elsewhere. */
  readonly signal: AbortSignal;
  /** Whether another try follows when this one throws. */
  readonly isLastTry: boolean;
  /** Reports how far the job is, for whoever looks at the queue. */
  readonly report: (progress: object) => Promise<void>;
};

export function defineJob<T extends z.ZodType>(definition: JobDefinition<T>): JobDefinition<T> {
  return definition;
}
