import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { invalid, notFound, ProblemError } from '../platform/http/index.js';
import { recordAudit } from '../projects/index.js';
import { eraseContent } from './erase-content.js';

const MAX_REASON = 2000;

/**
 * Erases a case's content on request: its input, metadata, notes and evidence are gone for good; that it was decided, how
 * and when stays. Datasets that held it lose the row and say that they can no longer be reproduced.
 */
@Injectable()
export class EraseCase {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
  ) {}

  /** Gives how many datasets lost a row. @throws ProblemError `conflict` while somebody still has to answer the case. */
  async run(actor: Actor, { caseId, reason }: { caseId: string; reason: string }): Promise<{ datasets: number }> {
    const [row] = await this.database.query<{ project_id: string }>(
      'select project_id from intake_case where id = $1',
      [caseId],
    );
    if (!row) throw notFound('case');
    const projectId = row.project_id;
    assertMay(actor, 'cases:erase', projectId);
    const why = reason.trim();
    if (why === '' || why.length > MAX_REASON)
      throw invalid('Say why, in at most 2,000 characters.', [{ pointer: '/reason', detail: 'is required' }]);
    const now = this.clock.now();
    const by = actor.kind === 'person' ? actor.name : 'Handrail';
    return this.unitOfWork.run(async (tx) => {
      const open = await tx.query(`select 1 from review where case_id = $1 and state = 'open' for update`, [caseId]);
      if (open.length > 0)
        throw new ProblemError('conflict', 'A review of this case is open; answer or withdraw it, then erase.');
      const { cases, datasets } = await eraseContent(tx, {
        projectId,
        caseIds: [caseId],
        reason: why,
        why: 'request',
        by,
        now,
      });
      if (cases === 0) return { datasets: 0 };
      await this.feed.publish(tx, { type: 'erased', projectId });
      await recordAudit(tx, { projectId, actor, action: 'case.erase', subject: caseId, detail: { reason: why }, now });
      return { datasets };
    });
  }
}
