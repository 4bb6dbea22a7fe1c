import type { OnApplicationShutdown } from '@nestjs/common';
import { createPostgresBackend, Queue, withBackend, Worker, type Job, type JobsOptions, type Processor } from 'bullmq';
import type { z } from 'zod';
import type { Log } from '../logging/index.js';
import type { JobDefinition } from './define-job.js';

const QUEUE = 'handrail';
const SCHEMA = 'bullmq';
const KEEP_COMPLETED = 200;

const ON_POSTGRES = withBackend(createPostgresBackend);
/** What is used of a queue and a worker, whichever backend they have. */
type AnyQueue = {
  add(name: string, payload: unknown, options: JobsOptions): Promise<unknown>;
  getJobCounts(state: 'waiting'): Promise<unknown>;
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
};
type AnyWorker = {
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: Job | undefined, error: Error) => void): unknown;
};
type Handler = (payload: unknown) => Promise<unknown>;

/** Where jobs are kept and who works on them in this process. */
export class JobQueue implements OnApplicationShutdown {
  private readonly queue: AnyQueue;
  private readonly handlers = new Map<string, Handler>();
  private worker: AnyWorker | undefined;

  constructor(
    private readonly backend: { readonly databaseUrl: string; readonly redisUrl: string | undefined },
    private readonly log: Log,
  ) {
    this.queue = this.createQueue();
    this.queue.on('error', (error) => this.log.warn({ err: error }, 'the machine queue has no connection'));
  }

  /** Adds a job. The same `jobId` while one is kept adds nothing, so callers may repeat themselves. */
  async enqueue<T extends z.ZodType>(job: JobDefinition<T>, payload: z.input<T>, jobId?: string): Promise<void> {
    await this.queue.add(job.name, job.payload.parse(payload), {
      ...(jobId === undefined ? {} : { jobId }),
      attempts: job.attempts,
      backoff: { type: 'exponential', delay: job.backoffMs, jitter: 0.5 },
      removeOnComplete: { count: KEEP_COMPLETED },
    });
  }

  /** Says what does a kind of job, in a process that works. Twice for one kind is a mistake of ours. */
  handle<T extends z.ZodType>(job: JobDefinition<T>, handler: (payload: z.output<T>) => Promise<unknown>): void {
    if (this.handlers.has(job.name)) throw new Error(`The job ${job.name} has two handlers.`);
    this.handlers.set(job.name, (payload) => handler(job.payload.parse(payload)));
  }

  /** Starts to work on jobs; call it once, when every handler is known. */
  startWorking(): void {
    const process: Processor = async (job) => {
      const handler = this.handlers.get(job.name);
      if (!handler) throw new Error(`No handler for the job ${job.name}.`);
      return handler(job.data);
    };
    this.worker = this.createWorker(process);
    this.worker.on('failed', (job, error) =>
      this.log.error({ err: error, job: job?.name, jobId: job?.id, attempts: job?.attemptsMade }, 'job failed'),
    );
    this.worker.on('error', (error) => this.log.warn({ err: error }, 'a worker has no connection'));
  }

  /** Throws when the queue cannot be reached. */
  async check(): Promise<void> {
    await this.queue.getJobCounts('waiting');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker?.close();
    await this.queue.close();
  }

  private createQueue(): AnyQueue {
    if (this.backend.redisUrl !== undefined) return new Queue(QUEUE, { connection: { url: this.backend.redisUrl } });
    return new ON_POSTGRES.Queue(QUEUE, { connection: this.postgres() });
  }

  private createWorker(process: Processor): AnyWorker {
    if (this.backend.redisUrl !== undefined) {
      return new Worker(QUEUE, process, { connection: { url: this.backend.redisUrl, maxRetriesPerRequest: null } });
    }
    return new ON_POSTGRES.Worker(QUEUE, process, { connection: this.postgres() });
  }

  private postgres(): { connectionString: string; schema: string; migrate: boolean; max: number } {
    return { connectionString: this.backend.databaseUrl, schema: SCHEMA, migrate: true, max: 3 };
  }
}
