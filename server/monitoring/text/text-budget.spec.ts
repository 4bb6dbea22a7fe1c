import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextBudget } from './text-budget.js';

it('lets a burst through, then forty a second, whatever the times', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 6000 }), (times) => {
      const budget = new TextBudget();
      const taken = times.filter((at) => budget.take(at)).length;
      expect(taken).toBeGreaterThanOrEqual(Math.min(times.length, 2000));
      expect(taken).toBeLessThanOrEqual(2000 + 40 * 60);
    }),
  );
});

it('earns again what it spent', () => {
  const budget = new TextBudget();
  const take = (at: number): number => Array.from({ length: 3000 }, () => budget.take(at)).filter(Boolean).length;
  expect([take(0), take(0), take(1000), take(500), take(61_000)]).toEqual([2000, 0, 40, 0, 2000]);
});
