import type { AssistedPartsFragment, BlindPartsFragment, QueuePartsFragment } from '../lib/generated/graphql';

export type Review = BlindPartsFragment | AssistedPartsFragment;
/** A review that this page holds. `since`: the event from which that is known; claims asked before say nothing of it. */
export type Held = { readonly review: Review; readonly since: number };
/** What can be taken back: an answer (to be given again) or a skip. `labelId` null: its answer is still under way. */
export type Answered = {
  readonly kind: 'answered';
  readonly key: string;
  readonly review: Review;
  readonly labelId: string | null;
  readonly value: unknown;
  readonly note: string | null;
};
export type Skipped = { readonly kind: 'skipped'; readonly key: string; readonly review: Review };
export type Done = Answered | Skipped;

type Sent = {
  /** The idempotency key: however often this goes out, it counts once. */
  readonly key: string;
  readonly review: Review;
  /** Whether it had to wait for the connection: then a lease that ran out meanwhile is asked for again. */
  readonly hasWaited?: boolean;
  readonly mustRetake?: boolean;
};
/** What the reviewer has done and the server has not confirmed. */
export type Entry =
  | (Sent & {
      readonly kind: 'answer';
      readonly value: unknown;
      readonly note: string | null;
      /** Null: nobody had seen the whole case. */
      readonly leadTimeMs: number | null;
    })
  | (Sent & {
      readonly kind: 'correct';
      readonly before: Answered;
      readonly value: unknown;
      readonly note: string | null;
    })
  | (Sent & { readonly kind: 'skip'; readonly reason: string })
  | (Sent & { readonly kind: 'undo-skip' });

/** A case that is no longer held, kept on screen with what was typed until its reviewer has seen so. */
export type Lost = { readonly review: Review; readonly message: string; readonly canBeTaken: boolean };
/** Something that was refused. `reviewId`: of the case that is back on screen for it; null: it is about another. */
export type Problem = { readonly reviewId: string | null; readonly message: string };

export type SessionState = {
  /** Counts events: what was asked before an event says nothing about what came after it. */
  readonly now: number;
  /** In order; the first is on screen. */
  readonly held: readonly Held[];
  readonly queue: QueuePartsFragment | null;
  /** In order; the first is under way. */
  readonly outbox: readonly Entry[];
  /** Newest first. */
  readonly done: readonly Done[];
  readonly correcting: Answered | null;
  readonly lost: readonly Lost[];
  /** By review: claims asked before this event are not believed about it. */
  readonly closed: ReadonlyMap<string, number>;
  readonly problem: Problem | null;
  /** The server could not be reached the last time. */
  readonly isCutOff: boolean;
  /** An answer went through and what comes next has not been read yet. */
  readonly isRefilling: boolean;
};

export type Outcome =
  | { readonly kind: 'stored'; readonly labelId: string }
  | { readonly kind: 'skipped' }
  /** Of an undone skip: the case, if it is held again. */
  | { readonly kind: 'returned'; readonly review: Review | null }
  | { readonly kind: 'lost'; readonly message: string; readonly isOpen: boolean }
  | { readonly kind: 'refused'; readonly message: string };
export type Claimed = { readonly reviews: readonly Review[]; readonly queue: QueuePartsFragment };
export type Renewal = { readonly reviewId: string; readonly leaseExpiresAt: string };
export type Lease = { readonly reviewId: string; readonly leaseToken: string };

export type SessionEvent =
  | { readonly type: 'claimed'; readonly askedAt: number; readonly given: Claimed; readonly first?: string | undefined }
  | { readonly type: 'claim-failed'; readonly message: string }
  | { readonly type: 'given'; readonly entry: Exclude<Entry, { kind: 'undo-skip' }> }
  | { readonly type: 'undo'; readonly key: string }
  | { readonly type: 'correct'; readonly what: Answered }
  | { readonly type: 'stop-correcting' }
  | { readonly type: 'settled'; readonly key: string; readonly outcome: Outcome }
  | { readonly type: 'retaken'; readonly key: string; readonly newKey: string; readonly review: Review }
  /** The server does not know who this is: nothing that waits can go out, all of it comes back to the screen. */
  | { readonly type: 'all-refused'; readonly message: string }
  | { readonly type: 'cut-off' }
  | { readonly type: 'reached' }
  | { readonly type: 'renewed'; readonly asked: readonly Lease[]; readonly renewed: readonly Renewal[] }
  | { readonly type: 'let-go' }
  | { readonly type: 'dismissed' };
