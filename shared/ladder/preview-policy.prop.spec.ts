import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultPolicy,
  foresee,
  LEVELS,
  machineAnswer,
  machineOnDuty,
  machineRuns,
  policySettingsSchema,
  previewCurve,
  previewPolicy,
  route,
  unheardOf,
  type JudgedCase,
  type PastCase,
  type Policy,
  type RoutePrediction,
} from './index.js';

const outputSchema = { kind: 'label' as const, labels: [{ value: 'spam' }, { value: 'ham' }] };
const hundredths = fc.integer({ min: 0, max: 100 }).map((n) => n / 100);
const SYSTEM = 'rules@1';

const policy: fc.Arbitrary<Policy> = fc
  .record({
    level: fc.constantFrom(...LEVELS),
    global: hundredths,
    spam: fc.option(hundredths, { nil: undefined }),
    auditRate: hundredths,
    previousSystem: fc.constantFrom(null, SYSTEM),
    fallback: fc.constantFrom(
      { kind: 'human' as const },
      { kind: 'system' as const },
      { kind: 'default' as const, value: 'ham' },
    ),
    // Canary, blue/green, its own rung, and at shares 0 and 1.
    rollout: fc.option(
      fc.record({
        id: fc.constant('r-1'),
        mode: fc.constantFrom('canary' as const, 'blue_green' as const),
        challenger: fc.constant('new@2'),
        share: fc.constantFrom(0, 0.3, 1),
        challengerLevel: fc.option(fc.constantFrom(...LEVELS)),
      }),
    ),
    // A machine in force, or none; in shadow beside it, or alone.
    incumbent: fc.constantFrom('old@1', null),
    shadows: fc.constantFrom([], ['shadow@1'], ['old@1']),
  })
  .map(({ global, spam, ...settings }) => ({
    ...defaultPolicy({ salt: 'pepper', outputSchema }),
    ...policySettingsSchema.parse({
      ...settings,
      thresholds: { global, perClass: spam === undefined ? {} : { spam } },
    }),
  }));

/** A machine that is well, slow, broken, unsure of everything, or says what cannot be answered. */
const answer = fc.record({
  value: fc.constantFrom('spam', 'ham', 'spam', 'ham', 'eggs'),
  confidence: fc.option(hundredths, { freq: 9 }),
  latencyMs: fc.constantFrom(null, 1, 2001),
  error: fc.constantFrom(null, null, null, 'down'),
});
type World = Readonly<Record<'old@1' | 'new@2' | 'shadow@1' | typeof SYSTEM, RoutePrediction>>;
const world: fc.Arbitrary<World> = fc
  .record({ 'old@1': answer, 'new@2': answer, 'shadow@1': answer, [SYSTEM]: answer })
  .map((all) => {
    const said = (model: keyof World): RoutePrediction => ({
      ...(all as Record<string, Omit<RoutePrediction, 'model'>>)[model],
      model,
      kind: model === SYSTEM ? 'system' : 'model',
    });
    return {
      'old@1': said('old@1'),
      'new@2': said('new@2'),
      'shadow@1': said('shadow@1'),
      [SYSTEM]: said(SYSTEM),
    };
  });
/** What a caller sends along with a case, now as then. */
const came = fc.option(answer.map((said): RoutePrediction => ({ ...said, model: 'callers@1', kind: 'model' })));
const heard = fc.subarray(['old@1', 'new@2', 'shadow@1', SYSTEM] as const);

/** Whoever is asked when the case comes, by the rules of `AskDeciders`, and what routing makes of it. */
function comesNow(under: Policy, past: PastCase, { world: all, came: given }: Told) {
  const { level, machine } = machineOnDuty(under, past);
  const predictions: RoutePrediction[] = given === null ? [] : [given];
  const ask = (name: string | null): void => {
    if (name !== null) predictions.push(all[name as keyof World]);
  };
  if (machineRuns(level)) {
    ask(machine);
    const isUsable = machineAnswer(under, predictions, machine).ok;
    if (level === 'SHADOW' || (level === 'FULL_AUTOMATION' && under.fallback.kind === 'system' && !isUsable))
      ask(under.previousSystem);
  }
  return route(under, past, predictions);
}
type Told = { readonly world: World; readonly came: RoutePrediction | null };

describe('foresee', () => {
  const past = fc.record({ key: fc.string(), told: fc.record({ world, came }), of: heard });

  it('says of a case what routing then does with it, or that it does not know, at every rung and with every machine', () => {
    fc.assert(
      fc.property(policy, past, (under, { key, told, of }) => {
        const came = told.came === null ? [] : [told.came];
        const behind = of.map((model) => ({ ...told.world[model], behind: true }));
        let one: PastCase = { id: key, key, predictions: [...came, ...behind] };
        let foreseen = foresee(under, one);
        // Who has not been heard is asked: the machine, and where it fails the previous system.
        for (let asked = 0; !foreseen.isKnown; asked += 1) {
          expect(asked).toBeLessThan(2);
          expect(of).not.toContain(foreseen.machine);
          const said = told.world[foreseen.machine as keyof World];
          one = { ...one, predictions: [...one.predictions, { ...said, behind: true }] };
          foreseen = foresee(under, one);
        }
        expect(foreseen.route).toEqual(comesNow(under, one, told));
      }),
      { numRuns: 3000 },
    );
  });

  it('takes a machine that was not asked for unknown, never for one that failed', () => {
    const under = { ...defaultPolicy({ salt: 's', outputSchema }), incumbent: 'old@1' };
    const one: PastCase = { id: '1', key: 'k', predictions: [] };
    for (const level of ['PARTIAL_AUTOMATION', 'FULL_AUTOMATION'] as const) {
      expect(foresee({ ...under, level }, one)).toEqual({ isKnown: false, machine: 'old@1' });
      expect(previewPolicy({ ...under, level }, { cases: [one], judged: [] })).toMatchObject({
        cases: 1,
        unknown: 1,
        toHuman: 0,
        failed: 0,
        share: null,
      });
      expect(unheardOf({ ...under, level }, { cases: [one], judged: [] })).toEqual([{ machine: 'old@1', cases: 1 }]);
    }
    expect(foresee(under, one).isKnown).toBe(true);
  });

  it('knows that a person decides at AI assistance, whatever a machine that was not asked would say', () => {
    const under: Policy = { ...defaultPolicy({ salt: 's', outputSchema }), incumbent: 'old@1', level: 'AI_ASSISTANCE' };
    const one: PastCase = { id: '1', key: 'k', predictions: [] };
    expect(previewPolicy(under, { cases: [one], judged: [] })).toMatchObject({
      ...{ cases: 1, unknown: 0, toHuman: 1, failed: 0, share: 0 },
    });
  });
});

describe('previewPolicy and previewCurve', () => {
  const one = fc
    .record({
      key: fc.string(),
      of: heard,
      world,
      came,
      label: fc.constantFrom('spam', 'ham'),
      p: fc.constantFrom(0.05, 0.1, 1),
    })
    .map(({ key, of, world: all, came: given, label, p }): JudgedCase => ({
      id: key,
      key,
      predictions: [...(given === null ? [] : [given]), ...of.map((model) => ({ ...all[model], behind: true }))],
      blindLabel: label,
      propensity: p,
    }));

  it('give one number for one thing: share, error and interval at the threshold of the draft', () => {
    fc.assert(
      fc.property(policy, fc.array(one, { maxLength: 30 }), fc.array(one, { maxLength: 30 }), (base, cases, judged) => {
        const under: Policy = { ...base, level: 'PARTIAL_AUTOMATION' };
        const threshold = under.thresholds.global;
        const preview = previewPolicy(under, { cases, judged });
        const point = previewCurve(under, { cases, judged }, [0.25, threshold, 0.75]).find(
          (each) => each.threshold === threshold,
        );
        expect(point).toMatchObject({
          share: preview.share ?? 0,
          labelled: preview.automatedLabelled,
          error: preview.error,
          lower: preview.wrongLower,
          upper: preview.wrongUpper,
        });
        const { byModel, bySystem, toHuman, unknown } = preview;
        expect(byModel + bySystem + toHuman + unknown).toBe(cases.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('weigh labels by how they came to be: audits are rare, labels of Shadow are certain', () => {
    const under: Policy = { ...defaultPolicy({ salt: 's', outputSchema }), level: 'FULL_AUTOMATION' };
    const labelled = (isWrong: boolean, propensity: number): JudgedCase => ({
      id: 'c',
      key: 'c',
      predictions: [{ model: 'm@1', value: 'spam', confidence: 0.9 }],
      blindLabel: isWrong ? 'ham' : 'spam',
      propensity,
    });
    const audits = Array.from({ length: 10 }, (_, i) => labelled(i < 5, 0.1));
    const certain = Array.from({ length: 100 }, () => labelled(false, 1));
    const preview = previewPolicy(under, { cases: [], judged: [...audits, ...certain] });
    expect(preview).toMatchObject({ automatedLabelled: 110, automatedWrong: 5, error: 0.25 });
    expect(preview.wrongLower).toBeLessThan(0.25);
    expect(preview.wrongUpper).toBeGreaterThan(0.25);
  });
});
