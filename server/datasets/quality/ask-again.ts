import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { HumanQueue } from '../../decisions/index.js';
import { assertMay } from '../../identity/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { invalid } from '../../platform/http/index.js';
import { newId } from '../../platform/ids/index.js';
import { recordAudit } from '../../projects/index.js';

const MAX_CASES = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Asks people about cases whose labels are doubted or missing: blind, beside the decision that stands, whether they have
 * a label or not. They were picked, not drawn, so their labels teach but no estimate counts them.
 */
@Injectable()
export class AskAgain {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly queue: HumanQueue,
  ) {}

  /** Cases that somebody is asked about already, that are not decided, or that were erased are left out and counted. */
  async run(
    actor: Actor,
    { projectId, caseIds }: { readonly projectId: string; readonly caseIds: readonly string[] },
  ): Promise<{ opened: number; skipped: number }> {
    assertMay(actor, 'reviews:request', projectId);
    const ids = [...new Set(caseIds.map((id) => id.toLowerCase()))];
    if (ids.length > MAX_CASES || !ids.every((id) => UUID.test(id)))
      throw invalid(`Name at most ${MAX_CASES} cases by their ids.`, [{ pointer: '/caseIds', detail: 'is not that' }]);
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      const cases = await tx.query<{ id: string; policy_version: number }>(
        `select c.id, c.policy_version from intake_case c
          where c.project_id = $1 and c.id = any($2::uuid[]) and exists (select 1 from decision d where d.case_id = c.id)
            and not exists (select 1 from review r where r.case_id = c.id and r.state = 'open')
            and not exists (select 1 from case_erasure e where e.case_id = c.id)
          order by c.id for update of c`,
        [projectId, ids],
      );
      if (cases.length > 0) {
        const review = { projectId, reason: 'disagreement', blind: true, decides: false, priority: 0.5 } as const;
        const toReview = ({ id, policy_version: policyVersion }: (typeof cases)[number]) => ({
          ...review,
          id: newId(),
          caseId: id,
          policyVersion,
          predictionId: null,
          createdAt: now,
        });
        await this.queue.open(tx, cases.map(toReview));
        const [subject, detail] = [`${cases.length} cases`, { reason: 'quality' }];
        await recordAudit(tx, { projectId, actor, action: 'review.request', subject, detail, now });
      }
      return { opened: cases.length, skipped: ids.length - cases.length };
    });
  }
}
