import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Background, type Loop } from '../platform/background/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Database } from '../platform/database/index.js';
import { JudgeRollout } from './judge-rollout.js';
import { claimDue, releaseClaim } from './due.sql.js';

/** Without news each rollout is judged this often: time passes, and notices can get lost. */
const EVERY_MS = 3000;
/** Of many rollouts, each with many cases, a look takes so long. */
const EXPECT_MS = 30_000;
const MOST_FAILED = 20;
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
  private loop: Loop | undefined;
  private isClosed = false;

  constructor(
    private readonly database: Database,
    private readonly feed: ChangeFeed,
    private readonly judge: JudgeRollout,
  ) {}

  /** Call it in a process that works. */
  start(background: Background): void {
    const run = (): Promise<void> => this.judgeDue();
    const what = { name: 'judge-rollouts', title: 'Judging of rollouts', everyMs: EVERY_MS, expectMs: EXPECT_MS };
    const loop = background.loop({ ...what, run }).start();
    this.loop = loop;
    const soon = (): void => loop.wake(GATHER_MS);
    this.stops.push(this.feed.on('decided', soon), this.feed.on('project', soon), this.feed.on('resync', soon));
    soon();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    for (const stop of this.stops) stop();
    await this.loop?.stop();
  }

  /** One after the other, until none is due. @throws AggregateError of those that failed, after all others. */
  private async judgeDue(): Promise<void> {
    const failed: unknown[] = [];
    while (!this.isClosed) {
      const id = await claimDue(this.database);
      if (id === undefined) break;
      const started = performance.now();
      let restMs = REST_AFTER_FAILURE_MS;
      try {
        const outcome = await this.judge.run(id);
        const cost = performance.now() - started;
        restMs = outcome === 'overtaken' ? 0 : Math.max(MIN_REST_MS, cost * REST_PER_COST);
      } catch (error) {
        failed.push(error);
      }
      await releaseClaim(this.database, id, restMs);
      // One that fails is due again after a rest: it would never come to an end.
      if (failed.length >= MOST_FAILED) break;
    }
    if (failed.length > 0) throw new AggregateError(failed, `${failed.length} rollouts could not be judged`);
  }
}
