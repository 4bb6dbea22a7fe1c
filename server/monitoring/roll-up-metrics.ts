import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { mergeCell, RESOLUTIONS, type Cell } from '@handrail/shared/monitoring';
import { type Background, type Loop } from '../platform/background/index.js';
import { Clock } from '../platform/clock/index.js';
import { MonitoringConfig } from '../platform/config/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { isDatabaseAway } from '../platform/http/index.js';
import { JobQueue } from '../platform/queue/index.js';
import { storeBuckets, type Due } from './metric.sql.js';
import { ROLL_UP_METRICS } from './roll-up.jobs.js';
import { finerCells, forgetOld, nextDue, ROLLED_UP, takeDue } from './roll-up.sql.js';

const ROWS_A_STATEMENT = 1000;

/** Makes one bucket of an hour out of its minutes, and one of a day out of its hours, when they are over. */
@Injectable()
export class RollUpMetrics implements OnModuleInit, OnModuleDestroy {
  private loop: Loop | undefined;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly queue: JobQueue,
    private readonly config: MonitoringConfig,
  ) {}

  onModuleInit(): void {
    this.queue.handle(ROLL_UP_METRICS, (_payload, { signal }) => this.run(signal));
  }

  /** Call it in a process that works. Every minute one job, however many processes ask for it. */
  start(background: Background): void {
    if (!this.config.metrics) return;
    this.loop = background.minuteJob(ROLL_UP_METRICS, { title: 'Rolling up of metrics', isWatching: true });
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop?.stop();
  }

  /**
   * Rolls up what is due, then lets go of what is old. May run twice at once, and again after it died.
   *
   * @throws AggregateError of those that failed, after all others.
   */
  async run(signal?: AbortSignal): Promise<{ rolledUp: number; forgotten: number }> {
    const now = this.clock.now();
    let rolledUp = 0;
    const failed: (Due & { readonly error: unknown })[] = [];
    for (;;) {
      const due = signal?.aborted === true ? undefined : await nextDue(this.database, now, failed);
      if (!due) break;
      try {
        if (await this.rollUp(due)) rolledUp += 1;
      } catch (error) {
        if (isDatabaseAway(error)) throw error;
        failed.push({ ...due, error });
      }
    }
    let forgotten = 0;
    for (const resolution of RESOLUTIONS) forgotten += await forgetOld(this.database, resolution, now);
    if (failed.length > 0)
      throw new AggregateError(
        failed.map(({ error }) => error),
        `${failed.length} hours or days of metrics could not be rolled up`,
      );
    return { rolledUp, forgotten };
  }

  private async rollUp(due: Due & { resolution: 'HOUR' | 'DAY' }): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      if (!(await takeDue(tx, due))) return false;
      const bySeries = new Map<string, Cell>();
      for (const { seriesId, cell } of await finerCells(tx, due)) {
        const known = bySeries.get(seriesId);
        if (known) mergeCell(known, cell);
        else bySeries.set(seriesId, cell);
      }
      const { resolution, start } = due;
      const rows = [...bySeries].map(([seriesId, cell]) => ({ seriesId, resolution, start, writer: ROLLED_UP, cell }));
      for (let first = 0; first < rows.length; first += ROWS_A_STATEMENT) {
        await storeBuckets(tx, rows.slice(first, first + ROWS_A_STATEMENT), 1);
      }
      return true;
    });
  }
}
