import { createPostgresBackend, Queue, withBackend, Worker, type Job, type JobsOptions, type Processor } from 'bullmq';
import { Redis } from 'ioredis';

const SCHEMA = 'bullmq';
const POOL_SIZE = 3;
/** A job whose process was killed comes to another one (or the next start) after this time. */
const WORKER = { lockDuration: 10_000, stalledInterval: 5000, maxStalledCount: 5 };
const RECONNECT_MS = 500;

const ON_POSTGRES = withBackend(createPostgresBackend);

/** What is used of a queue and a worker, whichever backend they have. */
export type AnyQueue = {
  add(name: string, payload: unknown, options: JobsOptions): Promise<unknown>;
  getJobCounts(state: 'waiting'): Promise<Record<string, number>>;
  /** The oldest first. */
  getWaiting(start: number, end: number): Promise<readonly (Pick<Job, 'timestamp'> | undefined)[]>;
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
};
export type AnyWorker = {
  cancelAllJobs(reason?: string): void;
  close(force?: boolean): Promise<void>;
  isRunning(): boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: Job | undefined, error: Error) => void): unknown;
};

/** Where jobs are kept. */
export type QueueBackend = {
  readonly createQueue: (name: string) => AnyQueue;
  readonly createWorker: (name: string, process: Processor) => AnyWorker;
  /** After its queue and worker. */
  readonly close: () => void;
};

export function onPostgres(databaseUrl: string): QueueBackend {
  const connection = { connectionString: databaseUrl, schema: SCHEMA, migrate: true, max: POOL_SIZE };
  return {
    createQueue: (name) => new ON_POSTGRES.Queue(name, { connection }),
    createWorker: (name, process) => new ON_POSTGRES.Worker(name, process, { connection, ...WORKER }),
    close: () => undefined,
  };
}

/** One connection for queue and worker, so that what is wrong with it is told once; commands wait while Redis is away. */
export function onRedis(redisUrl: string, onError: (error: Error) => void): QueueBackend {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null, retryStrategy: () => RECONNECT_MS });
  connection.on('error', onError);
  return {
    createQueue: (name) => new Queue(name, { connection }),
    createWorker: (name, process) => new Worker(name, process, { connection, ...WORKER }),
    close: () => connection.disconnect(),
  };
}
