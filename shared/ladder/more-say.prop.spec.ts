import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEVELS } from './level.js';
import { givesMoreSay } from './more-say.js';
import { policySchema, type Policy } from './policy.js';
import { route } from './route.js';

const LABELS = ['spam', 'ham', 'constructor'];
const SEGMENTS = ['shop', 'toString'];
const [A, B] = ['a@1', 'b@1'];
const threshold = fc.constantFrom(0, 0.5, 0.7, 0.9, 1);
const perClass = fc.dictionary(fc.constantFrom(...LABELS), threshold, { maxKeys: 2, noNullPrototype: true });
const settings = fc.record({
  level: fc.constantFrom(...LEVELS),
  thresholds: fc.record({
    global: threshold,
    perClass,
    perSegment: fc.dictionary(
      fc.constantFrom(...SEGMENTS),
      fc.record({ global: threshold, perClass }, { requiredKeys: ['perClass'] }),
      { maxKeys: 2, noNullPrototype: true },
    ),
  }),
  incumbent: fc.constantFrom(A, B, null),
  fallback: fc.constantFrom(
    { kind: 'human' as const },
    { kind: 'system' as const },
    { kind: 'default' as const, value: 'ham' },
    { kind: 'default' as const, value: 'spam' },
  ),
});
const facts = fc.record({
  key: fc.string(),
  segment: fc.constantFrom(null, ...SEGMENTS, 'elsewhere'),
});
const prediction = (model: string) =>
  fc.record({
    model: fc.constant(model),
    value: fc.constantFrom(...LABELS),
    confidence: fc.constantFrom(0.2, 0.5, 0.69, 0.7, 0.95, 1, NaN),
  });

function policy(given: object): Policy {
  return policySchema.parse({
    auditRate: 0.1,
    ...given,
    version: 1,
    salt: 'salt',
    outputSchema: { kind: 'label', labels: LABELS.map((value) => ({ value })) },
  });
}

describe('which change gives a machine more say', () => {
  it('no case goes from a person to a machine by one that is said not to', () => {
    fc.assert(
      fc.property(settings, settings, facts, fc.tuple(prediction(A), prediction(B)), (before, after, one, said) => {
        const [was, is] = [policy(before), policy(after)];
        const [by, next] = [was, is].map((each) => route(each, one, said).decider.kind !== 'human');
        if (!by && next) expect(givesMoreSay(was, is)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('the same settings never do, and of two that differ in a threshold at Partial automation one does', () => {
    fc.assert(
      fc.property(settings, threshold, (given, global) => {
        const was = policy({ ...given, level: 'PARTIAL_AUTOMATION' });
        const is = policy({ ...given, level: 'PARTIAL_AUTOMATION', thresholds: { ...given.thresholds, global } });
        expect(givesMoreSay(was, was)).toBe(false);
        expect(givesMoreSay(was, is)).toBe(global < given.thresholds.global);
      }),
    );
  });

  it('down the ladder none does while the machine stays', () => {
    fc.assert(
      fc.property(settings, settings, (a, b) => {
        const [low, high] = LEVELS.indexOf(a.level) < LEVELS.indexOf(b.level) ? [a, b] : [b, a];
        if (low.level !== high.level)
          expect(givesMoreSay(policy(high), policy({ ...low, incumbent: high.incumbent }))).toBe(false);
      }),
    );
  });
});
