import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { addLabels, CONCEPT_SHAPE, maySettle, noLabels, type ConceptState } from '@handrail/shared/monitoring';
import { JudgedLabels, type LabelOfMachine } from '../../datasets/index.js';
import { type Background, type Loop } from '../../platform/background/index.js';
import { Clock } from '../../platform/clock/index.js';
import { MonitoringConfig } from '../../platform/config/index.js';
import { Database, UnitOfWork, type Tx } from '../../platform/database/index.js';
import { findState, lockCursor, moveCursor, projectsBehind, saveState, type ConceptRow } from './concept.sql.js';

const EVERY_MS = 3000;
/** Labels that have gathered for long take so long. */
const EXPECT_MS = 60_000;
/** Labels a transaction. */
const BATCH = 500;

/**
 * Counts blind labels into the state of the version that they measure, in the order in which they became visible: the
 * position moves in the same commit as the states, so each label counts once, also a late one, whoever dies when.
 */
@Injectable()
export class WatchConcept implements OnModuleDestroy {
  private loop: Loop | undefined;
  private isStopping = false;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly labels: JudgedLabels,
    private readonly config: MonitoringConfig,
  ) {}

  /** Call it in a process that works. */
  start(background: Background): void {
    if (!this.config.metrics) return;
    const run = (): Promise<void> => this.run();
    const what = { name: 'watch-concept', title: 'Watching of concept drift', everyMs: EVERY_MS, expectMs: EXPECT_MS };
    this.loop = background.loop({ ...what, isWatching: true, run }).start();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    await this.loop?.stop();
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
