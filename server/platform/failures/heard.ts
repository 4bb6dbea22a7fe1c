import type { EventEmitter } from 'node:events';

/**
 * Says that the failure of `work` is heard by whoever awaits it later: until then it must not count as one that nobody
 * hears, which would end the process.
 */
export function heardLater<T>(work: Promise<T>): Promise<T> {
  // The one place that may: the failure is not gone, `work` still has it.
  // eslint-disable-next-line local/no-swallowed-failure
  work.catch(() => undefined);
  return work;
}

/**
 * Says that an `error` of this emitter is told in another way too: a database client fails the statement that is under
 * way or the next one, a stream that is given up on purpose has nobody left to tell.
 */
export function heardElsewhere<T extends EventEmitter>(emitter: T): T {
  // eslint-disable-next-line local/no-swallowed-failure
  emitter.on('error', () => undefined);
  return emitter;
}
