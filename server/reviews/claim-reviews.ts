import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { CLAIM_AHEAD, LEASE_SECONDS } from '@handrail/shared/ladder';
import { assertMay, mayIn, requirePerson } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { invalid } from '../platform/http/index.js';
import { claimOne, claimOpen, countHeld, listHeld, takeOver, type ClaimedRow } from './review-queue.sql.js';

export type Claim = {
  readonly projectId: string;
  readonly count: number;
  readonly reviewId?: string | undefined;
  /** Which page of the person asks. */
  readonly tabId?: string | undefined;
  /** The page that was loaded anew and is this one now. */
  readonly insteadOf?: string | undefined;
};
const TAB = /^[\w-]{1,64}$/;
/** All pages of one person together: nobody keeps a queue to themselves by opening it often. */
export const MOST_HELD = 10 * CLAIM_AHEAD;

/** Claims reviews, keeps claims alive, and gives them back. */
@Injectable()
export class ClaimReviews {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
  ) {}

  /**
   * Tops the page's claims up to `count` (at most three) and gives all that it holds, in order: two pages of one person
   * have cases of their own. `reviewId` is taken first when it is free: whose lease ran out while they wrote can go on.
   */
  async run(actor: Actor, claim: Claim): Promise<ClaimedRow[]> {
    const { projectId, reviewId, insteadOf } = claim;
    const { personId } = requirePerson(actor);
    assertMay(actor, 'reviews:answer', projectId);
    const tabId = tabOf(claim.tabId);
    const now = this.clock.now();
    const until = new Date(now.getTime() + LEASE_SECONDS * 1000);
    return this.unitOfWork.run(async (tx) => {
      const holder = { projectId, personId, tabId, now };
      // Two requests of one person at once must not get twice as much.
      await lockPerson(tx, personId);
      if (insteadOf !== undefined && tabId !== null) await takeOver(tx, { ...holder, tabId, from: insteadOf });
      if (reviewId !== undefined) await claimOne(tx, { ...holder, reviewId, until });
      const held = await listHeld(tx, holder);
      const room = MOST_HELD - (await countHeld(tx, holder));
      const missing = Math.min(room, Math.max(1, Math.min(CLAIM_AHEAD, claim.count)) - held.length);
      if (missing <= 0) {
        if (reviewId !== undefined) await this.feed.publish(tx, { type: 'queue', projectId });
        return held;
      }
      await claimOpen(tx, { ...holder, count: missing, until });
      const all = await listHeld(tx, holder);
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

  /** Gives the claims of one page in the project back at once; without a page all of the person's. */
  async release(actor: Actor, projectId: string, tab?: string): Promise<void> {
    const { personId } = requirePerson(actor);
    assertMay(actor, 'reviews:answer', projectId);
    const tabId = tabOf(tab);
    await this.unitOfWork.run(async (tx) => {
      // After what the page was just asking for when it was left: that goes back as well.
      await lockPerson(tx, personId);
      await tx.query(
        `update review set leased_by = null, lease_tab = null, lease_expires_at = null
          where project_id = $1 and leased_by = $2 and state = 'open' and ($3::text is null or lease_tab = $3)`,
        [projectId, personId, tabId],
      );
      await this.feed.publish(tx, { type: 'queue', projectId });
    });
  }
}

/** Claims and returns of one person follow each other. */
async function lockPerson(tx: Tx, personId: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [personId]);
}

/** @throws ProblemError `invalid` for what cannot name a page. */
function tabOf(tabId: string | undefined): string | null {
  if (tabId === undefined || TAB.test(tabId)) return tabId ?? null;
  throw invalid('A page is named by 1 to 64 letters, digits, “-” or “_”.', [
    { pointer: '/tabId', detail: 'is not such a name' },
  ]);
}

/** What was already on the reviewer's page stays in its place; a more urgent newcomer waits its turn behind it. */
function inOrder(held: readonly ClaimedRow[], all: readonly ClaimedRow[]): ClaimedRow[] {
  const before = new Set(held.map(({ id }) => id));
  return [...all.filter(({ id }) => before.has(id)), ...all.filter(({ id }) => !before.has(id))];
}
