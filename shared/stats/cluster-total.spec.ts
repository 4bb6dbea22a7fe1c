import { describe, expect, it } from 'vitest';
import { clusterTotal } from './cluster-total.js';
import { hashUniform } from './hash-uniform.js';

const chance = (key: string): number => hashUniform({ salt: 'clusters', purpose: 'split', key });

/** What 400 blocks of up to 60 rows hold: everywhere alike, more and more from one to the next, or in a few alone. */
const POPULATIONS: readonly (readonly [string, (block: number) => number])[] = [
  ['everywhere', (block) => Math.round(20 + 20 * chance(`a${block}`))],
  ['more with time', (block) => Math.round((block / 400) * 60)],
  ['in one block of ten', (block) => (chance(`b${block}`) < 0.1 ? 40 : 0)],
  [
    'in a third of the blocks, half empty',
    (block) => (chance(`c${block}`) < 0.3 ? Math.round(60 * chance(`d${block}`)) : 0),
  ],
];

describe('clusterTotal', () => {
  it.each(POPULATIONS)('covers the truth of what is %s, from forty blocks of four hundred', (_, sumOfBlock) => {
    const all = Array.from({ length: 400 }, (__, block) => sumOfBlock(block));
    const truth = all.reduce((sum, one) => sum + one, 0);
    let covered = 0;
    for (let run = 0; run < 300; run += 1) {
      const drawn = all
        .map((sum, block) => ({ sum, at: chance(`${run} ${block}`) }))
        .sort((a, b) => a.at - b.at)
        .slice(0, 40);
      const { lower, upper } = clusterTotal({ sums: drawn.map(({ sum }) => sum), clusters: 400, most: 60 });
      if ((lower ?? 0) <= truth && truth <= (upper ?? 0)) covered += 1;
    }
    // 95 % less three standard errors.
    expect(covered / 300).toBeGreaterThanOrEqual(0.91);
  });

  it('says how many there may be where none was seen, and nothing of nothing', () => {
    expect(clusterTotal({ sums: [0, 0, 0], clusters: 100, most: 5 })).toMatchObject({ total: 0, lower: 0 });
    expect(clusterTotal({ sums: [0, 0, 0], clusters: 100, most: 5 }).upper).toBeGreaterThan(100);
    expect(clusterTotal({ sums: [], clusters: 100, most: 5 })).toEqual({ total: null, lower: null, upper: null });
    expect(clusterTotal({ sums: [4, 6], clusters: 2, most: 10 })).toEqual({ total: 10, lower: 10, upper: 10 });
  });

  it('names what is wrong', () => {
    expect(() => clusterTotal({ sums: [1, 2], clusters: 1, most: 1 })).toThrow(/^clusters/);
    expect(() => clusterTotal({ sums: [-1], clusters: 1, most: 1 })).toThrow(/^sums/);
  });
});
