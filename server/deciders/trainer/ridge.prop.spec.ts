import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitRidge, ridgeOfRow } from './ridge.js';
import { fitRobust } from './robust-ridge.js';

const BITS = 4;
const finite = (most: number): fc.Arbitrary<number> => fc.double({ min: -most, max: most, noNaN: true });
const rows = fc.array(
  fc.record({
    cells: fc.uniqueArray(fc.record({ bucket: fc.nat(2 ** BITS - 1), value: finite(3) }), {
      selector: ({ bucket }) => bucket,
      maxLength: 5,
    }),
    target: finite(5),
    count: fc.double({ min: 0.1, max: 4, noNaN: true }),
  }),
  { minLength: 1, maxLength: 40 },
);

function fitOf(
  given: { cells: { bucket: number; value: number }[]; target: number; count: number }[],
  penalty: number,
) {
  const starts = [0];
  for (const { cells } of given) starts.push((starts.at(-1) ?? 0) + cells.length);
  const cells = given.flatMap((row) => row.cells);
  const matrix = {
    starts: Uint32Array.from(starts),
    buckets: Int32Array.from(cells.map(({ bucket }) => bucket)),
    values: Float32Array.from(cells.map(({ value }) => value)),
  };
  const at = given.map((_, row) => row);
  const [targets, counts] = [given.map(({ target }) => target), given.map(({ count }) => count)];
  return { matrix, rows: at, targets, counts, bits: BITS, penalty };
}

it('is the least of Σ count·(target − bias − x·w)² + λ|w|²: the gradient by every weight is nothing there', () => {
  fc.assert(
    fc.property(rows, fc.double({ min: 0.03, max: 5, noNaN: true }), (given, penalty) => {
      const fit = fitOf(given, penalty);
      const { weights, bias } = fitRidge(fit);
      const gradient = Array.from(weights, (weight) => -penalty * weight);
      let size = 1;
      given.forEach(({ cells, target, count }, row) => {
        const left = count * (target - ridgeOfRow({ weights, bias }, fit.matrix, row));
        for (const { bucket, value } of cells) {
          gradient[bucket] = (gradient[bucket] ?? 0) + left * Math.fround(value);
          size += Math.abs(count * target * value);
        }
      });
      for (const one of gradient) expect(Math.abs(one)).toBeLessThan(1e-3 * size);
    }),
  );
});

it('with few slips is as without them, and without any is the plain one', () => {
  const given = Array.from({ length: 60 }, (_, n) => ({
    cells: [{ bucket: 1, value: (n % 10) / 5 - 1 }],
    target: 2 * ((n % 10) / 5 - 1) + ((n % 3) - 1) / 10,
    count: 1,
  }));
  const plain = fitRidge(fitOf(given, 0.03));
  expect(fitRobust(fitOf(given, 0.03))).toEqual(plain);
  const slipped = given.map((row, n) => (n % 20 === 7 ? { ...row, target: 900 } : row));
  expect(Math.abs((fitRidge(fitOf(slipped, 0.03)).weights[1] ?? 0) - 2)).toBeGreaterThan(1);
  const robust = fitRobust(fitOf(slipped, 0.03));
  expect(robust.weights[1]).toBeCloseTo(2, 1);
  expect(robust.bias).toBeCloseTo(plain.bias, 1);
});
