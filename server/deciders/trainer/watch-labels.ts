import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { trainingOptionsSchema } from '@handrail/shared/deciders';
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
  private timer: NodeJS.Timeout | undefined;
  private stop: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly request: RequestTraining,
  ) {}

  start(onError: (error: unknown) => void): void {
    const look = (projectId: string | null): void => void this.look(projectId).catch(onError);
    this.stop = this.feed.on('decided', ({ projectId }) => {
      if (this.waiting.has(projectId)) return;
      const timer = setTimeout(() => {
        this.waiting.delete(projectId);
        look(projectId);
      }, SETTLE_MS);
      this.waiting.set(projectId, timer);
    });
    this.timer = setInterval(() => {
      look(null);
      void this.remind().catch(onError);
    }, LOOK_EVERY_MS);
  }

  onModuleDestroy(): void {
    this.stop?.();
    clearInterval(this.timer);
    for (const timer of this.waiting.values()) clearTimeout(timer);
  }

  /** Starts what is due in a project, or in all. */
  private async look(projectId: string | null): Promise<void> {
    for (const { project_id: project, name } of await listScheduled(this.database, projectId)) {
      const trainingId = await this.startDue(project, name);
      if (trainingId !== undefined) await this.request.enqueue(trainingId);
    }
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
