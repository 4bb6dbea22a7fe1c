import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LENGTH_MS } from '@handrail/shared/monitoring';
import { type Background, type Loop } from '../../platform/background/index.js';
import { Clock } from '../../platform/clock/index.js';
import { MonitoringConfig } from '../../platform/config/index.js';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/queue/index.js';
import { ProjectDirectory, type ProjectInForce } from '../../projects/index.js';
import { driftStatesOf, projectsToLookAt, storeDriftStates, type DriftState } from './drift-state.sql.js';
import { ComputeDrift } from './compute-drift.js';
import { WATCH_DRIFT } from './drift.jobs.js';
import { partOf, withPoint } from './states-now.js';

const EVERY_MS = 5 * LENGTH_MS.MINUTE;
/** What reads texts is done less often. */
const TEXTS_EVERY_MS = 30 * LENGTH_MS.MINUTE;
/** Projects a minute; where there are more, each is looked at less often. */
const MOST_PROJECTS = 100;

/**
 * Computes what drifts of each project every five minutes and keeps the last result, so that rules, which are looked at
 * every minute, read rows. Reads buckets and states; of cases only some texts, every half hour.
 */
@Injectable()
export class WatchDrift implements OnModuleInit, OnModuleDestroy {
  private loop: Loop | undefined;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly queue: JobQueue,
    private readonly directory: ProjectDirectory,
    private readonly compute: ComputeDrift,
    private readonly config: MonitoringConfig,
  ) {}

  onModuleInit(): void {
    this.queue.handle(WATCH_DRIFT, (_payload, { signal }) => this.run({ signal }));
  }

  /** Call it in a process that works. Every minute one job, however many processes ask for it. */
  start(background: Background): void {
    if (!this.config.metrics) return;
    this.loop = background.minuteJob(WATCH_DRIFT, { title: 'Computing of drift', isWatching: true });
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop?.stop();
  }

  /**
   * Those projects that are due. May run twice at once: what was computed later stays.
   *
   * @throws AggregateError of those that failed, after all others.
   */
  async run({ signal, everyMs = EVERY_MS }: { signal?: AbortSignal; everyMs?: number } = {}): Promise<number> {
    const since = new Date(this.clock.now().getTime() - everyMs);
    const failed: unknown[] = [];
    let looked = 0;
    for (const id of await projectsToLookAt(this.database, { since, limit: MOST_PROJECTS })) {
      if (signal?.aborted === true) break;
      try {
        await this.ofProject(await this.directory.get(id), Math.min(TEXTS_EVERY_MS, 6 * everyMs));
        looked += 1;
      } catch (error) {
        failed.push(error);
      }
    }
    if (failed.length > 0)
      throw new AggregateError(failed, `${failed.length} projects could not be looked at for drift`);
    return looked;
  }

  private async ofProject(project: ProjectInForce, textsEveryMs: number): Promise<void> {
    const now = this.clock.now();
    const textsSince = new Date(now.getTime() - textsEveryMs);
    const before = await driftStatesOf(this.database, project.id, new Date(now.getTime() - LENGTH_MS.DAY));
    const texts = before.filter((one) => one.metric === 'drift.text' && one.computedAt > textsSince);
    const states = await this.compute.of(project, { now, withTexts: texts.length === 0, before });
    const kept = new Map(before.map((one) => [partOf(one), one.points]));
    const fresh = states.map((one): DriftState => withPoint(one, kept.get(partOf(one)) ?? [], now));
    const rows = [...fresh, ...texts];
    await this.unitOfWork.run((tx) => storeDriftStates(tx, { projectId: project.id, now, states: rows }));
  }
}
