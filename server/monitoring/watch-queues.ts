import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type Background, type Loop } from '../platform/background/index.js';
import { Clock } from '../platform/clock/index.js';
import { MonitoringConfig } from '../platform/config/index.js';
import { Database } from '../platform/database/index.js';
import { JobQueue } from '../platform/queue/index.js';
import { STUCK_COUNT } from '../reviews/index.js';
import { KeepMetrics } from './keep-metrics.js';

const EVERY_MS = 10_000;
const COUNTED_UP_TO = 10_000;

/** Looks every ten seconds at how much work waits, for people and for machines, in a process that works. */
@Injectable()
export class WatchQueues implements OnModuleDestroy {
  private loop: Loop | undefined;

  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly metrics: KeepMetrics,
    private readonly clock: Clock,
    private readonly config: MonitoringConfig,
  ) {}

  /** Call it in a process that works. */
  start(background: Background): void {
    if (!this.config.metrics) return;
    const run = (): Promise<void> => this.look();
    const what = { name: 'watch-queues', title: 'Watching of queues', everyMs: EVERY_MS, isWatching: true };
    this.loop = background.loop({ ...what, run }).start({ isAtOnce: true });
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop?.stop();
  }

  /** Projects with nothing open are told too: an empty queue is a level, not a gap. */
  private async look(): Promise<void> {
    const now = this.clock.now();
    const rows = await this.database.query<{ project_id: string; depth: number; oldest: Date | null; stuck: number }>(
      `select p.id as project_id, q.depth, q.oldest, ${STUCK_COUNT('p.id')} as stuck from project p
         cross join lateral (select count(*)::int as depth, min(created_at) as oldest from
           (select created_at from review where project_id = p.id and state = 'open' order by created_at limit $1) r) q`,
      [COUNTED_UP_TO],
    );
    for (const { project_id: projectId, depth, oldest, stuck } of rows) {
      const add = this.metrics.adder({ projectId, at: now.getTime() });
      add('people.queue_depth', '', depth);
      add('people.stuck', '', stuck);
      add('people.queue_age', '', oldest ? Math.max(0, now.getTime() - oldest.getTime()) / 1000 : 0);
    }
    const add = this.metrics.adder({ projectId: null, at: now.getTime() });
    const waiting = await this.queue.waiting();
    const jobs = waiting.reduce((total, one) => total + one.jobs, 0);
    const oldestAt = Math.min(...waiting.map((one) => one.oldestAt ?? Infinity));
    add('software.job_queue_depth', '', jobs);
    add('software.job_queue_age', '', Math.max(0, now.getTime() - Math.min(oldestAt, now.getTime())) / 1000);
  }
}
