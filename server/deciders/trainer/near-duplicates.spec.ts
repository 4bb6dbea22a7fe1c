import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearDuplicates } from './near-duplicates.js';

function matrixOf(rows: readonly (readonly number[])[]) {
  const buckets = Int32Array.from(rows.flat());
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, at) => (starts[at + 1] = (starts[at] ?? 0) + row.length));
  return { starts, buckets, values: new Float32Array(buckets.length) };
}
const all = (rows: readonly unknown[]): number[] => rows.map((_, at) => at);

it('lists rows that share nearly all of their words, whatever their order and number', () => {
  const words = Array.from({ length: 40 }, (_, at) => at * 7);
  const rows = [words, [...words].reverse(), [...words.slice(0, 38), 1000, 1001], words.slice(0, 20), []];
  const { pairs } = nearDuplicates(matrixOf(rows), all(rows));
  expect(pairs).toEqual([
    { one: 0, other: 1, similarity: 1 },
    { one: 0, other: 2, similarity: 38 / 42 },
    { one: 1, other: 2, similarity: 38 / 42 },
  ]);
});

it('never lists rows that share less than they must', () =>
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(30), { maxLength: 12 }), { maxLength: 12 }), (rows) => {
      for (const { one, other, similarity } of nearDuplicates(matrixOf(rows), all(rows)).pairs) {
        const [a, b] = [new Set(rows[one]), new Set(rows[other])];
        const both = [...a].filter((word) => b.has(word)).length;
        expect(similarity).toBeCloseTo(both / (a.size + b.size - both));
        expect(similarity).toBeGreaterThanOrEqual(0.8);
      }
    }),
  ));
