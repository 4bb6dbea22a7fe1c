import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { addLabels, CONCEPT_SHAPE, maySettle, noLabels, type ConceptState } from '@handrail/shared/monitoring';
import { JudgedLabels, type LabelOfMachine } from '../../datasets/index.js';
import { Clock } from '../../platform/clock/index.js';
import { MonitoringConfig } from '../../platform/config/index.js';
import { Database, UnitOfWork, type Tx } from '../../platform/database/index.js';
import { findState, lockCursor, moveCursor, projectsBehind, saveState, type ConceptRow } from './concept.sql.js';

const EVERY_MS = 3000;
/** Labels a transaction. */
const BATCH = 500;

/**
 * Counts blind labels into the state of the version that they measure, in the order in which they became visible: the
 * position moves in the same commit as the states, so each label counts once, also a late one, whoever dies when.
 */
@Injectable()
export class WatchConcept implements OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private isStopping = false;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly labels: JudgedLabels,
    private readonly config: MonitoringConfig,
  ) {}

  /** Call it in a process that works. `report` is told what went wrong; it is tried again. */
  start(report: (error: unknown) => void): void {
    if (!this.config.metrics) return;
    this.timer = setInterval(() => {
      this.working ??= this.run()
        .catch(report)
        .finally(() => (this.working = undefined));
    }, EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.isStopping = true;
    await this.working;
  }

  /**
   * Counts all labels that have arrived. Any number of processes may.
   *
   * @throws AggregateError of the projects that failed, after all others.
   */
  async run(): Promise<void> {
    const failed: unknown[] = [];
    for (const projectId of await projectsBehind(this.database, CONCEPT_SHAPE)) {
      try {
        let isMore = true;
        while (isMore && !this.isStopping) isMore = await this.unitOfWork.run((tx) => this.batch(tx, projectId));
      } catch (error) {
        failed.push(error);
      }
    }
    if (failed.length > 0) throw new AggregateError(failed, `The labels of ${failed.length} projects wait`);
  }

  /** Whether there is more. */
  private async batch(tx: Tx, projectId: string): Promise<boolean> {
    const after = await lockCursor(tx, projectId, CONCEPT_SHAPE);
    if (after === undefined) return false;
    const newest = await this.labels.newest(tx, projectId);
    const upTo = Math.min(newest, after + BATCH);
    const byMachine = grouped(await this.labels.read(tx, projectId, { after, upTo }));
    for (const [machine, labels] of byMachine) {
      const known = await findState(tx, projectId, machine);
      const state = addLabels(known?.state ?? noLabels(), labels);
      await saveState(tx, projectId, { ...this.settle({ machine, state, known }), now: this.clock.now() });
    }
    await moveCursor(tx, projectId, { position: upTo, shape: CONCEPT_SHAPE });
    return upTo < newest;
  }

  private settle(given: { machine: string; state: ConceptState; known: ConceptRow | undefined }): ConceptRow {
    const { machine, state, known } = given;
    const settled = known?.settled ?? null;
    const before = settled && known?.settled_at ? { labels: settled.labels, at: known.settled_at.getTime() } : null;
    const now = this.clock.now();
    return maySettle(before, { labels: state.labels, at: now.getTime() })
      ? { machine, state, settled: state, settled_at: now }
      : { machine, state, settled, settled_at: known?.settled_at ?? null };
  }
}

function grouped(labels: readonly LabelOfMachine[]): Map<string, LabelOfMachine[]> {
  const groups = new Map<string, LabelOfMachine[]>();
  for (const label of labels) {
    const group = groups.get(label.machine);
    if (group) group.push(label);
    else groups.set(label.machine, [label]);
  }
  return groups;
}
