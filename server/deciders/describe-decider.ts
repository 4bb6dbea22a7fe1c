import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { z } from 'zod';
import { assertMay } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork } from '../platform/database/index.js';
import { notFound, parseWith } from '../platform/http/index.js';
import { recordAudit } from '../projects/index.js';
import { lockDecider } from './decider.sql.js';
import { notesSchema, ownerSchema } from '@handrail/shared/deciders';

const schema = z.strictObject({
  projectId: z.uuid(),
  name: z.string(),
  owner: ownerSchema.optional(),
  notes: notesSchema.optional(),
});

/** Says who looks after a decider and what is to be known of it. Absent fields stay as they are. */
@Injectable()
export class DescribeDecider {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, input: unknown): Promise<void> {
    const { projectId, name, owner, notes } = parseWith(schema, input);
    assertMay(actor, 'deciders:edit', projectId);
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      const decider = await lockDecider(tx, projectId, name);
      if (!decider) throw notFound('decider');
      await tx.query('update decider set owner = coalesce($2, owner), notes = coalesce($3, notes) where id = $1', [
        decider.id,
        owner ?? null,
        notes ?? null,
      ]);
      const before = { owner: decider.owner, notes: decider.notes };
      const detail = { before, owner, notes };
      await recordAudit(tx, { projectId, actor, action: 'decider.describe', subject: name, detail, now });
    });
  }
}
