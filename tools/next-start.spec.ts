import { describe, expect, it } from 'vitest';
import { MOST_CRASHES, nextStart, WITHIN_MS } from './next-start.mjs';

const how = 'ended with code 1';
/** What follows on crashes at these times, one after the other. */
function after(times: readonly number[]): ReturnType<typeof nextStart>[] {
  let crashes: readonly number[] = [];
  return times.map((now) => {
    const next = nextStart({ crashes, now, how });
    ({ crashes } = next);
    return next;
  });
}

describe('a server that crashes', () => {
  it('is started again, later each time, and after five crashes it is not any more, which is said', () => {
    const all = after([0, 5000, 10_000, 15_000, 20_000]);
    expect(all.map(({ waitMs }) => waitMs)).toEqual([1000, 2000, 4000, 8000, null]);
    expect(all[0]?.says).toBe('The server ended with code 1. It is started again in 1 s (1 of at most 4).');
    expect(all.at(-1)?.says).toContain('5 times within 10 minutes; it is not started again.');
  });

  it('now and then is started again for ever, and holds no list that grows', () => {
    const every = WITHIN_MS / (MOST_CRASHES - 2);
    const all = after(Array.from({ length: 1000 }, (_, at) => at * every));
    expect(all.every(({ waitMs }) => waitMs !== null)).toBe(true);
    expect(Math.max(...all.map(({ crashes }) => crashes.length))).toBeLessThan(MOST_CRASHES);
  });
});
