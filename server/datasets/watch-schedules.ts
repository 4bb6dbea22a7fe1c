import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork, type Tx } from '../platform/database/index.js';
import { claimDueDataset, dueDatasets, forgottenVersions } from './dataset-schedule.sql.js';
import { FreezeDataset } from './freeze-dataset.js';
import { lastPosition } from './label-positions.sql.js';
import { ResumeWork } from './resume-work.js';

const LOOK_EVERY_MS = 15_000;
/** Changes come in bursts. */
const SETTLE_MS = 500;
/** A version that waits for longer may have lost its way to the queue. */
const FORGOTTEN_MS = 30_000;
const BY = 'Handrail (schedule)';

/**
 * Freezes the versions that are due, and sees to what may have been forgotten. Any number of processes may watch: a due dataset's row is locked by the one that
 * takes it. Where no label came since the last version, none is frozen: it would be the same file under another number.
 */
@Injectable()
export class WatchSchedules implements OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private soon: NodeJS.Timeout | undefined;
  private stop: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly freeze: FreezeDataset,
    private readonly resume: ResumeWork,
  ) {}

  /** Call it in a process that works. `onError` is told what went wrong; it is tried again. */
  start(onError: (error: unknown) => void): void {
    const look = (): void => void this.look().catch(onError);
    this.timer = setInterval(look, LOOK_EVERY_MS);
    this.stop = this.feed.on('datasets', () => {
      this.soon ??= setTimeout(() => {
        this.soon = undefined;
        look();
      }, SETTLE_MS);
    });
  }

  onModuleDestroy(): void {
    this.stop?.();
    clearInterval(this.timer);
    clearTimeout(this.soon);
  }

  private async look(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - FORGOTTEN_MS);
    for (const id of await forgottenVersions(this.database, before)) await this.freeze.enqueue(id);
    await this.resume.run(before);
    for (const id of await dueDatasets(this.database, this.clock.now())) {
      const versionId = await this.unitOfWork.run((tx) => this.freezeDue(tx, id));
      if (versionId !== undefined) await this.freeze.enqueue(versionId);
    }
  }

  private async freezeDue(tx: Tx, datasetId: string): Promise<string | undefined> {
    const now = this.clock.now();
    const due = await claimDueDataset(tx, datasetId, now);
    if (!due) return undefined;
    const isFresh = due.newest_label === null || (await lastPosition(tx, due.project_id)) > Number(due.newest_label);
    if (!isFresh && due.definition.includeMachineDecisions !== true) return undefined;
    return this.freeze.insert(tx, { datasetId, projectId: due.project_id, by: BY, now, isTrusted: false });
  }
}
