import { CLAIM_AHEAD, HEARTBEAT_SECONDS } from '@handrail/shared/ladder';
import { START, step } from './session-state';
import type { Claimed, Entry, Lease, Outcome, Renewal, Review, SessionEvent, SessionState } from './session-types';

/** What a request that failed means: nobody answered, or who answered does not take it. */
export type Trouble = { readonly kind: 'cut-off' | 'refused' | 'signed-out'; readonly message: string };

/** The world outside: requests, keys and time. */
export type SessionPorts = {
  readonly claim: (input: { readonly count: number; readonly reviewId?: string }) => Promise<Claimed>;
  readonly send: (entry: Entry) => Promise<Outcome>;
  readonly renew: (leases: readonly Lease[]) => Promise<readonly Renewal[]>;
  readonly release: () => Promise<unknown>;
  readonly troubleOf: (error: unknown) => Trouble;
  readonly newKey: () => string;
  /** Calls back after a while; gives what calls it off. */
  readonly later: (ms: number, then: () => void) => () => void;
};

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;
type GivenAnswer = { readonly value: unknown; readonly note: string | null; readonly leadTimeMs: number | null };

/** Runs the machine of `session-state`: claims ahead, sends what was done, in order, until it is confirmed, keeps leases alive. */
export class ReviewSession {
  #state: SessionState;
  readonly #listeners = new Set<() => void>();
  #isSending = false;
  #isClaiming = false;
  #mustClaimAgain = false;
  #hasLeft = false;
  #failures = 0;
  #wake: (() => void) | null = null;
  #stopBeat: () => void = () => undefined;

  constructor(
    private readonly ports: SessionPorts,
    start: SessionState = START,
  ) {
    this.#state = start;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly state = (): SessionState => this.#state;

  /** Begins: sends what an earlier page left unsent, claims, and keeps the leases alive. */
  readonly start = (first?: string): void => {
    this.#hasLeft = false;
    this.#beat();
    void this.#pump();
    void this.refill(first);
  };

  /** Ends: what was given still goes out; then what is held goes back. */
  readonly leave = (): void => {
    this.#hasLeft = true;
    this.#stopBeat();
    if (this.#state.outbox.length === 0) this.#release();
  };

  readonly answer = (review: Review, { value, note, leadTimeMs }: GivenAnswer): void => {
    const before = this.#state.correcting;
    const given = { key: this.ports.newKey(), review, value, note };
    if (before) this.#give({ kind: 'correct', before, ...given });
    else this.#give({ kind: 'answer', leadTimeMs, ...given });
  };
  readonly skip = (review: Review, reason: string): void =>
    this.#give({ kind: 'skip', key: this.ports.newKey(), review, reason });
  readonly undo = (): void => {
    this.#tell({ type: 'undo', key: this.ports.newKey() });
    void this.#pump();
  };
  readonly correct = (labelId: string, what: { review: Review; value: unknown; note: string | null }): void =>
    this.#tell({ type: 'correct', what: { kind: 'answered', key: labelId, labelId, ...what } });
  readonly stopCorrecting = (): void => this.#tell({ type: 'stop-correcting' });
  readonly letGo = (): void => {
    this.#tell({ type: 'let-go' });
    void this.refill();
  };

  /** The queue has moved: takes what there is room for, unless its reviewer has yet to read about a case. */
  readonly moved = (): void => {
    const { held, lost } = this.#state;
    if (held.length < CLAIM_AHEAD && lost.length === 0) void this.refill();
  };

  /** The connection may be back: what waits is tried at once. */
  readonly tryNow = (): void => {
    this.#wake?.();
    if (this.#state.isCutOff && this.#state.outbox.length === 0) this.#reach();
  };
  readonly cutOff = (): void => this.#tell({ type: 'cut-off' });

  /** Asks for a lost case again; what was typed stays whatever the answer. */
  readonly takeAgain = (review: Review): Promise<void> => this.#claim(review.id);

  /** Tops up what is held; one request at a time, and one more if it was asked for meanwhile. */
  readonly refill = async (first?: string): Promise<void> => {
    if (this.#hasLeft) return;
    if (this.#isClaiming) {
      this.#mustClaimAgain = true;
      return;
    }
    this.#isClaiming = true;
    do {
      this.#mustClaimAgain = false;
      await this.#claim(first);
    } while (this.#mustClaimAgain && !this.#hasLeft);
    this.#isClaiming = false;
  };

  async #claim(first?: string): Promise<void> {
    const askedAt = this.#state.now;
    try {
      const wanted = first === undefined ? {} : { reviewId: first };
      const given = await this.ports.claim({ count: CLAIM_AHEAD, ...wanted });
      this.#reached();
      this.#tell({ type: 'claimed', askedAt, given, first });
      // The page was left while it asked: nobody would look at these.
      if (this.#hasLeft && this.#state.outbox.length === 0) this.#release();
    } catch (error) {
      const { kind, message } = this.ports.troubleOf(error);
      if (kind !== 'cut-off') return this.#tell({ type: 'claim-failed', message });
      this.#tell({ type: 'cut-off' });
      this.#again(() => void this.refill(first));
    }
  }

  #give(entry: Extract<SessionEvent, { type: 'given' }>['entry']): void {
    this.#tell({ type: 'given', entry });
    void this.#pump();
  }

  /** Sends what was done, one after another, until the server has said what came of each. */
  async #pump(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let [head] = this.#state.outbox; head; [head] = this.#state.outbox) {
      try {
        await this.#settle(head);
        this.#reached();
      } catch (error) {
        await this.#failed(head, this.ports.troubleOf(error));
      }
    }
    this.#isSending = false;
    if (this.#hasLeft) this.#release();
  }

  async #settle(head: Entry): Promise<void> {
    if (head.mustRetake) return this.#retake(head);
    const outcome = await this.ports.send(head);
    this.#tell({ type: 'settled', key: head.key, outcome });
    if (outcome.kind !== 'lost' && outcome.kind !== 'refused') this.moved();
  }

  /** An answer that waited for the connection while its lease ran out: it goes out if nobody has taken the case since. */
  async #retake({ key, review: { id } }: Entry): Promise<void> {
    const { reviews } = await this.ports.claim({ count: 1, reviewId: id });
    const review = reviews.find((one) => one.id === id);
    if (review) return this.#tell({ type: 'retaken', key, newKey: this.ports.newKey(), review });
    const message = 'While there was no connection, somebody else has taken or answered this case.';
    this.#tell({ type: 'settled', key, outcome: { kind: 'lost', message, isOpen: false } });
  }

  async #failed({ key }: Entry, { kind, message }: Trouble): Promise<void> {
    if (kind === 'refused') return this.#tell({ type: 'settled', key, outcome: { kind, message } });
    if (kind === 'signed-out') return this.#tell({ type: 'all-refused', message });
    this.#tell({ type: 'cut-off' });
    await new Promise<void>((wake) => this.#again(wake));
  }

  /** Sooner at first, then at most every quarter of a minute; at once when the connection comes back. */
  #again(then: () => void): void {
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures);
    this.#failures += 1;
    const before = this.#wake;
    const wake = (): void => {
      callOff();
      if (this.#wake === both) this.#wake = null;
      then();
    };
    const both = (): void => {
      before?.();
      wake();
    };
    this.#wake = both;
    const callOff = this.ports.later(wait, wake);
  }

  #reached(): void {
    this.#failures = 0;
    if (!this.#state.isCutOff) return;
    this.#tell({ type: 'reached' });
    this.#reach();
  }

  /** Leases may have run out while there was no connection: the case on screen is asked for by name. */
  #reach(): void {
    void this.refill(this.#state.held[0]?.review.id);
  }

  #beat(): void {
    this.#stopBeat();
    this.#stopBeat = this.ports.later(HEARTBEAT_SECONDS * 1000, () => {
      this.#beat();
      void this.#renew();
    });
  }

  async #renew(): Promise<void> {
    const { held, lost, outbox } = this.#state;
    // What is still on its way needs its lease as much as what is on screen.
    const reviews = [...outbox, ...held].map(({ review }) => review);
    const asked = reviews.map(({ id, leaseToken }) => ({ reviewId: id, leaseToken }));
    // What others hold comes back when their time runs out, and nobody announces that.
    if (asked.length === 0) return lost.length > 0 ? undefined : this.refill();
    try {
      const renewed = await this.ports.renew(asked);
      this.#tell({ type: 'renewed', asked, renewed });
      this.#reached();
    } catch (error) {
      if (this.ports.troubleOf(error).kind !== 'cut-off') return;
      this.#tell({ type: 'cut-off' });
      this.#again(() => this.#reach());
    }
  }

  #release(): void {
    // What could not be given back goes back when its time runs out.
    this.ports.release().catch(() => this.#tell({ type: 'cut-off' }));
  }

  #tell(event: SessionEvent): void {
    this.#state = step(this.#state, event);
    for (const listener of this.#listeners) listener();
  }
}
