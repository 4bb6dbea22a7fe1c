import { describe, expect, it } from 'vitest';
import { hashUniform } from '@handrail/shared/stats';
import { tellApart } from './tell-apart.js';

const WORDS = 'invoice contract delivery late refund thanks please order number account box side day week'.split(' ');
const uniform = (key: string): number => hashUniform({ salt: 'texts', purpose: 'order', key });

/** Texts of ten words of a fixed list; a share of them has one word more. */
function texts(name: string, size: number, more: { word: string; share: number } = { word: '', share: 0 }): string[] {
  return Array.from({ length: size }, (_, index) => {
    const words = Array.from({ length: 10 }, (_word, place) => {
      const at = Math.floor(uniform(`${name} ${index} ${place}`) * WORDS.length);
      return WORDS[at] ?? '';
    });
    return [...words, ...(uniform(`${name} ${index}`) < more.share ? [more.word] : [])].join(' ');
  });
}

describe('tellApart', () => {
  it('cannot tell texts of one kind apart, and says so by its interval, in all but few of thirty tries', async () => {
    let apart = 0;
    for (let i = 0; i < 30; i += 1) {
      const { auc, standardError } = await tellApart(texts(`a${i}`, 100), texts(`b${i}`, 100));
      if (Math.abs(auc - 0.5) > 1.96 * standardError) apart += 1;
    }
    // One or two are to be expected; the series is the same every time.
    expect(apart).toBeLessThanOrEqual(3);
  });

  it('tells texts with a word of their own apart, the better the more have it', async () => {
    const aucOf = async (share: number): Promise<number> =>
      (await tellApart(texts('before', 200), texts('now', 200, { word: 'strike', share }))).auc;
    const [some, all] = [await aucOf(0.4), await aucOf(1)];
    expect(some).toBeGreaterThan(0.62);
    expect(some).toBeLessThan(0.8);
    expect(all).toBeGreaterThan(0.99);
  });

  it('is the same every time, and refuses too few', async () => {
    const [a, b] = [texts('a', 40), texts('b', 60)];
    expect(await tellApart(a, b)).toEqual(await tellApart(a, b));
    await expect(tellApart(texts('a', 9), b)).rejects.toThrow(RangeError);
  });
});
