import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashUniform } from '../stats/index.js';
import {
  defaultPolicy,
  LEVELS,
  levelRank,
  machineOnDuty,
  machinesOf,
  policySettingsSchema,
  route,
  type Level,
  type Policy,
} from './index.js';

const outputSchema = { kind: 'label' as const, labels: [{ value: 'spam' }, { value: 'ham' }] };
const share = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);
type Rollout = { id?: string; share: number; challengerLevel?: Level | null };

function policyWith(rollout: Rollout, level: Level = 'PARTIAL_AUTOMATION', incumbent: string | null = 'old@1'): Policy {
  return {
    ...defaultPolicy({ salt: 'pepper', outputSchema }),
    ...policySettingsSchema.parse({
      level,
      incumbent,
      thresholds: { global: 0.5 },
      auditRate: 0.1,
      rollout: { id: 'r-1', mode: 'canary', challenger: 'new@1', challengerLevel: null, ...rollout },
    }),
  };
}
const arm = (policy: Policy, key: string, subject?: string) => machineOnDuty(policy, { key, subject }).arm;

describe('machineOnDuty', () => {
  it('deals a subject to the same machine whatever its case, and a case without one by its key', () =>
    fc.assert(
      fc.property(share, fc.string(), fc.array(fc.string(), { minLength: 2, maxLength: 8 }), (given, subject, keys) => {
        const policy = policyWith({ share: given });
        expect(new Set(keys.map((key) => arm(policy, key, subject))).size).toBe(1);
        for (const key of keys) expect(arm(policy, key)).toBe(arm(policy, 'another', key));
      }),
      { numRuns: 500 },
    ));

  it('keeps a subject that is in at a share in at every higher one', () =>
    fc.assert(
      fc.property(share, share, fc.string(), (a, b, key) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        if (arm(policyWith({ share: low }), key) === 'challenger')
          expect(arm(policyWith({ share: high }), key)).toBe('challenger');
      }),
      { numRuns: 3000 },
    ));

  it('gives exactly the share within sampling error, and another rollout another deal, over a million keys', () => {
    const shares = [0.05, 0.1, 0.25, 0.5];
    const policies = shares.map((given) => policyWith({ share: given }));
    const again = policyWith({ id: 'r-2', share: 0.5 });
    const n = 1_000_000;
    const dealt = shares.map(() => 0);
    let both = 0;
    for (let index = 0; index < n; index += 1) {
      const key = `case-${index}`;
      // One hash serves every share here: what is in at 5 % is in at 50 %.
      if (arm(policies[3] as Policy, key) === 'incumbent') continue;
      policies.forEach((policy, at) => {
        if (at === 3 || arm(policy, key) === 'challenger') dealt[at] = (dealt[at] ?? 0) + 1;
      });
      if (index < 100_000 && arm(again, key) === 'challenger') both += 1;
    }
    shares.forEach((given, at) => {
      const deviation = Math.sqrt(n * given * (1 - given));
      expect(Math.abs((dealt[at] ?? 0) - n * given)).toBeLessThan(4 * deviation);
    });
    // Independent: a quarter of all are in both.
    expect(Math.abs(both - 25_000)).toBeLessThan(4 * Math.sqrt(100_000 * 0.25 * 0.75));
  });

  it('deals by the hash of salt, rollout and subject, whatever was dealt before', () =>
    fc.assert(
      fc.property(
        share,
        fc.array(fc.tuple(fc.constantFrom('pepper', 'salt'), fc.string()), { maxLength: 6 }),
        (given, dealt) => {
          const policy = policyWith({ share: given });
          for (const [salt, key] of dealt) {
            const isIn = hashUniform({ salt, purpose: 'canary', key: `r-1\0${key}` }) < given;
            expect(arm({ ...policy, salt }, key)).toBe(isIn ? 'challenger' : 'incumbent');
          }
        },
      ),
    ));

  it('lets nobody meet the challenger at share 0 and everybody at share 1', () =>
    fc.assert(
      fc.property(fc.string(), (key) => {
        expect(arm(policyWith({ share: 0 }), key)).toBe('incumbent');
        expect(arm(policyWith({ share: 1 }), key)).toBe('challenger');
      }),
    ));

  it('keeps the challenger on a rung at most the project’s', () =>
    fc.assert(
      fc.property(fc.constantFrom(...LEVELS), fc.option(fc.constantFrom(...LEVELS)), (level, own) => {
        const duty = machineOnDuty(policyWith({ share: 1, challengerLevel: own }, level), { key: 'k' });
        expect(levelRank(duty.level)).toBe(Math.min(levelRank(level), levelRank(own ?? level)));
        expect(machineOnDuty(policyWith({ share: 0, challengerLevel: own }, level), { key: 'k' }).level).toBe(level);
      }),
    ));

  it('lets no model decide on the side of people and the previous system', () => {
    const policy = policyWith({ share: 0 }, 'FULL_AUTOMATION', null);
    const routed = route(policy, { key: 'k' }, [{ model: 'new@1', value: 'spam', confidence: 1 }]);
    expect(routed).toMatchObject({ level: 'SHADOW', decider: { kind: 'human' }, rollout: { arm: 'incumbent' } });
  });
});

describe('route during a rollout', () => {
  it('depends on no machine but the one on duty', () =>
    fc.assert(
      fc.property(
        share,
        fc.constantFrom(...LEVELS),
        fc.string(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('spam', 'ham', 'eggs', null),
        (given, level, key, confidence, value) => {
          const policy = policyWith({ share: given }, level);
          const { machine } = machineOnDuty(policy, { key });
          const onDuty = { model: machine ?? '', value: 'spam', confidence: 0.7 };
          const others = ['old@1', 'new@1', 'shadow@4']
            .filter((model) => model !== machine)
            .map((model) => ({ model, value, confidence }));
          const alone = route(policy, { key }, [onDuty]);
          expect(route(policy, { key }, [...others, onDuty])).toEqual(alone);
          if (alone.decider.kind === 'model') expect(alone.decider.name).toBe(machine);
        },
      ),
      { numRuns: 2000 },
    ));

  it('asks every machine of the policy once, and none under Human only', () => {
    const policy = { ...policyWith({ share: 0.1 }), shadows: ['new@1', 'third@2'] };
    expect(machinesOf(policy)).toEqual(['old@1', 'new@1', 'third@2']);
    expect(machinesOf({ ...policy, level: 'HUMAN_ONLY' })).toEqual([]);
  });
});
