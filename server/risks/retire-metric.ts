import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { retirementSchema } from '@handrail/shared/risks';
import { assertMay } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork } from '../platform/database/index.js';
import { parseWith } from '../platform/http/index.js';
import { recordAudit } from '../projects/index.js';
import { deleteRetired, insertRetired } from './risk.sql.js';

/** Retires a metric that told nobody anything, and brings it back. Its values are kept either way. */
@Injectable()
export class RetireMetric {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Retired already is fine, and says nothing new. */
  async retire(actor: Actor, projectId: string, input: unknown): Promise<void> {
    assertMay(actor, 'monitoring:edit', projectId);
    const { metric, reason } = parseWith(retirementSchema, input);
    const by = { projectId, actor, now: this.clock.now() };
    await this.unitOfWork.run(async (tx) => {
      if (!(await insertRetired(tx, by, { metric, reason }))) return;
      await recordAudit(tx, { ...by, action: 'metric.retire', subject: metric, detail: { reason } });
    });
  }

  /** Not retired is fine, and says nothing new. */
  async bringBack(actor: Actor, projectId: string, input: unknown): Promise<void> {
    assertMay(actor, 'monitoring:edit', projectId);
    const { metric } = parseWith(retirementSchema, input);
    const by = { projectId, actor, now: this.clock.now() };
    await this.unitOfWork.run(async (tx) => {
      if (!(await deleteRetired(tx, projectId, metric))) return;
      await recordAudit(tx, { ...by, action: 'metric.bring-back', subject: metric });
    });
  }
}
