import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork } from '../platform/database/index.js';
import { notFound, parseWith } from '../platform/http/index.js';
import { recordAudit } from '../projects/index.js';
import { setSchedule } from './dataset-schedule.sql.js';

/** How often a dataset is frozen by itself, in minutes: five minutes to thirty days; null: never. */
export const everyMinutesSchema = z.int().min(5).max(43_200).nullable();
const scheduleSchema = z.strictObject({ name: z.string().trim().min(1).max(120), everyMinutes: everyMinutesSchema });

/** Sets how often new versions of a dataset are frozen by themselves. */
@Injectable()
export class ScheduleDataset {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
  ) {}

  /** @throws ProblemError `invalid`, or `not-found` where no version of this name was frozen yet. */
  async run(actor: Actor, projectId: string, input: unknown): Promise<void> {
    assertMay(actor, 'labels:read', projectId);
    const { name, everyMinutes } = parseWith(scheduleSchema, input);
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      if (!(await setSchedule(tx, { projectId, name, everyMinutes, now }))) throw notFound('dataset of this name');
      const detail = { everyMinutes };
      await recordAudit(tx, { projectId, actor, action: 'dataset.schedule', subject: name, detail, now });
      await this.feed.publish(tx, { type: 'datasets', projectId });
    });
  }
}
