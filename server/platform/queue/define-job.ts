import type { z } from 'zod';

/** What a kind of job is. The payload names rows, it does not hold them; both sides parse it. */
export type JobDefinition<T extends z.ZodType> = {
  readonly name: string;
  readonly payload: T;
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** Before the second try, doubling after, in milliseconds. */
  readonly backoffMs: number;
};

export function defineJob<T extends z.ZodType>(definition: JobDefinition<T>): JobDefinition<T> {
  return definition;
}
