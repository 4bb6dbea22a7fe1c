import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOfValues, MOST_REFUSED, storeApart } from './store-apart.js';

class Refusal extends Error {
  readonly code = '22P02';
}

describe('what is stored together', () => {
  it('is all stored but for what is refused, which is named', async () => {
    const items = fc.array(fc.record({ id: fc.nat(), isPoison: fc.boolean() }), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(items, async (given) => {
        fc.pre(given.filter(({ isPoison }) => isPoison).length <= MOST_REFUSED);
        const stored: unknown[] = [];
        const refused = await storeApart(
          given,
          (some) => {
            if (some.some(({ isPoison }) => isPoison)) return Promise.reject(new Refusal());
            stored.push(...some);
            return Promise.resolve();
          },
          isOfValues,
        );
        expect(stored).toEqual(given.filter(({ isPoison }) => !isPoison));
        expect(refused.map(({ item }) => item)).toEqual(given.filter(({ isPoison }) => isPoison));
      }),
    );
  });

  it('takes few statements for one that is refused among many', async () => {
    let statements = 0;
    const store = (some: readonly number[]): Promise<void> => {
      statements += 1;
      return some.includes(777) ? Promise.reject(new Refusal()) : Promise.resolve();
    };
    const refused = await storeApart(
      Array.from({ length: 10_000 }, (_, index) => index),
      store,
      isOfValues,
    );
    expect(refused.map(({ item }) => item)).toEqual([777]);
    expect(statements).toBeLessThan(32);
  });

  it.each([
    ['a database that is away', Object.assign(new Error('terminating'), { code: '57P01' })],
    ['a connection that broke', new Error('Connection terminated unexpectedly')],
    ['a disk that is full', Object.assign(new Error('no space'), { code: '53100' })],
  ])('is not taken apart for %s', async (_name, error) => {
    let statements = 0;
    const store = (): Promise<void> => Promise.reject(((statements += 1), error));
    await expect(storeApart([1, 2, 3, 4], store, isOfValues)).rejects.toBe(error);
    expect(statements).toBe(1);
  });

  it('is given up where everything is refused', async () => {
    let statements = 0;
    const store = (): Promise<void> => Promise.reject(((statements += 1), new Refusal()));
    await expect(
      storeApart(
        Array.from({ length: 10_000 }, (_, index) => index),
        store,
        isOfValues,
      ),
    ).rejects.toThrow(Refusal);
    expect(statements).toBeLessThan(3 * MOST_REFUSED);
  });
});
