import type { LoopSeen } from '@handrail/shared/monitoring';
import { loggedError } from '../logging/logged-error.js';
import type { Log } from '../logging/index.js';

/** Without what may be content, as in the log. */
function wordsOf(error: unknown): string {
  const { message } = loggedError(error);
  return typeof message === 'string' ? message.slice(0, 300) : 'unknown';
}

/** What a loop is. */
export type LoopGiven = Pick<LoopSeen, 'name' | 'title'> & {
  /** How often it runs without being woken. */
  readonly everyMs: number;
  /** In which it is expected to succeed once, where a run may take longer than until the next. */
  readonly expectMs?: number;
  readonly isShared?: boolean;
  readonly isWatching?: boolean;
  /** A run asks for work that whoever does it tells of: it may fail, and is no success. */
  readonly isOnlyAsking?: boolean;
  /** Throws where it did not succeed. Never runs twice at once in a process. */
  readonly run: () => Promise<unknown>;
};
/** Whom a loop tells, and by what clock. */
export type LoopListener = {
  readonly log: Log;
  readonly now: () => number;
  readonly count: (name: string, outcome: 'succeeded' | 'failed') => void;
};
export type LoopState = Omit<LoopSeen, 'process' | 'seenAt'>;

const LOG_EVERY_MS = 60_000;

/**
 * Work that is done again and again. Whatever it throws is logged (once a minute; how often is said with it) and counted,
 * and it runs again: a loop ends only by `stop`.
 */
export class Loop {
  private readonly state: { -readonly [K in keyof LoopState]: LoopState[K] };
  private timer: NodeJS.Timeout | undefined;
  private soon: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isWanted = false;
  private isStopped = false;
  private loggedAt = -Infinity;
  private unlogged = 0;

  constructor(
    private readonly given: LoopGiven,
    private readonly listener: LoopListener,
  ) {
    const { name, title, everyMs, expectMs = everyMs, isShared = false, isWatching = false } = given;
    this.state = {
      ...{ name, title, isShared, isWatching, periodMs: expectMs, startedAt: listener.now(), stoppedAt: null },
      ...{ succeededAt: null, failedAt: null, runs: 0, failures: 0, error: null },
    };
  }

  read(): LoopState {
    return { ...this.state };
  }

  /** From now on it runs every so often; give `isAtOnce` for a first time now. */
  start({ isAtOnce = false } = {}): this {
    this.state.startedAt = this.listener.now();
    this.timer = setInterval(() => this.beginUnlessRunning(), this.given.everyMs).unref();
    if (isAtOnce) this.begin();
    return this;
  }

  /** Runs it soon; what wakes it meanwhile is looked at together, and what wakes it while it runs has it run again. */
  wake(afterMs = 0): void {
    if (this.isStopped) return;
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      this.begin();
    }, afterMs).unref();
  }

  /** Runs it, once more after the run that is under way. Never throws. */
  async run(): Promise<void> {
    this.isWanted = true;
    this.running ??= this.runWhileWanted().finally(() => (this.running = undefined));
    await this.running;
  }

  private beginUnlessRunning(): void {
    if (!this.running) this.begin();
  }

  /** Without waiting for it. */
  private begin(): void {
    this.run().catch((error: unknown) => this.failed(error));
  }

  private async runWhileWanted(): Promise<void> {
    while (this.isWanted) {
      this.isWanted = false;
      await this.tell(this.given.run);
    }
  }

  private async tell(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      if (this.given.isOnlyAsking !== true) this.succeeded();
    } catch (error) {
      this.failed(error);
    }
  }

  succeeded(): void {
    this.state.runs += 1;
    this.state.succeededAt = this.listener.now();
    this.listener.count(this.given.name, 'succeeded');
  }

  /** Also for work that it began and does not wait for. */
  failed(error: unknown): void {
    const now = this.listener.now();
    this.state.runs += 1;
    this.state.failures += 1;
    this.state.failedAt = now;
    this.state.error = wordsOf(error);
    this.listener.count(this.given.name, 'failed');
    this.unlogged += 1;
    if (now - this.loggedAt < LOG_EVERY_MS) return;
    const { name: loop, title } = this.given;
    this.listener.log.warn({ err: error, loop, failures: this.unlogged }, `${title} failed and is tried again`);
    this.loggedAt = now;
    this.unlogged = 0;
  }

  /** Ends it when the run under way is over. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.state.stoppedAt = this.listener.now();
    clearInterval(this.timer);
    clearTimeout(this.soon);
    this.isWanted = false;
    await this.running;
  }
}
