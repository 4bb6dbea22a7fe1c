import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ChangeFeed } from '../platform/change-feed/index.js';

type Waited = { readonly caseId: string; readonly seconds: number; readonly signal: AbortSignal };

/** Lets a request wait until a human has decided its case, on whichever process that happens. */
@Injectable()
export class DecisionWaiter implements OnModuleDestroy {
  private readonly waiting = new Map<string, Set<() => void>>();
  private readonly stops: (() => void)[];
  private isClosed = false;

  constructor(feed: ChangeFeed) {
    this.stops = [
      feed.on('decided', ({ caseIds }) => caseIds.forEach((caseId) => this.wake(caseId))),
      feed.on('resync', () => [...this.waiting.keys()].forEach((caseId) => this.wake(caseId))),
    ];
  }

  onModuleDestroy(): void {
    this.isClosed = true;
    for (const stop of this.stops) stop();
    for (const caseId of [...this.waiting.keys()]) this.wake(caseId);
  }

  /**
   * Asks `read` until it gives something or `seconds` are over: at once, and after each change to the case. Listens
   * before it first reads, so a decision in between is not missed. Ends early when `signal` aborts, and
   * when the process stops: the caller is answered as things stand. Nothing of it is kept then.
   */
  async until<T>(given: Waited, read: () => Promise<T | undefined>): Promise<T | undefined> {
    const deadline = performance.now() + given.seconds * 1000;
    for (;;) {
      const woken = this.next(given, deadline);
      const found = await read().catch((error: unknown) => {
        woken.cancel();
        throw error;
      });
      if (found !== undefined || performance.now() >= deadline || given.signal.aborted || this.isClosed) {
        woken.cancel();
        return found;
      }
      await woken.promise;
    }
  }

  private next({ caseId, signal }: Waited, deadline: number): { promise: Promise<void>; cancel: () => void } {
    let cancel = (): void => undefined;
    const promise = new Promise<void>((resolve) => {
      const listeners = this.waiting.get(caseId) ?? new Set();
      this.waiting.set(caseId, listeners);
      const timer = setTimeout(() => cancel(), Math.max(0, deadline - performance.now()));
      cancel = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
        listeners.delete(cancel);
        if (listeners.size === 0) this.waiting.delete(caseId);
        resolve();
      };
      listeners.add(cancel);
      signal.addEventListener('abort', cancel);
    });
    return { promise, cancel: () => cancel() };
  }

  private wake(caseId: string): void {
    for (const listener of [...(this.waiting.get(caseId) ?? [])]) listener();
  }
}
