import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { CLAIM_AHEAD, LEASE_SECONDS } from '@handrail/shared/ladder';
import { assertMay, mayIn, requirePerson } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork } from '../platform/database/index.js';
import { claimOne, claimOpen, listHeld, type ClaimedRow } from './review-queue.sql.js';

/** Claims reviews, keeps claims alive, and gives them back. */
@Injectable()
export class ClaimReviews {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
  ) {}

  /**
   * Tops the person's claims up to `count` (at most three) and gives all that they hold, in order. `reviewId` is taken
   * first when it is free: whose lease ran out while they wrote can go on.
   */
  async run(
    actor: Actor,
    { projectId, count, reviewId }: { projectId: string; count: number; reviewId?: string | undefined },
  ): Promise<ClaimedRow[]> {
    const { personId } = requirePerson(actor);
    assertMay(actor, 'reviews:answer', projectId);
    const now = this.clock.now();
    const until = new Date(now.getTime() + LEASE_SECONDS * 1000);
    return this.unitOfWork.run(async (tx) => {
      // Two tabs of one person that ask at once must not get twice as much.
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [personId]);
      if (reviewId !== undefined) await claimOne(tx, { projectId, personId, reviewId, now, until });
      const held = await listHeld(tx, { projectId, personId, now });
      const missing = Math.max(1, Math.min(CLAIM_AHEAD, count)) - held.length;
      if (missing <= 0) {
        if (reviewId !== undefined) await this.feed.publish(tx, { type: 'queue', projectId });
        return held;
      }
      await claimOpen(tx, { projectId, personId, count: missing, now, until });
      const all = await listHeld(tx, { projectId, personId, now });
      if (all.length > held.length) await this.feed.publish(tx, { type: 'queue', projectId });
      return inOrder(held, all);
    });
  }

  /** Renews what is still held; a lease that ran out or was taken is missing from the answer. */
  async renew(
    actor: Actor,
    leases: readonly { reviewId: string; leaseToken: string }[],
  ): Promise<{ reviewId: string; leaseExpiresAt: Date }[]> {
    const { personId, grants } = requirePerson(actor);
    // Who is no reviewer any more keeps nothing alive.
    const projectIds = grants.map(({ projectId }) => projectId).filter((id) => mayIn(actor, 'reviews:answer', id));
    const now = this.clock.now();
    const until = new Date(now.getTime() + LEASE_SECONDS * 1000);
    return this.unitOfWork.run((tx) =>
      tx.query<{ reviewId: string; leaseExpiresAt: Date }>(
        `update review r set lease_expires_at = $4 from unnest($1::uuid[], $2::bigint[]) as l(id, token)
          where r.id = l.id and r.lease_token = l.token and r.leased_by = $3 and r.state = 'open' and r.lease_expires_at > $5
            and r.project_id = any($6::uuid[])
          returning r.id as "reviewId", r.lease_expires_at as "leaseExpiresAt"`,
        [
          leases.map(({ reviewId }) => reviewId),
          leases.map(({ leaseToken }) => leaseToken),
          personId,
          until,
          now,
          projectIds,
        ],
      ),
    );
  }

  /** Gives all of the person's claims in the project back at once. */
  async release(actor: Actor, projectId: string): Promise<void> {
    const { personId } = requirePerson(actor);
    assertMay(actor, 'reviews:answer', projectId);
    await this.unitOfWork.run(async (tx) => {
      await tx.query(
        `update review set leased_by = null, lease_expires_at = null where project_id = $1 and leased_by = $2 and state = 'open'`,
        [projectId, personId],
      );
      await this.feed.publish(tx, { type: 'queue', projectId });
    });
  }
}

/** What was already on the reviewer's page stays in its place; a more urgent newcomer waits its turn behind it. */
function inOrder(held: readonly ClaimedRow[], all: readonly ClaimedRow[]): ClaimedRow[] {
  const before = new Set(held.map(({ id }) => id));
  return [...all.filter(({ id }) => before.has(id)), ...all.filter(({ id }) => !before.has(id))];
}
