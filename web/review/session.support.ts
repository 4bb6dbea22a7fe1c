import type { QueuePartsFragment } from '../lib/generated/graphql';
import type { SessionPorts, Trouble } from './review-session';
import type { Claimed, Entry, Lease, Outcome, Renewal, Review } from './session-types';

const LEASE_MS = 90_000;
const PATIENCE_MS = 15_000;

/** A generator of numbers in [0, 1) that a seed fixes. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Time that passes only when everything that could be done at an instant is done. */
export class VirtualTime {
  now = 0;
  #events: { readonly at: number; readonly order: number; readonly then: () => void }[] = [];
  #order = 0;

  later(ms: number, then: () => void): () => void {
    const event = { at: this.now + ms, order: (this.#order += 1), then };
    this.#events.push(event);
    return () => void (this.#events = this.#events.filter((one) => one !== event));
  }

  /** Lets time pass until `until` holds; false: it did not within `most` events. */
  async run(until: () => boolean, most = 200_000): Promise<boolean> {
    for (let count = 0; count < most; count += 1) {
      await new Promise((done) => setImmediate(done));
      if (until()) return true;
      const [next] = this.#events.sort((a, b) => a.at - b.at || a.order - b.order);
      if (!next) return false;
      this.#events = this.#events.filter((one) => one !== next);
      this.now = next.at;
      next.then();
    }
    return false;
  }
}

export type ModelLabel = { id: string; reviewId: string; person: string; value: unknown; corrects: string | null };
type ModelReview = {
  readonly id: string;
  isOpen: boolean;
  person: string | null;
  tab: string | null;
  token: number;
  expires: number;
  readonly skippers: Set<string>;
};

/** The server's rules for reviews, as `server/reviews` has them, without a database. */
export class ModelServer {
  readonly reviews: ModelReview[];
  readonly labels: ModelLabel[] = [];
  readonly #answers = new Map<string, Outcome>();

  constructor(
    private readonly time: VirtualTime,
    cases: number,
  ) {
    this.reviews = Array.from({ length: cases }, (_, index) => ({
      id: `r${index}`,
      isOpen: true,
      person: null,
      tab: null,
      token: 0,
      expires: 0,
      skippers: new Set<string>(),
    }));
  }

  review(id: string): ModelReview {
    const found = this.reviews.find((one) => one.id === id);
    if (!found) throw new Error(`no review ${id}`);
    return found;
  }

  claim(holder: Holder, { count, reviewId }: { count: number; reviewId?: string }): Claimed {
    const wanted = this.reviews.filter(({ id }) => id === reviewId);
    for (const one of wanted) if (this.#isFree(one)) this.#hold(one, holder);
    const missing = count - this.#heldBy(holder).length;
    const free = this.reviews.filter((one) => this.#isFree(one) && !one.skippers.has(holder.person));
    for (const one of free.slice(0, Math.max(0, missing))) this.#hold(one, holder);
    return { reviews: this.#heldBy(holder).map(toReview), queue: this.queue(holder.person) };
  }

  send(holder: Holder, entry: Entry): Outcome {
    const before = this.#answers.get(entry.key);
    // Of an undone skip the case is read anew, as its resolver does.
    if (before) return before.kind === 'returned' ? this.#returned(holder, entry.review.id) : before;
    const outcome = this.#first(holder, entry);
    this.#answers.set(entry.key, outcome);
    return outcome;
  }

  renew({ person }: Holder, leases: readonly Lease[]): Renewal[] {
    const held = leases.filter(({ reviewId, leaseToken }) => this.#holds(person, reviewId, leaseToken));
    return held.map(({ reviewId }) => {
      this.review(reviewId).expires = this.time.now + LEASE_MS;
      return { reviewId, leaseExpiresAt: String(this.time.now + LEASE_MS) };
    });
  }

  release({ tab }: Holder): void {
    for (const one of this.reviews) if (one.isOpen && one.tab === tab) one.person = one.tab = null;
  }

  /** The reviews that a person has answered, newest first. */
  answeredBy(person: string): string[] {
    const first = this.labels.filter((label) => label.person === person && label.corrects === null);
    return first.map(({ reviewId }) => reviewId).reverse();
  }

  queue(person: string): QueuePartsFragment {
    const available = this.reviews.filter((one) => this.#isFree(one)).length;
    const none = {
      heldByOthers: 0,
      heldByMe: 0,
      skippedByMe: 0,
      leftToNobody: 0,
      total: available,
      answeredTodayByMe: this.answeredBy(person).length,
      answeredLatelyByMe: this.answeredBy(person).slice(0, 50),
    };
    return { __typename: 'QueueStatus', available, oldestOpenAt: null, ...none };
  }

  #first(holder: Holder, entry: Entry): Outcome {
    const { review, key } = entry;
    const one = this.review(review.id);
    if (entry.kind === 'undo-skip') {
      one.skippers.delete(holder.person);
      if (this.#isFree(one)) this.#hold(one, holder);
      return this.#returned(holder, review.id);
    }
    if (entry.kind === 'correct') {
      const corrects = entry.before.labelId;
      if (this.labels.some((label) => label.corrects === corrects)) return { kind: 'refused', message: 'corrected' };
      this.#label({ id: `l-${key}`, reviewId: one.id, person: holder.person, value: entry.value, corrects });
      return { kind: 'stored', labelId: `l-${key}` };
    }
    if (!one.isOpen) return { kind: 'lost', isOpen: false, message: 'answered' };
    if (!this.#holds(holder.person, one.id, review.leaseToken))
      return { kind: 'lost', isOpen: true, message: 'ran out' };
    one.person = one.tab = null;
    if (entry.kind === 'skip') {
      one.skippers.add(holder.person);
      return { kind: 'skipped' };
    }
    one.isOpen = false;
    this.#label({ id: `l-${key}`, reviewId: one.id, person: holder.person, value: entry.value, corrects: null });
    return { kind: 'stored', labelId: `l-${key}` };
  }

  #label(label: ModelLabel): void {
    this.labels.push(label);
  }

  #returned(holder: Holder, id: string): Outcome {
    const held = this.#heldBy(holder).find((one) => one.id === id);
    return { kind: 'returned', review: held ? toReview(held) : null };
  }

  #heldBy({ person, tab }: Holder): ModelReview[] {
    return this.reviews.filter(
      (one) => one.isOpen && one.person === person && one.tab === tab && one.expires > this.time.now,
    );
  }

  #holds(person: string, id: string, token: string): boolean {
    const one = this.review(id);
    return one.isOpen && one.person === person && String(one.token) === token && one.expires > this.time.now;
  }

  #isFree(one: ModelReview): boolean {
    return one.isOpen && (one.person === null || one.expires <= this.time.now);
  }

  #hold(one: ModelReview, { person, tab }: Holder): void {
    Object.assign(one, { person, tab, token: one.token + 1, expires: this.time.now + LEASE_MS });
  }
}

export type Holder = { readonly person: string; readonly tab: string };
/** How bad the network is: shares of requests, and milliseconds. */
export type Network = {
  readonly lost: number;
  readonly repeated: number;
  readonly slow: number;
  readonly isDown: () => boolean;
};
type Given = {
  readonly server: ModelServer;
  readonly time: VirtualTime;
  readonly holder: Holder;
  readonly network: Network;
  readonly random: () => number;
};

/** Requests over a network that delays, loses and repeats them, going and coming. */
export function modelPorts({ server, time, holder, network, random }: Given): SessionPorts {
  let keys = 0;
  const delay = (): number => 5 + random() * 300 + (random() < network.slow ? random() * 2 * PATIENCE_MS : 0);
  const request = <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      time.later(PATIENCE_MS, () => reject(new Error('no answer')));
      if (network.isDown()) return time.later(10, () => reject(new Error('no connection')));
      const arrives = (): void => {
        const result = work();
        if (random() >= network.lost && !network.isDown()) time.later(delay(), () => resolve(result));
      };
      if (random() < network.repeated) time.later(delay() + random() * 40_000, () => void work());
      return random() < network.lost ? undefined : time.later(delay(), arrives);
    });
  const trouble = (error: unknown): Trouble => ({ kind: 'cut-off', message: String(error) });
  return {
    claim: (input) => request(() => server.claim(holder, input)),
    send: (entry) => request(() => server.send(holder, entry)),
    renew: (leases) => request(() => server.renew(holder, leases)),
    release: () => request(() => server.release(holder)),
    troubleOf: trouble,
    newKey: () => `${holder.tab}-${(keys += 1)}`,
    later: (ms, then) => time.later(ms, then),
  };
}

function toReview({ id, token, expires }: ModelReview): Review {
  const rest = { why: 'LEVEL', explanation: '', input: {}, segment: null, waitingSince: '' } as const;
  return {
    __typename: 'BlindReview',
    id,
    caseId: id,
    leaseToken: String(token),
    leaseExpiresAt: String(expires),
    ...rest,
  };
}
