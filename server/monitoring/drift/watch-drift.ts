import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DRIFT_WINDOWS } from '@handrail/shared/alarms';
import { LENGTH_MS, type ConceptState } from '@handrail/shared/monitoring';
import { Clock } from '../../platform/clock/index.js';
import { MonitoringConfig } from '../../platform/config/index.js';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import { everyMinute, JobQueue } from '../../platform/queue/index.js';
import { ProjectDirectory, type ProjectInForce } from '../../projects/index.js';
import { findState, machinesWithStates } from '../concept/concept.sql.js';
import { DriftReads } from './drift-reads.js';
import { driftStatesOf, projectsToLookAt, storeDriftStates, type DriftState } from './drift-state.sql.js';
import { championOf } from './drift-parts.js';
import { WATCH_DRIFT } from './drift.jobs.js';
import type { FieldDrift } from './judge-fields.js';
import { stateOfError, stateOfField, withPoint, type StateNow } from './states-now.js';

const EVERY_MS = 5 * LENGTH_MS.MINUTE;
/** Projects a minute; where there are more, each is looked at less often. */
const MOST_PROJECTS = 100;
const WEEK_MINUTES = 7 * 24 * 60;

/**
 * Computes what drifts of each project every five minutes and keeps the last result, so that rules, which are looked at
 * every minute, read rows. Reads buckets and states, no case.
 */
@Injectable()
export class WatchDrift implements OnModuleInit, OnModuleDestroy {
  private stop: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly queue: JobQueue,
    private readonly directory: ProjectDirectory,
    private readonly reads: DriftReads,
    private readonly config: MonitoringConfig,
  ) {}

  onModuleInit(): void {
    this.queue.handle(WATCH_DRIFT, (_payload, { signal }) => this.run({ signal }));
  }

  /** Call it in a process that works. Every minute one job, however many processes ask for it. */
  start(report: (error: unknown) => void): void {
    if (!this.config.metrics) return;
    this.stop = everyMinute(WATCH_DRIFT, { queue: this.queue, clock: this.clock }, report);
  }

  onModuleDestroy(): void {
    this.stop?.();
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
        await this.ofProject(await this.directory.get(id));
        looked += 1;
      } catch (error) {
        failed.push(error);
      }
    }
    if (failed.length > 0)
      throw new AggregateError(failed, `${failed.length} projects could not be looked at for drift`);
    return looked;
  }

  private async ofProject(project: ProjectInForce): Promise<void> {
    const now = this.clock.now();
    const states = await this.statesNow(project, now);
    const before = await driftStatesOf(this.database, project.id, new Date(now.getTime() - LENGTH_MS.DAY));
    const kept = new Map(before.map((one) => [keyOf(one), one.points]));
    const rows = states.map((one): DriftState => withPoint(one, kept.get(keyOf(one)) ?? [], now));
    await this.unitOfWork.run((tx) => storeDriftStates(tx, { projectId: project.id, now, states: rows }));
  }

  private async statesNow(project: ProjectInForce, now: Date): Promise<StateNow[]> {
    const states: StateNow[] = [];
    for (const windowMinutes of DRIFT_WINDOWS) {
      const fields = await this.fieldsIn(project, windowMinutes, now);
      states.push(...fields.map((field) => stateOfField(field, windowMinutes)));
    }
    const concept = await this.concept(project);
    return concept ? [...states, stateOfError(concept)] : states;
  }

  /** Of the machine in force; where callers bring the answers, of the one that was labelled last. */
  private async concept(project: ProjectInForce): Promise<ConceptState | undefined> {
    const machine = championOf(project) || (await machinesWithStates(this.database, project.id))[0];
    return machine === undefined ? undefined : (await findState(this.database, project.id, machine))?.state;
  }

  /** Where a day holds too few cases of everything, a week: a project of few cases drifts too. */
  private async fieldsIn(project: ProjectInForce, windowMinutes: number, now: Date): Promise<readonly FieldDrift[]> {
    const over = async (minutes: number) => {
      const period = { from: new Date(now.getTime() - minutes * LENGTH_MS.MINUTE), to: now };
      return (await this.reads.drift(project, { period, reference: undefined, isVeiled: false })).fields;
    };
    const fields = await over(windowMinutes);
    const isLongest = windowMinutes === Math.max(...DRIFT_WINDOWS);
    const isTooFew =
      fields.every(({ compared }) => compared === null) && fields.some(({ state }) => state === 'NOT_ENOUGH');
    return isLongest && isTooFew ? over(WEEK_MINUTES) : fields;
  }
}

function keyOf({ metric, part, windowMinutes }: Pick<DriftState, 'metric' | 'part' | 'windowMinutes'>): string {
  return [metric, part, windowMinutes].join('\0');
}
