import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Background, type Loop } from '../platform/background/index.js';
import { Clock } from '../platform/clock/index.js';
import { MonitoringConfig } from '../platform/config/index.js';
import { Database } from '../platform/database/index.js';
import { JobQueue } from '../platform/queue/index.js';
import { EVALUATE_ALARMS } from './alarms.jobs.js';
import { EvaluateAlarms } from './evaluate-alarms.js';
import { TakeActions } from './take-actions.js';

/** After the end of a minute its last buckets are still on their way. */
const SETTLED_MS = 5000;

/** One job a minute, however many processes ask for it. */
@Injectable()
export class WatchAlarms implements OnModuleInit, OnModuleDestroy {
  private loop: Loop | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly queue: JobQueue,
    private readonly config: MonitoringConfig,
    private readonly evaluate: EvaluateAlarms,
    private readonly actions: TakeActions,
  ) {}

  onModuleInit(): void {
    this.queue.handle(EVALUATE_ALARMS, ({ minute }) => this.run(new Date(minute)));
  }

  /** Call it in a process that works. */
  start(background: Background): void {
    if (!this.config.metrics) return;
    this.loop = background.minuteJob(EVALUATE_ALARMS, {
      title: 'Evaluating of alarm rules',
      isWatching: true,
      settleMs: SETTLED_MS,
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop?.stop();
  }

  /** Every project, one after the other; one that fails does not keep the others from being looked at. */
  async run(minute: Date): Promise<{ opened: number; closed: number; acted: number }> {
    const projects = await this.database.query<{ id: string }>('select id from project order by id');
    let [opened, closed] = [0, 0];
    const failures: unknown[] = [];
    for (const { id } of projects) {
      try {
        const outcome = await this.evaluate.run(id, minute);
        opened += outcome.opened;
        closed += outcome.closed;
      } catch (error) {
        failures.push(error);
      }
    }
    const acted = await this.actions.run();
    if (failures.length > 0) throw new AggregateError(failures, `The rules of ${failures.length} projects wait.`);
    return { opened, closed, acted };
  }
}
