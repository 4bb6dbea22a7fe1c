import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Background, type Loop } from '../platform/background/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork } from '../platform/database/index.js';
import { JobQueue } from '../platform/queue/index.js';
import { Deliver } from './deliver.js';
import { clearBefore, giveUpBefore } from './delivery.sql.js';
import { DELIVER, SWEEP_OUTBOX } from './webhooks.jobs.js';

/** What is announced together is dispatched together; of several processes one takes it. */
const GATHER_MS = 200;
const REST_MS = 1000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3_600_000;
/** What waits longer is given up, however few tries it had. */
const GIVE_UP_DAYS = 3;
/** Messages and what came of them are kept so long. */
const KEEP_DAYS = 30;
const OVERDUE = `given up after ${GIVE_UP_DAYS} days`;

/** Sees to it that somebody delivers: as soon as something is announced or due, and once a minute whatever was missed. */
@Injectable()
export class WatchOutbox implements OnModuleInit, OnModuleDestroy {
  private loop: Loop | undefined;
  private wake: { readonly at: number; readonly timer: NodeJS.Timeout } | undefined;
  private readonly off: (() => void)[] = [];

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly queue: JobQueue,
    private readonly deliver: Deliver,
  ) {}

  onModuleInit(): void {
    this.queue.handle(DELIVER, () => this.begin());
    this.queue.handle(SWEEP_OUTBOX, async () => {
      await this.sweep();
      await this.begin();
    });
  }

  /** Call it in a process that works. */
  start(background: Background): void {
    this.loop = background.minuteJob(SWEEP_OUTBOX, { title: 'Delivering of what was announced' });
    for (const type of ['outbox', 'resync'] as const) this.off.push(this.feed.on(type, () => this.wakeAt(this.now())));
    this.wakeAt(this.now());
  }

  async onModuleDestroy(): Promise<void> {
    for (const end of this.off) end();
    clearTimeout(this.wake?.timer);
    const { loop } = this;
    this.loop = undefined;
    await loop?.stop();
  }

  /** Gives up and clears what is old. */
  async sweep(): Promise<void> {
    const before = (days: number): Date => new Date(this.now() - days * DAY_MS);
    await this.unitOfWork.run(async (tx) => {
      for (const projectId of await giveUpBefore(tx, before(GIVE_UP_DAYS), OVERDUE))
        await this.feed.publish(tx, { type: 'deliveries', projectId });
      await clearBefore(tx, before(KEEP_DAYS));
    });
  }

  private async begin(): Promise<void> {
    await this.deliver.begin(
      (error) => this.loop?.failed(error),
      () => {
        this.wakeWhenDue().catch((error: unknown) => this.loop?.failed(error));
      },
    );
    await this.wakeWhenDue();
  }

  private async wakeWhenDue(): Promise<void> {
    if (!this.loop) return;
    try {
      const due = await this.deliver.nextDue();
      // What is due already is being sent, or had its turn; the next one is not at once.
      if (due && due.getTime() < this.now() + MINUTE_MS) this.wakeAt(Math.max(due.getTime(), this.now() + REST_MS));
    } catch (error) {
      this.loop?.failed(error);
    }
  }

  /**
   * One job at the end of a while that all processes have in common: whoever hears of something in it asks when it is over,
   * so what was announced in it is there.
   */
  private wakeAt(time: number): void {
    const now = this.now();
    const at = (Math.floor(Math.max(now, time) / GATHER_MS) + 1) * GATHER_MS;
    if (!this.loop || (this.wake && this.wake.at <= at)) return;
    clearTimeout(this.wake?.timer);
    const timer = setTimeout(() => {
      this.wake = undefined;
      this.queue.enqueue(DELIVER, {}, `deliver-${at}`).catch((error: unknown) => this.loop?.failed(error));
    }, at - now).unref();
    this.wake = { at, timer };
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
