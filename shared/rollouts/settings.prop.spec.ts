import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LEVELS,
  levelRank,
  machineOnDuty,
  policySettingsSchema,
  route,
  thresholdFor,
  type Arm,
  type Level,
  type Policy,
} from '../ladder/index.js';
import {
  commonLabelRates,
  countedAnswers,
  labelRates,
  rolloutPlanSchema,
  settingsOfRollout,
  type RolloutState,
} from './index.js';

const level = fc.constantFrom<Level>(...LEVELS);
const shadows = fc.uniqueArray(fc.constantFrom('old@1', 'new@1', 'a@1', 'b@1', 'c@1'), { maxLength: 5 });
const incumbent = fc.constantFrom('old@1', null);
const share = fc.constantFrom(0, 0.05, 0.5, 1);
const state = (status: RolloutState['status'], of: number): RolloutState => ({
  status,
  step: 0,
  stepStartedAt: 0,
  approvedStep: null,
  share: of,
  carried: {},
});
const given = fc.record({
  level,
  own: fc.option(level),
  shadows,
  incumbent,
  share,
  audit: fc.constantFrom(0, 0.1, 1),
  control: fc.option(fc.constantFrom(0, 0.3)),
  shows: fc.boolean(),
  previous: fc.option(fc.constant('rules')),
});
type Given = typeof given extends fc.Arbitrary<infer T> ? T : never;

function setUp(one: Given) {
  const plan = rolloutPlanSchema.parse({
    mode: 'canary',
    challenger: 'new@1',
    incumbent: one.incumbent,
    challengerLevel: one.own,
    steps: [{ share: 1 }],
  });
  const settings = policySettingsSchema.parse({
    level: one.level,
    thresholds: { global: 0.9 },
    auditRate: one.audit,
    blindControlRate: one.control,
    showLowConfidencePrediction: one.shows,
    previousSystem: one.previous,
    incumbent: one.incumbent,
    shadows: one.shadows,
  });
  const of = (status: RolloutState['status'], at = one.share) =>
    settingsOfRollout(settings, { id: 'r', plan, state: state(status, at) });
  return { plan, settings, of };
}
const toPolicy = (settings: ReturnType<ReturnType<typeof setUp>['of']>): Policy => ({
  ...settings,
  version: 1,
  salt: 's',
  outputSchema: { kind: 'label', labels: [{ value: 'a' }, { value: 'b' }] },
});

describe('settingsOfRollout', () => {
  it('gives settings that are a policy, in which no machine has two parts', () =>
    fc.assert(
      fc.property(
        given,
        fc.constantFrom<RolloutState['status']>('running', 'finished', 'rolled_back', 'stopped'),
        (one, status) => {
          const settings = setUp(one).of(status);
          expect(policySettingsSchema.parse(settings)).toEqual(settings);
          const parts = [settings.incumbent, settings.rollout?.challenger, ...settings.shadows].filter(
            (machine) => machine != null,
          );
          expect(new Set(parts).size).toBe(parts.length);
        },
      ),
    ));

  it('changes nothing for the next case when a rollout at share 1 finishes', () =>
    fc.assert(
      fc.property(given, fc.string(), (one, key) => {
        const { of } = setUp(one);
        const [last, ended] = [
          machineOnDuty(toPolicy(of('running', 1)), { key }),
          machineOnDuty(toPolicy(of('finished')), { key }),
        ];
        expect([ended.machine, ended.level]).toEqual([last.machine, last.level]);
      }),
    ));

  it('leaves the incumbent’s cases on the rung that they had when the challenger is taken out', () =>
    fc.assert(
      fc.property(given, fc.string(), (one, key) => {
        const { of } = setUp(one);
        const [before, after] = [
          machineOnDuty(toPolicy(of('running', 0)), { key }),
          machineOnDuty(toPolicy(of('rolled_back')), { key }),
        ];
        expect([after.machine, after.level]).toEqual([before.machine, before.level]);
        expect(levelRank(of('rolled_back').level)).toBeLessThanOrEqual(levelRank(one.level));
      }),
    ));
});

/** Whether an answer `a` of this confidence is one that its machine's errors are counted on. */
function isCounted(policy: Policy, { arm, confidence }: { arm: Arm | null; confidence: number }): boolean {
  const { isBounded } = countedAnswers(policy, arm ?? 'incumbent');
  return !isBounded || confidence >= thresholdFor(policy.thresholds, { value: 'a' });
}

describe('labelRates', () => {
  const answers = (machine: string, confidence: number) => [
    { model: machine, value: 'a', confidence },
    { model: 'rules', kind: 'system' as const, value: 'a' },
  ];

  it('is never above the blind propensity of a case whose answer counts, and is reached where there is one rate', () =>
    fc.assert(
      fc.property(given, fc.string(), fc.double({ min: 0, max: 1, noNaN: true }), (one, key, confidence) => {
        const policy = toPolicy(setUp(one).of('running'));
        const { machine, arm } = machineOnDuty(policy, { key });
        const routed = route(policy, { key }, answers(machine ?? 'none', confidence));
        const rate = labelRates(policy)[arm ?? 'incumbent'];
        if (routed.level === 'HUMAN_ONLY') expect(rate).toBe(0);
        else if (routed.blindPropensity > 0 && isCounted(policy, { arm, confidence }))
          expect(routed.blindPropensity).toBeGreaterThanOrEqual(rate);
      }),
      { numRuns: 2000 },
    ));

  it('keeps the ratio of the arms while it is one, and thins to the smaller rate where it changed', () => {
    const twice = { challenger: 0.2, incumbent: 0.1 };
    expect(commonLabelRates([twice, { challenger: 0.4, incumbent: 0.2 }])).toMatchObject({ ratio: 2 });
    expect(commonLabelRates([twice, { challenger: 0.1, incumbent: 0.1 }])).toEqual({
      rates: [
        { challenger: 0.1, incumbent: 0.1 },
        { challenger: 0.1, incumbent: 0.1 },
      ],
      ratio: 1,
    });
    expect(commonLabelRates([]).ratio).toBe(1);
    expect(commonLabelRates([{ challenger: 0.1, incumbent: 0 }]).ratio).toBe(1);
  });
});
