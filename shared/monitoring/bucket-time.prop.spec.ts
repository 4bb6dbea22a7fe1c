import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, bucketStarts, LENGTH_MS, RESOLUTIONS, resolutionFor } from './index.js';

const NOW = Date.parse('2026-03-01T12:34:56Z');
const DAY = 86_400_000;

describe('bucketOf', () => {
  it('puts an event in the bucket of its own time, however late it is told', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * DAY }), (age) => {
        const at = NOW - age;
        const { resolution, start } = bucketOf(at, NOW);
        expect(start).toBeLessThanOrEqual(at);
        expect(start + LENGTH_MS[resolution]).toBeGreaterThan(at);
        expect(start % LENGTH_MS[resolution]).toBe(0);
      }),
    );
  });

  it('takes coarser buckets where the finer ones may be gone, and now for the future', () => {
    expect(bucketOf(NOW - DAY, NOW).resolution).toBe('MINUTE');
    expect(bucketOf(NOW - DAY - 1, NOW).resolution).toBe('HOUR');
    expect(bucketOf(NOW - 60 * DAY - 1, NOW).resolution).toBe('DAY');
    expect(bucketOf(NOW + 3_600_000, NOW)).toEqual(bucketOf(NOW, NOW));
  });
});

describe('bucketStarts', () => {
  it('covers the range without a hole', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RESOLUTIONS), fc.integer({ min: 1, max: 30 * DAY }), (resolution, length) => {
        const range = { from: NOW, to: NOW + (length % (200 * LENGTH_MS[resolution])) + 1 };
        const starts = bucketStarts(resolution, range);
        expect(starts[0]).toBeLessThanOrEqual(range.from);
        expect((starts.at(-1) ?? 0) + LENGTH_MS[resolution]).toBeGreaterThanOrEqual(range.to);
        expect(starts.at(-1)).toBeLessThan(range.to);
        expect(
          starts.every((start, index) => index === 0 || start - (starts[index - 1] ?? 0) === LENGTH_MS[resolution]),
        ).toBe(true);
      }),
    );
  });

  it('are as many as a chart can use for the resolution that fits', () => {
    for (const days of [0.01, 0.25, 1, 7, 30, 45, 365, 1200]) {
      const range = { from: NOW - days * DAY, to: NOW };
      expect(bucketStarts(resolutionFor(range), range).length).toBeLessThanOrEqual(1500);
    }
  });
});
