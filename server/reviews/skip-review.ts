import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { LEASE_SECONDS } from '@handrail/shared/ladder';
import { assertMay, requirePerson } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork } from '../platform/database/index.js';
import { notFound } from '../platform/http/index.js';
import { OncePerKey } from '../platform/idempotency/index.js';
import { leaseLost, type LeaseLoss } from './lease-lost.js';
import { claimOne, lockReview } from './review-queue.sql.js';

export type SkipOutcome = { readonly kind: 'skipped' } | LeaseLoss;
type Skip = {
  readonly reviewId: string;
  readonly leaseToken: string;
  readonly reason?: string | undefined;
  /** What comes again under one key is done once and gets the first answer. */
  readonly idempotencyKey?: string | undefined;
};
type UndoneSkip = {
  readonly reviewId: string;
  readonly tabId?: string | undefined;
  readonly idempotencyKey?: string | undefined;
};

/** Leaves a case to others: it goes back to the queue and does not come to this person again, unless they undo. */
@Injectable()
export class SkipReview {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly once: OncePerKey,
  ) {}

  async run(actor: Actor, { idempotencyKey, ...given }: Skip): Promise<SkipOutcome> {
    const { personId } = requirePerson(actor);
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx): Promise<SkipOutcome> => {
      const review = await lockReview(tx, given.reviewId);
      if (!review) throw notFound('review');
      const projectId = review.project_id;
      assertMay(actor, 'reviews:answer', projectId);
      const asked = { projectId, operation: `review.skip ${personId}`, key: idempotencyKey ?? null, body: given, now };
      return this.once.run(tx, asked, async (): Promise<SkipOutcome> => {
        const lost = await leaseLost(tx, review, { personId, token: given.leaseToken, now });
        if (lost) return lost;
        await tx.query(
          'insert into review_skip (review_id, person_id, reason, created_at) values ($1, $2, $3, $4) on conflict (review_id, person_id) where taken_back_at is null do nothing',
          [review.id, personId, given.reason?.slice(0, 500) ?? null, now],
        );
        await tx.query('update review set leased_by = null, lease_expires_at = null where id = $1', [review.id]);
        await this.feed.publish(tx, { type: 'queue', projectId });
        return { kind: 'skipped' };
      });
    });
  }

  /** Takes a skip back and holds the case again, unless somebody else has it or has answered it. Gives whether it is held. */
  async undo(actor: Actor, { idempotencyKey, ...given }: UndoneSkip): Promise<{ projectId: string; isHeld: boolean }> {
    const { personId } = requirePerson(actor);
    const { reviewId, tabId } = given;
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      const review = await lockReview(tx, reviewId);
      if (!review) throw notFound('review');
      const projectId = review.project_id;
      assertMay(actor, 'reviews:answer', projectId);
      const key = idempotencyKey ?? null;
      const asked = { projectId, operation: `review.undo-skip ${personId}`, key, body: given, now };
      return this.once.run(tx, asked, async () => {
        await tx.query('delete from review_skip where review_id = $1 and person_id = $2 and taken_back_at is null', [
          reviewId,
          personId,
        ]);
        const until = new Date(now.getTime() + LEASE_SECONDS * 1000);
        const isHeld = await claimOne(tx, { projectId, personId, tabId: tabId ?? null, reviewId, now, until });
        return { projectId, isHeld };
      });
    });
  }
}
