import fc from 'fast-check';
import { expect, it } from 'vitest';
import { untilEven } from './even-pace.js';

it('ends at a multiple of one step, the next one, whatever came before it took', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 60_000, noNaN: true }), (elapsed) => {
      const wait = untilEven(elapsed);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(25);
      const off = (elapsed + wait) % 25;
      expect(Math.min(off, 25 - off)).toBeLessThan(1e-6);
    }),
  );
});
