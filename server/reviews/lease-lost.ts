import type { Tx } from '../platform/database/index.js';
import type { LeasedReview } from './review-queue.sql.js';

/** Why an answer or a skip was not taken: the case is not held by who sent it. Nothing was stored. */
export type LeaseLoss = { readonly kind: 'lease-lost'; readonly state: string; readonly message: string };
type Holder = { readonly personId: string; readonly token: string; readonly now: Date };

/** Undefined: the person still holds the review under this token. Otherwise what became of it, told as it is. */
export async function leaseLost(tx: Tx, review: LeasedReview, holder: Holder): Promise<LeaseLoss | undefined> {
  if (review.state === 'withdrawn') return lost('withdrawn', 'Nobody is asked about this case any more.');
  if (review.state !== 'open') return lost('answered', await whoAnswered(tx, review, holder.personId));
  const { personId, token, now } = holder;
  const isRunning = review.lease_expires_at !== null && review.lease_expires_at > now;
  if (review.leased_by === personId && review.lease_token === token && isRunning) return undefined;
  if (review.leased_by === personId && isRunning)
    return lost('open', 'You hold this case on another page of yours, or opened it again since.');
  if (review.leased_by === null) return lost('open', 'This case was given back to the queue.');
  return lost('open', 'Your hold on this case ran out, so it went back to the queue.');
}

async function whoAnswered(tx: Tx, review: LeasedReview, personId: string): Promise<string> {
  const [first] = await tx.query<{ person_id: string | null }>(
    'select person_id from label where review_id = $1 and corrects_id is null',
    [review.id],
  );
  return first?.person_id === personId
    ? 'You have answered this case already; that answer stands, and you can correct it under your last answers.'
    : 'Somebody else has answered this case meanwhile.';
}

function lost(state: string, what: string): LeaseLoss {
  const kept = state === 'open' ? 'it is kept here' : 'you can still copy it here';
  return { kind: 'lease-lost', state, message: `${what} What you sent now was not stored; ${kept}.` };
}
