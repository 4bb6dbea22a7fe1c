import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isPicked,
  levelRank,
  LEVELS,
  machineAnswer,
  machineOnDuty,
  route,
  thresholdFor,
  defaultPolicy,
  policySettingsSchema,
  type Policy,
  type RoutePrediction,
} from './index.js';

const outputSchema = { kind: 'label' as const, labels: [{ value: 'spam' }, { value: 'ham' }] };
/** Mostly plain shares: doubles alone are nearly always close to an end. */
const share = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000) },
  { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
);
const policy: fc.Arbitrary<Policy> = fc
  .record({
    level: fc.constantFrom(...LEVELS),
    global: share,
    spam: fc.option(share, { nil: undefined }),
    eu: fc.option(share, { nil: undefined }),
    auditRate: share,
    blindControlRate: fc.option(share),
    showLowConfidencePrediction: fc.boolean(),
    previousSystem: fc.constantFrom(null, 'rules'),
    fallback: fc.constantFrom(
      { kind: 'human' as const },
      { kind: 'system' as const },
      { kind: 'default' as const, value: 'ham' },
      { kind: 'default' as const, value: 'eggs' },
    ),
    rollout: fc.option(
      fc.record({
        id: fc.constantFrom('r-1', 'r-2'),
        mode: fc.constantFrom('canary' as const, 'blue_green' as const),
        challenger: fc.constant('model@2'),
        share: fc.oneof(share, fc.constantFrom(0, 1)),
        challengerLevel: fc.option(fc.constantFrom(...LEVELS)),
      }),
    ),
    incumbent: fc.constantFrom('model@1', 'model@1', 'model@1', null),
    salt: fc.string({ minLength: 1 }),
  })
  .map(({ global, spam, eu, salt, ...settings }) => ({
    ...policySettingsSchema.parse({
      ...settings,
      thresholds: {
        global,
        perClass: spam === undefined ? {} : { spam },
        perSegment: eu === undefined ? {} : { eu: { global: eu } },
      },
    }),
    version: 3,
    salt,
    outputSchema,
  }));
const anyNumber = fc.oneof(
  { weight: 5, arbitrary: share },
  fc.constantFrom(Number.NaN, Infinity, -1, 2, -0.0001, 1.0001),
);
const prediction: fc.Arbitrary<RoutePrediction> = fc.record({
  model: fc.constantFrom('model@1', 'model@1', 'model@2'),
  kind: fc.constant('model' as const),
  value: fc.constantFrom('spam', 'ham', 'spam', 'ham', 'spam', 'ham', 'eggs', 7, null),
  confidence: fc.option(anyNumber, { freq: 9 }),
  latencyMs: fc.constantFrom(null, null, 1, 1, 2000, 2001, Number.NaN),
  error: fc.constantFrom(null, null, null, null, 'down'),
});
const system: fc.Arbitrary<RoutePrediction> = fc.record({
  model: fc.constant('rules'),
  kind: fc.constant('system' as const),
  value: fc.constantFrom('spam', 'eggs'),
  error: fc.constantFrom(null, null, 'down'),
});
const predictions = fc.array(fc.oneof({ weight: 2, arbitrary: prediction }, system), { maxLength: 4 });
const caseFacts = fc.record({
  key: fc.string(),
  segment: fc.constantFrom(null, 'eu', '__proto__'),
  subject: fc.option(fc.string()),
});
const situation = fc.tuple(policy, caseFacts, predictions);

type Facts = { key: string; segment: string | null; subject: string | null };
const law = (check: (policy: Policy, facts: Facts, said: RoutePrediction[]) => void): void =>
  fc.assert(
    fc.property(situation, ([inForce, facts, said]) => check(inForce, facts, said)),
    { numRuns: 3000 },
  );

/** A copy with nothing shared, NaN and undefined kept. */
function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, copyOf(child)])) as T;
}

describe('route, whatever the policy, the case and the predictions', () => {
  it('1: a case has one decision or one review that decides, never both, never neither', () =>
    law((inForce, facts, said) => {
      const { decider, review } = route(inForce, facts, said);
      expect((decider.kind === 'human') === (review?.decides === true)).toBe(true);
    }));

  it('3: blind reviews show nothing, and their place in the queue does not depend on what was predicted', () =>
    law((inForce, facts, said) => {
      const routed = route(inForce, facts, said);
      if (!routed.review?.blind) return;
      expect(routed.showPrediction).toBe(false);
      const other = route(
        inForce,
        facts,
        said.map((one) => ({
          ...one,
          confidence: one.confidence == null ? one.confidence : Math.min(1, Math.max(0, one.confidence)) * 0.999,
        })),
      );
      if (other.review?.blind && other.review.reason === routed.review.reason)
        expect(other.review.priority).toBe(routed.review.priority);
    }));

  it('3: Human only, Shadow and audits are always blind', () =>
    law((inForce, facts, said) => {
      const { review, level } = route(inForce, facts, said);
      if (level === 'HUMAN_ONLY' || level === 'SHADOW' || review?.decides === false)
        expect(review?.blind ?? true).toBe(true);
    }));

  it('4: in Human only and Shadow nothing depends on a model', () =>
    law((inForce, facts, said) => {
      const { failure: _a, ...withModels } = route(inForce, facts, said);
      if (withModels.level !== 'SHADOW' && withModels.level !== 'HUMAN_ONLY') return;
      const { failure: _b, ...without } = route(
        inForce,
        facts,
        said.filter(({ kind }) => kind === 'system'),
      );
      expect(withModels).toEqual(without);
      expect(withModels.decider.kind).not.toBe('model');
    }));

  it('5: in Partial a machine decides exactly at or above the threshold of its class and segment', () =>
    law((inForce, facts, said) => {
      const partial: Policy = { ...inForce, level: 'PARTIAL_AUTOMATION' };
      const { decider, threshold, level } = route(partial, facts, said);
      const duty = machineOnDuty(partial, facts);
      if (level !== 'PARTIAL_AUTOMATION') {
        expect(partial.rollout).not.toBeNull();
        return;
      }
      const answer = machineAnswer(partial, said, duty.machine);
      if (!answer.ok) {
        expect(decider.kind).toBe('human');
        return;
      }
      expect(threshold).toBe(thresholdFor(inForce.thresholds, { value: answer.value, segment: facts.segment }));
      expect(decider.kind).toBe(answer.confidence >= (threshold ?? 2) ? 'model' : 'human');
    }));

  it('never automates what a failing machine said', () =>
    law((inForce, facts, said) => {
      const { decider } = route(inForce, facts, said);
      if (decider.kind !== 'model') return;
      const used = said.find(({ model, kind }) => kind === 'model' && model === decider.name);
      expect(used).toMatchObject({ value: decider.value, confidence: decider.confidence, error: null });
      expect(['spam', 'ham']).toContain(decider.value);
      expect(
        decider.confidence >= 0 && decider.confidence <= 1 && (used?.latencyMs ?? 0) <= inForce.latencyBudgetMs,
      ).toBe(true);
    }));

  it('never lets another model stand in for the incumbent, nor a machine decide an input that does not fit', () =>
    law((inForce, facts, said) => {
      const strangers = said.map((one) => (one.kind === 'model' ? { ...one, model: 'challenger@9' } : one));
      const named: Policy = { ...inForce, incumbent: 'model@1' };
      expect(route(named, facts, strangers).decider.kind).not.toBe('model');
      const unfit = route(inForce, { ...facts, inputErrors: [{ pointer: '/text', detail: 'is required' }] }, said);
      expect(unfit.decider.kind).not.toBe('model');
      if (levelRank(unfit.level) >= levelRank('AI_ASSISTANCE')) expect(unfit.failure?.kind).toBe('bad_input');
    }));

  it('a failing machine sends Partial to a person, and Full where its fallback says', () =>
    law((inForce, facts, said) => {
      const failing = said.map((one) => (one.kind === 'model' ? { ...one, error: 'down' } : one));
      const partial = route({ ...inForce, rollout: null, level: 'PARTIAL_AUTOMATION' }, facts, failing);
      expect([partial.decider.kind, partial.reason, partial.review?.blind]).toEqual(['human', 'fallback', true]);
      const full = route({ ...inForce, rollout: null, level: 'FULL_AUTOMATION' }, facts, failing);
      const rules = said.find(({ kind }) => kind === 'system');
      const hasRules = inForce.previousSystem !== null && rules?.error === null && rules.value === 'spam';
      const { fallback } = inForce;
      if (fallback.kind === 'default' && fallback.value === 'ham')
        expect(full.decider).toEqual({ kind: 'system', name: 'default', value: 'ham' });
      else if (fallback.kind === 'system' && hasRules)
        expect(full.decider).toEqual({ kind: 'system', name: 'rules', value: 'spam' });
      else expect(full.decider).toEqual({ kind: 'human' });
      expect(full.failure).not.toBeNull();
    }));

  it('the previous system decides in Shadow where it is registered and answers; otherwise a person, blind', () =>
    law((inForce, facts, said) => {
      const { decider, review, reason } = route({ ...inForce, rollout: null, level: 'SHADOW' }, facts, said);
      const rules = said.find(({ kind }) => kind === 'system');
      if (inForce.previousSystem !== null && rules?.error === null && rules.value === 'spam') {
        expect([decider, reason]).toEqual([{ kind: 'system', name: 'rules', value: 'spam' }, 'previous_system']);
        expect(review === null || (review.reason === 'audit' && review.blind && !review.decides)).toBe(true);
      } else expect([decider.kind, review?.blind, review?.decides]).toEqual(['human', true, true]);
    }));

  it('reviewers see the prediction of a low-confidence case only where the policy shows it, and controls never', () =>
    law((inForce, facts, said) => {
      const { review, showPrediction } = route({ ...inForce, level: 'PARTIAL_AUTOMATION' }, facts, said);
      if (review?.reason === 'low_confidence') expect(showPrediction).toBe(inForce.showLowConfidencePrediction);
      if (review?.reason === 'blind_control' || review?.reason === 'audit') expect(showPrediction).toBe(false);
    }));

  it('blind controls are drawn at the audit rate unless a rate of their own is set', () =>
    law((inForce, facts, said) => {
      const assisted: Policy = { ...inForce, rollout: null, level: 'AI_ASSISTANCE' };
      if (!machineAnswer(assisted, said, assisted.incumbent).ok) return;
      const { blindPropensity, review } = route(assisted, facts, said);
      const rate = inForce.blindControlRate ?? inForce.auditRate;
      expect(blindPropensity).toBeCloseTo(rate, 12);
      expect(review?.reason === 'blind_control').toBe(isPicked(rate, 'blind', { salt: inForce.salt, key: facts.key }));
    }));

  it('6: replaying a stored case under its stored policy gives the stored route', () =>
    law((inForce, facts, said) => {
      const stored: unknown = JSON.parse(JSON.stringify(route(inForce, facts, said)));
      expect(JSON.parse(JSON.stringify(route(copyOf(inForce), { ...facts }, copyOf(said))))).toEqual(stored);
    }));

  it('7: a case that reaches no human had a propensity below 1, one that does a propensity above 0', () =>
    law((inForce, facts, said) => {
      const { review, propensity, blindPropensity } = route(inForce, facts, said);
      if (review) expect(propensity).toBeGreaterThan(0);
      else expect(propensity).toBeLessThan(1);
      if (review?.blind) expect(blindPropensity).toBeGreaterThan(0);
      expect(blindPropensity).toBeLessThanOrEqual(propensity);
    }));

  it('8: changes nothing that it was given', () =>
    law((inForce, facts, said) => {
      const before = JSON.stringify([inForce, facts, said]);
      route(inForce, facts, said);
      expect(JSON.stringify([inForce, facts, said])).toBe(before);
    }));
});

describe('propensities over many cases', () => {
  it.each([
    ['PARTIAL_AUTOMATION', 0.2],
    ['FULL_AUTOMATION', 0.05],
    ['AI_ASSISTANCE', 0.3],
  ] as const)('7: under %s blind labels weighted by 1/propensity count every case', (level, auditRate) => {
    const inForce: Policy = { ...defaultPolicy({ salt: 'fixed', outputSchema }), level, auditRate };
    const n = 20_000;
    let weighted = 0;
    for (let index = 0; index < n; index += 1) {
      const routed = route(inForce, { key: `case-${index}` }, [
        { model: 'm', value: 'spam', confidence: (index % 100) / 100 },
      ]);
      if (routed.review?.blind) weighted += 1 / routed.blindPropensity;
    }
    const deviation = Math.sqrt((n * (1 - auditRate)) / auditRate);
    expect(Math.abs(weighted - n)).toBeLessThan(4 * deviation);
  });
});
