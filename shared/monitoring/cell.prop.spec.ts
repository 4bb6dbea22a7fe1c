import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToCell, emptyCell, mergeCells, restoreCell, SKETCH_ERROR, storeCell, type Cell } from './index.js';
import { Binning } from './index.js';

const binning = new Binning({ kind: 'numeric', edges: [-10, 0, 1, 100], min: -50, max: 50 });
const shape = { hasSketch: true, binning };
/** Whole numbers, so that sums are exact in any order. */
const value = fc.oneof(fc.integer({ min: -100_000, max: 100_000 }), fc.constantFrom(null, NaN, Infinity, -Infinity));

function cellOf(values: readonly (number | null)[]): Cell {
  const cell = emptyCell(shape);
  for (const one of values) addToCell(cell, one, shape);
  return cell;
}

describe('cells', () => {
  it('are the same however the values were divided among processes, and in whatever order they are added', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(value, { maxLength: 30 }), { maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        (parts, order) => {
          const whole = storeCell(mergeCells([cellOf(parts.flat())]));
          const shuffled = parts
            .map((part) => ({ part, place: order.next().value ?? 0 }))
            .sort((a, b) => a.place - b.place)
            .map(({ part }) => restoreCell(storeCell(cellOf(part))));
          const merged = storeCell(mergeCells(shuffled));
          expect({ ...merged, bins: undefined, sketch: merged.sketch && [...merged.sketch] }).toEqual({
            ...whole,
            bins: undefined,
            sketch: whole.sketch && [...whole.sketch],
            // Of numbers up to 100,000; the rest is exact.
            mean: expect.closeTo(whole.mean, 8),
            m2: expect.closeTo(whole.m2, 0),
          });
          if (parts.length > 0) expect([...(merged.bins ?? [])]).toEqual([...(whole.bins ?? [])]);
        },
      ),
    );
  });

  it('count what is no finite number as missing, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(value), (values) => {
        const cell = cellOf(values);
        const finite = values.filter((one) => one !== null && Number.isFinite(one));
        expect(cell.count).toBe(finite.length);
        expect(cell.missing).toBe(values.length - finite.length);
        expect(cell.bins?.counts.slice(0, 5).reduce((sum, count) => sum + count, 0)).toBe(finite.length);
        expect(cell.bins?.counts[5]).toBe(finite.filter((one) => (one ?? 0) < -50).length);
        expect(cell.bins?.counts[6]).toBe(finite.filter((one) => (one ?? 0) > 50).length);
      }),
    );
  });

  it('know every quantile to within the stated error, also after merging', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 1 }),
        fc.array(number),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, b, share) => {
          const cell = mergeCells([cellOf(a), restoreCell(storeCell(cellOf(b)))]);
          const sorted = [...a, ...b].sort((x, y) => x - y);
          const exact = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
          const [found = null] = cell.sketch?.quantiles([share]) ?? [];
          expect(Math.abs((found ?? NaN) - exact)).toBeLessThanOrEqual(
            SKETCH_ERROR * Math.abs(exact) * (1 + 1e-9) + 1e-9,
          );
        },
      ),
    );
  });
});
