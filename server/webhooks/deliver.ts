import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { dispatchNew, dueChannels, nextDue } from './delivery.sql.js';
import { DrainChannel } from './drain-channel.js';
import { Mailer } from './mailer.js';

/** Messages of one transaction. */
const DISPATCHED = 200;
/** Channels that one process sends to at a time; more wait for their turn. */
const AT_ONCE = 64;
/** Of them, those that took nothing the last time: a receiver that hangs holds its place for as long as it may take. */
const FAILING_AT_ONCE = 8;
const TO_PEOPLE = 'people';

/**
 * Brings what was announced to whom it may concern. Any number of processes may do it at the same time. Sending is not part
 * of a job: a receiver that hangs would keep the queue from all else. What a process that dies had begun is due again when
 * its hold has run out.
 */
@Injectable()
export class Deliver implements OnModuleDestroy {
  private readonly drains = new Map<string, Promise<void>>();
  private readonly failing = new Set<string>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly mailer: Mailer,
    private readonly drain: DrainChannel,
  ) {}

  /** Waits for what is being sent, which it cuts off; that is made again. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort(new Error('Handrail stops'));
    await Promise.all(this.drains.values());
  }

  /** Makes deliveries of everything new, and begins to send what is due; `done` is called when nothing is sent any more. */
  async begin(report: (error: unknown) => void, done: () => void = () => undefined): Promise<void> {
    await this.dispatch();
    for (const { id: channelId, isFailing } of await dueChannels(this.database, this.clock.now())) {
      const key = channelId ?? TO_PEOPLE;
      // One drain a channel and process, so that one that hangs takes one place.
      if (this.stopping.signal.aborted || this.drains.has(key) || this.drains.size >= AT_ONCE) continue;
      if (isFailing && this.failing.size >= FAILING_AT_ONCE) continue;
      if (isFailing) this.failing.add(key);
      const drained = this.drain
        .run(channelId, this.stopping.signal)
        .catch((error: unknown) => (this.stopping.signal.aborted ? undefined : report(error)))
        .finally(() => {
          this.drains.delete(key);
          this.failing.delete(key);
          if (!this.stopping.signal.aborted) done();
        });
      this.drains.set(key, drained);
    }
  }

  /** Sends all that is due now, and waits for it. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    await this.begin((error) => failures.push(error));
    await Promise.all(this.drains.values());
    if (failures.length > 0) throw new AggregateError(failures, 'Deliveries wait.');
  }

  /** When something is due next; null: nothing waits. */
  nextDue(): Promise<Date | null> {
    return nextDue(this.database);
  }

  private async dispatch(): Promise<void> {
    for (;;) {
      const now = this.clock.now();
      const projects = await this.unitOfWork.run(async (tx) => {
        const taken = await dispatchNew(tx, { limit: DISPATCHED, tellsPeople: this.mailer.missing === null, now });
        for (const projectId of new Set(taken)) await this.feed.publish(tx, { type: 'deliveries', projectId });
        return taken;
      });
      if (projects.length < DISPATCHED) return;
    }
  }
}
