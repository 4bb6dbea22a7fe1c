import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { trainingOptionsSchema, type TrainingOptions } from '@handrail/shared/deciders';
import { assertMay } from '../../identity/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import { notFound, parseWith, ProblemError } from '../../platform/http/index.js';
import { countLabels, countNewLabels } from './training-labels.sql.js';
import { findSchedule } from './training-schedule.sql.js';
import { deleteTraining, findTraining, listTrainings, settleTraining } from './training.sql.js';
import { toTrainingView, type TrainingView } from './training-rows.js';

export type ScheduleView = {
  readonly everyLabels: number;
  readonly options: TrainingOptions;
  /** Labels since the last training of this decider, or since the schedule was set. */
  readonly newLabels: number;
  readonly updatedBy: string;
  readonly updatedAt: Date;
};

/** Trainings as screens and API keys read them, and calling one off. */
@Injectable()
export class TrainingReads {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, wanted: { projectId: string; name: string | null; first: number }): Promise<TrainingView[]> {
    assertMay(actor, 'decisions:read', wanted.projectId);
    return (await listTrainings(this.database, wanted)).map(toTrainingView);
  }

  /** @throws ProblemError `not-found`, also for a training of a project that the actor has no part in. */
  async get(actor: Actor, id: string): Promise<TrainingView> {
    const row = await findTraining(this.database, id);
    if (!row || (actor.kind === 'apiKey' && actor.projectId !== row.project_id)) throw notFound('training');
    if (actor.kind !== 'apiKey') assertMay(actor, 'decisions:read', row.project_id);
    return toTrainingView(row);
  }

  /** How many labels a training with these options would read now. */
  async count(actor: Actor, projectId: string, options: unknown): Promise<number> {
    assertMay(actor, 'decisions:read', projectId);
    const parsed = parseWith(trainingOptionsSchema, options);
    return countLabels(this.database, { projectId, options: parsed, at: this.clock.now() });
  }

  async schedule(actor: Actor, projectId: string, name: string): Promise<ScheduleView | null> {
    assertMay(actor, 'decisions:read', projectId);
    return this.unitOfWork.run(async (tx) => {
      const row = await findSchedule(tx, projectId, name);
      if (!row) return null;
      const options = trainingOptionsSchema.parse(row.options);
      const newLabels = await countNewLabels(tx, { projectId, options, at: this.clock.now(), after: row.counted_from });
      return {
        everyLabels: row.every_labels,
        options,
        newLabels,
        updatedBy: row.updated_by,
        updatedAt: row.updated_at,
      };
    });
  }

  /** Calls a training off; its process is killed within a second. What is over stays as it is. */
  async cancel(actor: Actor, id: string): Promise<TrainingView> {
    const { projectId } = await this.get(actor, id);
    if (actor.kind !== 'apiKey') assertMay(actor, 'deciders:train', projectId);
    const outcome = actor.kind === 'person' ? `${actor.name} called it off.` : 'It was called off.';
    await this.unitOfWork.run((tx) => settleTraining(tx, { id, status: 'cancelled', outcome, now: this.clock.now() }));
    return this.get(actor, id);
  }

  /** Out of the list; the version that came of it stays. @throws ProblemError `conflict` while it is under way. */
  async remove(actor: Actor, id: string): Promise<void> {
    const { projectId } = await this.get(actor, id);
    if (actor.kind !== 'apiKey') assertMay(actor, 'deciders:train', projectId);
    const isGone = await this.unitOfWork.run((tx) => deleteTraining(tx, id));
    if (!isGone) throw new ProblemError('conflict', 'This training is under way. Cancel it first.');
  }
}
