import { performance } from 'node:perf_hooks';

/** Texts that wait, and UTF-16 units of them all: past either, texts are not looked at. */
const MOST = 2000;
const MOST_UNITS = 2_000_000;
/** Of the time, while the process has much to do and while it has little. */
const SHARE = { busy: 0.005, idle: 0.1 } as const;
/** Of the time that the event loop works: it waits also where others have the processor. */
const BUSY_FROM = 0.2;
const LOOK_EVERY_MS = 20;
/** A process that stood still has earned nothing meanwhile. */
const MOST_PASSED_MS = 100;

type Waiting = { readonly units: number; readonly look: () => void };

/**
 * Looks at texts behind the answers, a few at a time, so that it takes no more than a small share of the processor: half a
 * hundredth of it in a process that is busy. Whether a text may wait hangs on those before it, not on what is in it. What
 * waits when the process ends is not looked at.
 */
export class LookAtTexts {
  private readonly waiting: Waiting[] = [];
  private units = 0;
  private timer: NodeJS.Timeout | undefined;
  private before = { at: performance.now(), load: performance.eventLoopUtilization() };
  /** Milliseconds that may be spent. */
  private earned = 0;

  constructor(private readonly failed: (error: unknown) => void) {}

  /** `units`: of the texts that `look` keeps. False: there is no room. */
  add(units: number, look: () => void): boolean {
    if (this.waiting.length >= MOST || this.units >= MOST_UNITS) return false;
    this.waiting.push({ units, look });
    this.units += units;
    if (!this.timer) {
      this.before = { at: performance.now(), load: performance.eventLoopUtilization() };
      // Not background work: it runs only while texts wait, and tells of each failure.
      this.timer = setInterval(() => this.slice(), LOOK_EVERY_MS).unref();
    }
    return true;
  }

  get size(): number {
    return this.waiting.length;
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private slice(): void {
    const at = performance.now();
    const load = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(load, this.before.load);
    const passed = Math.min(MOST_PASSED_MS, at - this.before.at);
    this.before = { at, load };
    this.turn(passed, utilization >= BUSY_FROM, () => performance.now());
    if (this.waiting.length === 0) this.stop();
  }

  /** Looks at as many as these milliseconds allow. `clock`: in milliseconds. */
  turn(passedMs: number, isBusy: boolean, clock: () => number): void {
    this.earned += passedMs * (isBusy ? SHARE.busy : SHARE.idle);
    while (this.earned > 0) {
      const next = this.waiting.shift();
      if (!next) break;
      this.units -= next.units;
      const began = clock();
      try {
        next.look();
      } catch (error) {
        // One text must not keep the others from being looked at, nor end the process.
        this.failed(error);
      }
      this.earned -= clock() - began;
    }
    if (this.waiting.length === 0) this.earned = Math.min(0, this.earned);
  }
}
