import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { HumanQueue } from '../decisions/index.js';
import { assertMay } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork } from '../platform/database/index.js';
import { invalid } from '../platform/http/index.js';
import { shownId } from '../platform/ids/index.js';
import { recordAudit } from '../projects/index.js';
import { requestableCases } from './requestable-cases.sql.js';

const MAX_CASES = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type AskedReviews = {
  readonly opened: number;
  /** Cases that somebody is asked about already, that are not decided, or that were erased. */
  readonly skipped: number;
  /** Cases that everybody who reviews here has answered, or seen with the machine's answer: nobody is left to ask. */
  readonly nobodyLeft: number;
};

export type RequestedReviews = {
  readonly projectId: string;
  readonly caseIds: readonly string[];
  /** What made somebody pick them; it stands in the audit log. */
  readonly because: 'disagreement' | 'quality';
  /** Whether cases that have a label are asked about as well. */
  readonly alsoLabelled: boolean;
};

/**
 * Asks people about picked cases: blind, and beside the decision that stands. They were picked, not drawn, so their
 * labels teach but no estimate counts them.
 */
@Injectable()
export class RequestReviews {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly queue: HumanQueue,
  ) {}

  /**
   * What cannot be asked about is left out and counted.
   *
   * @throws ProblemError `invalid` for more than 200 cases, or what is no id.
   */
  async run(actor: Actor, { projectId, caseIds, because, alsoLabelled }: RequestedReviews): Promise<AskedReviews> {
    assertMay(actor, 'reviews:request', projectId);
    const ids = [...new Set(caseIds.map((id) => id.toLowerCase()))];
    if (ids.length > MAX_CASES || !ids.every((id) => UUID.test(id)))
      throw invalid(`Name at most ${MAX_CASES} cases by their ids.`, [{ pointer: '/caseIds', detail: 'is not that' }]);
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      const asked = await requestableCases(tx, { projectId, ids, alsoLabelled });
      const cases = asked.filter(({ has_somebody: hasSomebody }) => hasSomebody);
      if (cases.length > 0) {
        const review = { projectId, reason: 'disagreement', blind: true, decides: false, priority: 0.5 } as const;
        const toReview = ({ id, policy_version: policyVersion }: (typeof cases)[number]) => ({
          ...review,
          id: shownId(now),
          caseId: id,
          policyVersion,
          predictionId: null,
          createdAt: now,
        });
        await this.queue.open(tx, cases.map(toReview));
        const [subject, detail] = [`${cases.length} cases`, { reason: because }];
        await recordAudit(tx, { projectId, actor, action: 'review.request', subject, detail, now });
      }
      return { opened: cases.length, skipped: ids.length - asked.length, nobodyLeft: asked.length - cases.length };
    });
  }
}
