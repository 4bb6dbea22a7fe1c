import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Database } from '../platform/database/index.js';
import { JudgeRollout } from './judge-rollout.js';
import { claimDue, releaseClaim } from './due.sql.js';

/** Without news each rollout is judged this often: time passes, and notices can get lost. */
const EVERY_MS = 3000;
/** News come in bursts and are looked at together. */
const GATHER_MS = 400;
/** Judging takes at most about a tenth of one connection, however many cases a step has. */
const REST_PER_COST = 9;
const MIN_REST_MS = 250;
const REST_AFTER_FAILURE_MS = 1000;

/**
 * Judges every running rollout again and again, in each process that works; soon after cases, labels or a move. A claim
 * with a due time in the rollout's own row keeps processes from judging it twice at once, and paces it by what it costs. See
 * docs/decisions for why this is no job.
 */
@Injectable()
export class RolloutEngine implements OnApplicationShutdown {
  private readonly stops: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private soonTimer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isClosed = false;

  constructor(
    private readonly database: Database,
    private readonly feed: ChangeFeed,
    private readonly judge: JudgeRollout,
  ) {}

  /** Call it in a process that works. `report` is told what went wrong; it is tried again. */
  start(report: (error: unknown) => void): void {
    const soon = (): void => {
      this.soonTimer ??= setTimeout(() => {
        this.soonTimer = undefined;
        this.tick(report);
      }, GATHER_MS).unref();
    };
    this.stops.push(this.feed.on('decided', soon), this.feed.on('project', soon), this.feed.on('resync', soon));
    this.timer = setInterval(() => this.tick(report), EVERY_MS).unref();
    soon();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    for (const stop of this.stops) stop();
    clearInterval(this.timer);
    clearTimeout(this.soonTimer);
    await this.running;
  }

  private tick(report: (error: unknown) => void): void {
    if (this.isClosed || this.running) return;
    this.running = this.judgeDue(report)
      .catch(report)
      .finally(() => (this.running = undefined));
  }

  /** One after the other, until none is due. */
  private async judgeDue(report: (error: unknown) => void): Promise<void> {
    while (!this.isClosed) {
      const id = await claimDue(this.database);
      if (id === undefined) return;
      const started = performance.now();
      let restMs = REST_AFTER_FAILURE_MS;
      try {
        const outcome = await this.judge.run(id);
        const cost = performance.now() - started;
        restMs = outcome === 'overtaken' ? 0 : Math.max(MIN_REST_MS, cost * REST_PER_COST);
      } catch (error) {
        report(error);
      }
      await releaseClaim(this.database, id, restMs);
    }
  }
}
