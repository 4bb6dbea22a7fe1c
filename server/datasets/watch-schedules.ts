import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type Background, type Loop } from '../platform/background/index.js';
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
  private loop: Loop | undefined;
  private stop: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly freeze: FreezeDataset,
    private readonly resume: ResumeWork,
  ) {}

  /** Call it in a process that works. */
  start(background: Background): void {
    const run = (): Promise<void> => this.look();
    const what = {
      name: 'watch-dataset-schedules',
      title: 'Freezing of datasets that are due',
      everyMs: LOOK_EVERY_MS,
    };
    const loop = background.loop({ ...what, run }).start();
    this.loop = loop;
    this.stop = this.feed.on('datasets', () => loop.wake(SETTLE_MS));
  }

  async onModuleDestroy(): Promise<void> {
    this.stop?.();
    await this.loop?.stop();
  }

  /** One dataset that cannot be frozen keeps no other from it. @throws AggregateError of those, after all others. */
  private async look(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - FORGOTTEN_MS);
    const failed: unknown[] = [];
    for (const id of await forgottenVersions(this.database, before)) await this.freeze.enqueue(id);
    await this.resume.run(before);
    for (const id of await dueDatasets(this.database, this.clock.now())) {
      try {
        const versionId = await this.unitOfWork.run((tx) => this.freezeDue(tx, id));
        if (versionId !== undefined) await this.freeze.enqueue(versionId);
      } catch (error) {
        failed.push(error);
      }
    }
    if (failed.length > 0)
      throw new AggregateError(failed, `${failed.length} datasets that are due could not be frozen`);
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
