import { describe, expect, it } from 'vitest';
import { Turns } from './turns.js';

describe('turns', () => {
  it('are taken by so many at a time, in the order of asking, and given back by who fails', async () => {
    const turns = new Turns(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const all = [0, 1, 2, 3].map((at) =>
      turns.take(async () => {
        begun.push(at);
        await new Promise<void>((end) => (ends[at] = end));
        if (at === 0) throw new Error('failed');
      }),
    );
    await Promise.resolve();
    expect(begun).toEqual([0, 1]);
    ends[0]?.();
    await expect(all[0]).rejects.toThrow('failed');
    expect(begun).toEqual([0, 1, 2]);
    ends[2]?.();
    await all[2];
    expect(begun).toEqual([0, 1, 2, 3]);
    ends[1]?.();
    ends[3]?.();
    await Promise.all(all.slice(1));
  });
});
