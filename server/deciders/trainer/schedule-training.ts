import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { deciderNameSchema, trainingOptionsSchema } from '@handrail/shared/deciders';
import { z } from 'zod';
import { assertMay, requirePerson } from '../../identity/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { parseWith } from '../../platform/http/index.js';
import { deleteSchedule, upsertSchedule } from './training-schedule.sql.js';

/** `everyLabels` null ends the schedule. Fewer than ten new labels teach nothing that is worth a version. */
const scheduleSchema = z.strictObject({
  projectId: z.string(),
  name: deciderNameSchema,
  everyLabels: z.int().min(10, 'at least 10 labels').max(1_000_000).nullable(),
  options: trainingOptionsSchema,
});
export type NewSchedule = z.input<typeof scheduleSchema>;

/** Sets after how many new labels a decider is trained anew. */
@Injectable()
export class ScheduleTraining {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws ProblemError `invalid` naming what does not fit. */
  async run(actor: Actor, given: NewSchedule): Promise<void> {
    const by = requirePerson(actor).name;
    const { projectId, name, everyLabels, options } = parseWith(scheduleSchema, given);
    assertMay(actor, 'deciders:train', projectId);
    const now = this.clock.now();
    await this.unitOfWork.run((tx) =>
      everyLabels === null
        ? deleteSchedule(tx, projectId, name)
        : upsertSchedule(tx, { projectId, name, everyLabels, options, by, now }),
    );
  }
}
