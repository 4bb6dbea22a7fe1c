import type { OnApplicationShutdown, OnModuleDestroy } from '@nestjs/common';
import { UnrecoverableError, type Job, type Processor } from 'bullmq';
import { z } from 'zod';
import type { Log } from '../logging/index.js';
import { Failures, type SideWork } from '../failures/index.js';
import { ProblemError } from '../http/index.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { traced, tracedInside, type Carrier } from '../tracing/index.js';
import type { JobDefinition, JobRun } from './define-job.js';
import type { WaitingJobs } from './waiting-jobs.js';
import { onPostgres, onRedis, type AnyQueue, type AnyWorker, type QueueBackend } from './queue-backend.js';

const KEEP_COMPLETED = 200;
const ANSWER_MS = 3000;
const CLOSE_MS = 5000;
/** For a queue that does not answer: what is left of it is taken over by another process. */
const FORCED_CLOSE_MS = 500;

const carrierSchema = z.object({ traceparent: z.string(), tracestate: z.string().optional() });
const rowsSchema = z.object({ projectId: z.string().optional(), caseId: z.string().optional() });

/** One for what is short, one for what takes long. */
const QUEUES = ['handrail', 'handrail-long'] as const;
type QueueName = (typeof QUEUES)[number];
type Handler = {
  readonly work: (payload: unknown, run: JobRun) => Promise<unknown>;
  readonly setAside: ((payload: unknown, reason: string) => Promise<unknown>) | undefined;
};

/** So often a process may end, or lose its hold on a job, before the job itself is what is thought to do it. */
const DEATHS = 2;
const DIED_TWICE =
  'The process that worked on it ended twice while at it, so it was set aside. What it works on may be more than a process can take; the log of the server says how it ended.';

/** Where jobs are kept and who works on them in this process. */
export class JobQueue implements OnModuleDestroy, OnApplicationShutdown {
  private readonly backend: QueueBackend;
  private readonly queues: Readonly<Record<QueueName, AnyQueue>>;
  private readonly handlers = new Map<string, Handler>();
  private readonly watchers = new Map<string, (error: unknown) => void>();
  private workers: readonly AnyWorker[] = [];
  private readonly closing: SideWork;
  private isClosing = false;

  constructor(
    at: { readonly databaseUrl: string; readonly redisUrl: string | undefined },
    private readonly log: Log,
    private readonly telemetry: Telemetry,
  ) {
    const failures = new Failures(log, telemetry);
    this.closing = failures.of('close-queue', 'Closing of the machine queue');
    const counting = failures.of('count-waiting-jobs', 'Counting of the jobs that wait');
    telemetry.watchQueue(() => counting.end(this.waiting()));
    const lost = (error: Error): void => {
      // A connection that was still being opened when this closed ends with the database under it.
      if (!this.isClosing) this.log.warn({ err: error }, 'the machine queue has no connection');
    };
    this.backend = at.redisUrl === undefined ? onPostgres(at.databaseUrl) : onRedis(at.redisUrl, lost);
    const open = (name: QueueName): AnyQueue => {
      const queue = this.backend.createQueue(name);
      queue.on('error', lost);
      return queue;
    };
    this.queues = { handrail: open('handrail'), 'handrail-long': open('handrail-long') };
  }

  /**
   * Adds a job. The same `jobId` while one is kept adds nothing, so callers may repeat themselves.
   *
   * @throws ProblemError `unavailable` when the queue does not answer; the job may be there all the same.
   */
  async enqueue<T extends z.ZodType>(job: JobDefinition<T>, payload: z.input<T>, jobId?: string): Promise<void> {
    const queue = job.isLong ? 'handrail-long' : 'handrail';
    await tracedInside(
      () => ({ name: `send ${job.name}`, kind: 'producer', attributes: { 'messaging.destination.name': queue } }),
      (span) => {
        const added = this.queues[queue].add(job.name, job.payload.parse(payload), {
          ...(jobId === undefined ? {} : { jobId }),
          attempts: job.attempts,
          backoff: { type: 'exponential', delay: job.backoffMs, jitter: 0.5 },
          removeOnComplete: { count: KEEP_COMPLETED },
          // The job goes on with the trace of who asked for it, in whatever process.
          ...(span === undefined ? {} : { telemetry: { metadata: JSON.stringify(span.carrier) } }),
        });
        return answer(added);
      },
    );
  }

  /**
   * Says what does a kind of job, in a process that works. Twice for one kind is a mistake of ours.
   *
   * `setAside`: what to do instead once two processes have ended while they worked on it: write down the reason where
   * whoever waits for the job sees it. Without it the job just fails for that reason.
   */
  handle<T extends z.ZodType>(
    job: JobDefinition<T>,
    handler: (payload: z.output<T>, run: JobRun) => Promise<unknown>,
    setAside?: (payload: z.output<T>, reason: string) => Promise<unknown>,
  ): void {
    if (this.handlers.has(job.name)) throw new Error(`The job ${job.name} has two handlers.`);
    this.handlers.set(job.name, {
      work: (payload, run) => handler(job.payload.parse(payload), run),
      setAside: setAside && ((payload, reason) => setAside(job.payload.parse(payload), reason)),
    });
    this.telemetry.beginJob(job.name);
  }

  /** Tells how each run of a kind of job in this process ended: null, or why it failed. */
  watch(name: string, heard: (error: unknown) => void): void {
    this.watchers.set(name, heard);
  }

  /** Starts to work on jobs; call it once, when every handler is known. */
  startWorking(): void {
    this.workers = QUEUES.map((name) => this.startWorker(name));
  }

  private startWorker(name: QueueName): AnyWorker {
    // BullMQ hands over the signal only to what takes three parameters.
    const process: Processor = async (job, _token, signal) => {
      const handler = this.handlers.get(job.name);
      if (!handler) throw new Error(`No handler for the job ${job.name}.`);
      if (job.stalledCounter >= DEATHS) return this.setAside(job, handler);
      return this.measured(job, () => handler.work(job.data, runOf(job, signal)));
    };
    const worker = this.backend.createWorker(name, process);
    worker.on('failed', (job, error) =>
      this.log.error(
        { ...rowsOf(job?.data), err: error, job: job?.name, jobId: job?.id, attempts: job?.attemptsMade },
        'job failed',
      ),
    );
    worker.on('error', (error) => this.log.warn({ err: error }, 'a worker has no connection'));
    return worker;
  }

  /** It is not tried again: that would end the next process too. */
  private setAside(job: Job, { setAside }: Handler): Promise<unknown> {
    this.log.error({ ...rowsOf(job.data), job: job.name, jobId: job.id }, 'job set aside: its process ended twice');
    if (setAside) return setAside(job.data, DIED_TWICE);
    const error = new UnrecoverableError(DIED_TWICE);
    this.watchers.get(job.name)?.(error);
    throw error;
  }

  private measured<T>(job: Job, work: () => Promise<T>): Promise<T> {
    const options = {
      kind: 'consumer',
      parent: traceOf(job),
      attributes: { 'messaging.message.id': job.id ?? '', 'messaging.destination.name': job.queueName },
    } as const;
    return traced(`job ${job.name}`, options, async () => {
      const started = performance.now();
      let outcome: 'done' | 'failed' = 'failed';
      try {
        const result = await work();
        outcome = 'done';
        this.watchers.get(job.name)?.(null);
        return result;
      } catch (error) {
        this.watchers.get(job.name)?.(error);
        throw error;
      } finally {
        this.telemetry.jobs.observe({ kind: job.name, outcome }, (performance.now() - started) / 1000);
      }
    });
  }

  /** How many jobs of each queue nobody has begun. */
  async waiting(): Promise<WaitingJobs[]> {
    return Promise.all(
      QUEUES.map(async (queue) => {
        const counts = await within(ANSWER_MS, this.queues[queue].getJobCounts('waiting'));
        const jobs = counts['waiting'] ?? 0;
        const [oldest] = jobs === 0 ? [] : await within(ANSWER_MS, this.queues[queue].getWaiting(0, 0));
        return { queue, jobs, oldestAt: oldest?.timestamp ?? null };
      }),
    );
  }

  /** Throws when the queue cannot be reached, or when this process should work on it and does not. */
  async check(): Promise<void> {
    await answer(this.queues.handrail.getJobCounts('waiting'));
    if (!this.workers.every((worker) => worker.isRunning())) throw new Error('The worker has stopped.');
  }

  /** Before anything that jobs need goes: takes no new job, waits a while for those under way; they run again elsewhere. */
  async onModuleDestroy(): Promise<void> {
    this.isClosing = true;
    await Promise.all(
      this.workers.map((worker) => {
        worker.cancelAllJobs('Handrail stops');
        return this.closing.end(
          // What is still under way is taken over by another process.
          within(CLOSE_MS, worker.close()).catch(() => within(FORCED_CLOSE_MS, worker.close(true))),
        );
      }),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    const closed = Object.values(this.queues).map((queue) => queue.close());
    await this.closing.end(within(FORCED_CLOSE_MS, Promise.all(closed)));
    this.backend.close();
  }
}

/** The trace that the job was sent in. */
function traceOf({ opts }: Job): Carrier | undefined {
  const { metadata } = opts.telemetry ?? {};
  return metadata === undefined ? undefined : carrierSchema.safeParse(parsed(metadata)).data;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // What cannot be read names no trace; the job is done all the same.
    return undefined;
  }
}

/** The rows that a job names, for the log. */
function rowsOf(payload: unknown): { projectId?: string | undefined; caseId?: string | undefined } {
  return rowsSchema.safeParse(payload).data ?? {};
}

function runOf(job: Job, signal: AbortSignal | undefined): JobRun {
  return {
    signal: signal ?? new AbortController().signal,
    isLastTry: job.attemptsMade + 1 >= (job.opts.attempts ?? 1),
    report: (progress) => job.updateProgress(progress),
  };
}

async function answer<T>(work: Promise<T>): Promise<T> {
  try {
    return await within(ANSWER_MS, work);
  } catch (cause) {
    throw new ProblemError('unavailable', 'The machine queue does not answer. Try again.', { cause, retryAfter: 2 });
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer in ${milliseconds} ms.`)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
