import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ChangeFeed } from '../platform/change-feed/index.js';

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
   * before it first reads, so a decision in between is not missed. When the process stops nobody waits on: the caller is
   * answered as things stand.
   */
  async until<T>(caseId: string, seconds: number, read: () => Promise<T | undefined>): Promise<T | undefined> {
    const deadline = performance.now() + seconds * 1000;
    for (;;) {
      const woken = this.next(caseId, deadline);
      const found = await read();
      if (found !== undefined || this.isClosed || performance.now() >= deadline) {
        woken.cancel();
        return found;
      }
      await woken.promise;
    }
  }

  private next(caseId: string, deadline: number): { promise: Promise<void>; cancel: () => void } {
    let cancel = (): void => undefined;
    const promise = new Promise<void>((resolve) => {
      const listeners = this.waiting.get(caseId) ?? new Set();
      this.waiting.set(caseId, listeners);
      const timer = setTimeout(() => cancel(), Math.max(0, deadline - performance.now()));
      cancel = () => {
        clearTimeout(timer);
        listeners.delete(cancel);
        if (listeners.size === 0) this.waiting.delete(caseId);
        resolve();
      };
      listeners.add(cancel);
    });
    return { promise, cancel: () => cancel() };
  }

  private wake(caseId: string): void {
    for (const listener of [...(this.waiting.get(caseId) ?? [])]) listener();
  }
}
