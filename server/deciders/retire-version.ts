import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { parseReference, whereInForce } from '@handrail/shared/deciders';
import { assertMay } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork } from '../platform/database/index.js';
import { notFound } from '../platform/http/index.js';
import { recordAudit, WritePolicy } from '../projects/index.js';
import { findVersionId, insertRetirement, lockDecider } from './decider.sql.js';
import { nameOf } from './may-register.js';
import { parseReason } from './parse-reason.js';

export type RetireOutcome =
  | { readonly kind: 'retired' }
  | { readonly kind: 'in-use'; readonly places: readonly string[]; readonly policyVersion: number };
type Retire = { readonly projectId: string; readonly reference: string; readonly reason: string };

/** Takes a version out of service for good; what it said and decided stays. Retiring it again changes nothing. */
@Injectable()
export class RetireVersion {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly policies: WritePolicy,
  ) {}

  async run(actor: Actor, { projectId, reference, reason: given }: Retire): Promise<RetireOutcome> {
    assertMay(actor, 'deciders:edit', projectId);
    const reason = parseReason(given);
    const parsed = parseReference(reference);
    if (!parsed) throw notFound('version');
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx): Promise<RetireOutcome> => {
      // Locked first: whoever puts it in force holds the same row (`RefuseRetired`), so one of the two sees the other.
      const decider = await lockDecider(tx, projectId, parsed.name);
      const versionId = decider && (await findVersionId(tx, decider.id, parsed.version));
      if (versionId === undefined) throw notFound('version');
      const { settings, row } = await this.policies.current(tx, projectId);
      const places = whereInForce(settings, reference);
      if (places.length > 0) return { kind: 'in-use', places, policyVersion: row.version };
      const isNew = await insertRetirement(tx, { versionId, reason, retiredBy: nameOf(actor), now });
      if (isNew) {
        await recordAudit(tx, {
          projectId,
          actor,
          action: 'version.retire',
          subject: reference,
          detail: { reason },
          now,
        });
        await this.feed.publish(tx, { type: 'project', projectId });
      }
      return { kind: 'retired' };
    });
  }
}
