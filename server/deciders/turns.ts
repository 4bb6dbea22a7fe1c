type Waiting = { readonly go: () => void };

/**
 * Turns with one version: callers take theirs before whoever asks behind the answer, who share half of the places at most.
 * Waiting for a turn is no time of the version, and no failure of it.
 */
export class Turns {
  private taken = 0;
  private takenBehind = 0;
  private readonly callers = new Set<Waiting>();
  private readonly behind = new Set<Waiting>();
  private readonly mostBehind: number;

  /** `most`: asked at once, at least 1. */
  constructor(private readonly most: number) {
    this.mostBehind = Math.max(1, Math.floor(most / 2));
  }

  /** A turn for whoever waits for the answer. @throws the signal's reason where it ends before the turn comes. */
  forCaller(signal: AbortSignal): Promise<() => void> {
    return this.take(this.callers, signal);
  }

  /** A turn for what nobody waits for. */
  forBehind(): Promise<() => void> {
    return this.take(this.behind, undefined);
  }

  private async take(line: Set<Waiting>, signal: AbortSignal | undefined): Promise<() => void> {
    signal?.throwIfAborted();
    let waiting: Waiting | undefined;
    let isTaken = false;
    await new Promise<void>((resolve, reject) => {
      waiting = {
        go: () => {
          isTaken = true;
          resolve();
        },
      };
      line.add(waiting);
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      this.next();
    }).finally(() => waiting && !isTaken && line.delete(waiting));
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      this.taken -= 1;
      if (line === this.behind) this.takenBehind -= 1;
      this.next();
    };
  }

  private next(): void {
    while (this.taken < this.most) {
      const [caller] = this.callers;
      const [other] = this.takenBehind < this.mostBehind ? this.behind : [];
      const first = caller ?? other;
      if (!first) return;
      this.taken += 1;
      if (first === other) this.takenBehind += 1;
      (first === other ? this.behind : this.callers).delete(first);
      first.go();
    }
  }
}
