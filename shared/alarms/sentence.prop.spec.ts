import fc from 'fast-check';
import { expect, it } from 'vitest';
import { alarmRuleSchema, alarmSentence, type Reading } from './index.js';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const numberIn = (text: string | undefined): number => Number((text ?? '').replaceAll(',', ''));

it('a sentence has the numbers that the alarm goes by, with their unit, and never says that two are the same that differ', () => {
  const rule = alarmRuleSchema.parse({ name: 'x', metric: 'software.errors', condition: 'ABOVE', limit: 0.01 });
  fc.assert(
    fc.property(share, fc.double({ min: 0.0001, max: 1, noNaN: true }), (value, limit) => {
      const reading: Reading = { value, lower: null, upper: null, count: 100, part: '', reference: null };
      const said = /is ([\d.,e-]+) %; the limit is at most ([\d.,e-]+) %\.$/.exec(
        alarmSentence({ ...rule, limit }, reading),
      );
      const [seen, held] = [numberIn(said?.[1]), numberIn(said?.[2])];
      expect(Math.abs(seen - 100 * value)).toBeLessThanOrEqual(0.051 * 100 * value + 1e-9);
      expect(Math.abs(held - 100 * limit)).toBeLessThanOrEqual(0.051 * 100 * limit + 1e-9);
      // As far as numbers that are nearly the same can be told apart at all.
      if (Math.abs(value - limit) > 1e-9 * limit) expect(Math.sign(seen - held)).toBe(Math.sign(value - limit));
      if (value < 1 - 1e-9) expect(seen).not.toBe(100);
    }),
    { numRuns: 500 },
  );
});

it('of a drift says in what it is measured, whichever of the two distances it is', () => {
  const rule = alarmRuleSchema.parse({
    ...{ name: 'x', source: 'DRIFT', metric: 'drift.input', condition: 'ABOVE', limit: 0.1, windowMinutes: 1440 },
  });
  const reading = { value: 0.37, lower: null, upper: null, count: 900, part: 'links', reference: null, isExact: true };
  expect(alarmSentence(rule, { ...reading, unit: 'standard deviations' })).toBe(
    'Data drift of links is 0.37 standard deviations; the limit is at most 0.1 standard deviations.',
  );
});
