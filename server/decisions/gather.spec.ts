import { describe, expect, it } from 'vitest';
import { Gather } from './gather.js';

const LIMITS = { lanes: 1, groupSize: 10, backlog: 100 };

describe('Gather', () => {
  it('stores what arrives together in one go and gives each caller its own result', async () => {
    const groups: number[] = [];
    const gather = new Gather<number, number>((items) => {
      groups.push(items.length);
      return Promise.resolve(items.map((item) => item * 2));
    }, LIMITS);
    expect(await Promise.all([1, 2, 3].map((item) => gather.add(item)))).toEqual([2, 4, 6]);
    expect(groups).toEqual([3]);
  });

  it('keeps one bad item from taking its neighbours down', async () => {
    const gather = new Gather<number, number>(
      (items) => (items.includes(2) ? Promise.reject(new Error('bad')) : Promise.resolve([...items])),
      LIMITS,
    );
    const results = await Promise.allSettled([1, 2, 3].map((item) => gather.add(item)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('does not store a group again when nobody knows whether it was stored', async () => {
    let calls = 0;
    const lost = new Error('connection lost during the commit');
    const gather = new Gather<number, number>(
      () => {
        calls += 1;
        return Promise.reject(lost);
      },
      LIMITS,
      (error) => error === lost,
    );
    const results = await Promise.allSettled([1, 2, 3].map((item) => gather.add(item)));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(calls).toBe(1);
  });
});
