import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { trainingOptionsSchema } from '@handrail/shared/deciders';
import { type Background, type Loop } from '../../platform/background/index.js';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import { insertOrFind, RequestTraining } from './request-training.js';
import { countNewLabels } from './training-labels.sql.js';
import { listScheduled, lockSchedule } from './training-schedule.sql.js';
import { forgottenTrainings } from './training.sql.js';

/** Labels come in bursts: they are counted once for all that came in this time. */
const SETTLE_MS = 500;
/** What a lost notice would have told is seen at the latest after this. */
const LOOK_EVERY_MS = 30_000;
/** A training that waits for longer may have lost its way to the queue. */
const FORGOTTEN_MS = 30_000;

/**
 * Starts the trainings that are due: after every so many new labels, counted once they are committed. Any number of
 * processes may watch: the schedule's row is locked while it is counted, and counts anew from the training it started.
 */
@Injectable()
export class WatchLabels implements OnModuleDestroy {
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private loop: Loop | undefined;
  private stop: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly request: RequestTraining,
  ) {}

  start(background: Background): void {
    const run = async (): Promise<void> => {
      await this.look(null);
      await this.remind();
    };
    const what = {
      name: 'watch-training-schedules',
      title: 'Starting of trainings that are due',
      everyMs: LOOK_EVERY_MS,
    };
    const loop = background.loop({ ...what, run }).start();
    this.loop = loop;
    this.stop = this.feed.on('decided', ({ projectId }) => {
      if (this.waiting.has(projectId)) return;
      const timer = setTimeout(() => {
        this.waiting.delete(projectId);
        this.look(projectId).catch((error: unknown) => loop.failed(error));
      }, SETTLE_MS);
      this.waiting.set(projectId, timer);
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.stop?.();
    await this.loop?.stop();
    for (const timer of this.waiting.values()) clearTimeout(timer);
  }

  /** Starts what is due in a project, or in all. @throws AggregateError of those that failed, after all others. */
  private async look(projectId: string | null): Promise<void> {
    const failed: unknown[] = [];
    for (const { project_id: project, name } of await listScheduled(this.database, projectId)) {
      try {
        const trainingId = await this.startDue(project, name);
        if (trainingId !== undefined) await this.request.enqueue(trainingId);
      } catch (error) {
        failed.push(error);
      }
    }
    if (failed.length > 0)
      throw new AggregateError(failed, `${failed.length} training schedules could not be looked at`);
  }

  private startDue(projectId: string, name: string): Promise<string | undefined> {
    return this.unitOfWork.run(async (tx) => {
      const schedule = await lockSchedule(tx, projectId, name);
      if (!schedule) return undefined;
      const now = this.clock.now();
      const options = trainingOptionsSchema.parse(schedule.options);
      const fresh = await countNewLabels(tx, { projectId, options, at: now, after: schedule.counted_from });
      if (fresh < schedule.every_labels) return undefined;
      const wanted = { projectId, name, options, trigger: 'schedule', askedBy: 'Handrail (schedule)' } as const;
      const outcome = await insertOrFind(tx, { ...wanted, asOf: null, onlyVersion: null, now });
      // While one is under way, the labels go on counting for the next.
      return outcome.kind === 'asked' ? outcome.training.id : undefined;
    });
  }

  private async remind(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - FORGOTTEN_MS);
    for (const id of await forgottenTrainings(this.database, before)) await this.request.enqueue(id);
  }
}
