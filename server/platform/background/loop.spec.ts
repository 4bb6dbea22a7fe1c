import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Log } from '../logging/index.js';
import { Loop, type LoopGiven } from './loop.js';

type Line = { readonly failures: number };

/** A loop on a clock of its own, with what it logged and counted. */
function setUp(given: Partial<LoopGiven> & Pick<LoopGiven, 'run'>) {
  const lines: Line[] = [];
  const counted: string[] = [];
  const log = { warn: (line: Line) => lines.push(line) } as unknown as Log;
  const listener = { log, now: () => Date.now(), count: (_name: string, outcome: string) => counted.push(outcome) };
  const loop = new Loop({ name: 'a', title: 'A', everyMs: 1000, ...given }, listener);
  return { loop, lines, counted };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a loop', () => {
  it('goes on after a failure, counts each, and says so once a minute with how many there were', async () => {
    let runs = 0;
    const { loop, lines, counted } = setUp({
      run: () => (++runs % 2 === 1 ? Promise.reject(new Error('away')) : Promise.resolve()),
    });
    loop.start();
    await vi.advanceTimersByTimeAsync(61_000);
    expect(runs).toBe(61);
    expect(counted.filter((outcome) => outcome === 'failed')).toHaveLength(31);
    expect(lines.map(({ failures }) => failures)).toEqual([1, 30]);
    expect(loop.read()).toMatchObject({ runs: 61, failures: 31, error: 'away' });
    await loop.stop();
  });

  it('never runs twice at once, and runs again for what woke it while it ran', async () => {
    const done: (() => void)[] = [];
    const { loop, counted } = setUp({ run: () => new Promise<void>((resolve) => done.push(resolve)) });
    loop.start();
    loop.wake(10);
    loop.wake(20);
    await vi.advanceTimersByTimeAsync(3000);
    expect(done).toHaveLength(1);
    loop.wake();
    await vi.advanceTimersByTimeAsync(1);
    done[0]?.();
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toHaveLength(2);
    const stopped = loop.stop();
    done[1]?.();
    await stopped;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(done).toHaveLength(2);
    expect(counted).toEqual(['succeeded', 'succeeded']);
  });

  it('that only asks for work has succeeded when that was done', async () => {
    const { loop } = setUp({ isOnlyAsking: true, run: () => Promise.resolve() });
    loop.start();
    await vi.advanceTimersByTimeAsync(5000);
    expect(loop.read().succeededAt).toBeNull();
    loop.succeeded();
    expect(loop.read().succeededAt).toBe(Date.now());
    await loop.stop();
  });

  it('a throw that is no rejection is a failure too', async () => {
    const { loop } = setUp({
      run: () => {
        throw new TypeError('at once');
      },
    });
    await loop.run();
    expect(loop.read()).toMatchObject({ failures: 1, error: 'at once' });
  });
});
