import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasGrown } from './grown.js';
import type { Reading } from './reading.js';

const rule = { metric: 'software.errors', condition: 'ABOVE', limit: 0.01, minimumEffect: 0 } as const;
const reading = (value: number, spread = 0.01, reference: number | null = null): Reading => ({
  ...{ part: '', value, lower: value - spread, upper: value + spread, count: 1000 },
  reference: reference === null ? null : { value: reference, lower: reference, upper: reference, count: 1000 },
});

describe('what is told again', () => {
  it.each([
    ['twice as far past its limit', 0.1, 0.25, true],
    ['half of what was left', 0.6, 0.85, true],
    ['a little more', 0.1, 0.13, false],
    ['all, of nearly all', 0.97, 1, false],
    ['less', 0.3, 0.1, false],
  ])('%s', (_name, told, now, isTold) => {
    expect(hasGrown(rule, reading(told), reading(now))).toBe(isTold);
  });

  it('is what falls further, where falling is bad, and what is further from before', () => {
    const below = { ...rule, metric: 'people.agreement', condition: 'BELOW', limit: 0.9 } as const;
    expect(hasGrown(below, reading(0.8), reading(0.6))).toBe(true);
    expect(hasGrown(below, reading(0.8), reading(0.85))).toBe(false);
    const differs = { ...rule, metric: 'input.value', condition: 'DIFFERS', limit: 1 } as const;
    expect(hasGrown(differs, reading(8, 0.1, 10), reading(3, 0.1, 10))).toBe(true);
    expect(hasGrown(differs, reading(12, 0.1, 10), reading(20, 0.1, 10))).toBe(true);
    expect(hasGrown(differs, reading(12, 0.1, 10), reading(13, 0.1, 10))).toBe(false);
  });

  it('is nothing that chance may do, and nothing of which nobody knows', () => {
    expect(hasGrown(rule, reading(0.1, 0.3), reading(0.25, 0.3))).toBe(false);
    expect(hasGrown(rule, { ...reading(0.1), value: null }, reading(0.5))).toBe(false);
    expect(hasGrown({ ...rule, condition: 'HIGHER' }, reading(0.1), reading(0.5))).toBe(false);
  });

  it('is told a few times at most, however slowly it grows', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 0.2, noNaN: true }), fc.integer({ min: 2, max: 500 }), (from, steps) => {
        let [told, times] = [from, 0];
        for (let step = 0; step <= steps; step += 1) {
          const value = from + ((1 - from) * step) / steps;
          if (!hasGrown(rule, reading(told, 1e-4), reading(value, 1e-4))) continue;
          [told, times] = [value, times + 1];
        }
        expect(times).toBeLessThanOrEqual(14);
        expect(times).toBeGreaterThan(0);
      }),
    );
  });
});
