import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareVerdict,
  errorRate,
  fineOnPairs,
  guardrailSchema,
  guardrailSentence,
  judgeGuardrail,
  NO_EVIDENCE,
  rolloutPlanSchema,
  rolloutSentence,
  firstRolloutState,
  worseOnPairs,
  type ComparedLabels,
} from './index.js';

describe('worseOnPairs and fineOnPairs', () => {
  const pairs = fc.record({ challengerOnly: fc.nat(40), incumbentOnly: fc.nat(40), both: fc.nat(40) });

  it('are 0 without a bad answer, rise with what speaks for them, fall with what speaks against', () =>
    fc.assert(
      fc.property(pairs, fc.double({ min: 1, max: 5, noNaN: true }), (counts, ratio) => {
        expect(worseOnPairs({ challengerOnly: 0, incumbentOnly: 0, both: 0 }, ratio)).toBeCloseTo(0, 12);
        const more = { ...counts, challengerOnly: counts.challengerOnly + 1 };
        expect(worseOnPairs(more, ratio)).toBeGreaterThan(worseOnPairs(counts, ratio));
        expect(fineOnPairs(more, ratio + 0.1)).toBeLessThan(fineOnPairs(counts, ratio + 0.1));
      }),
    ));

  it('are e-values: under the boundary of their hypothesis their mean is at most 1', () => {
    // Rates 0.2 and 0.1, independent answers: exactly twice, enumerated over three subjects.
    const each = [
      ['challengerOnly', 0.2 * 0.9],
      ['incumbentOnly', 0.8 * 0.1],
      ['both', 0.2 * 0.1],
      [null, 0.8 * 0.9],
    ] as const;
    const mean = (of: (counts: { challengerOnly: number; incumbentOnly: number; both: number }) => number): number => {
      const three = each.flatMap((a) => each.flatMap((b) => each.map((c) => [a, b, c])));
      return three.reduce((total, subjects) => {
        const counts = { challengerOnly: 0, incumbentOnly: 0, both: 0 };
        for (const [key] of subjects) if (key !== null) counts[key] += 1;
        return total + subjects.reduce((product, [, p]) => product * p, 1) * Math.exp(of(counts));
      }, 0);
    };
    expect(mean((counts) => worseOnPairs(counts, 2))).toBeCloseTo(1, 10);
    expect(mean((counts) => fineOnPairs(counts, 2))).toBeCloseTo(1, 10);
    // What only looks at disagreements takes a ratio of two for more than that.
    expect(0.18 / 0.08).toBeGreaterThan(2);
  });
});

describe('judgeGuardrail until somebody switches to green', () => {
  const humanShare = guardrailSchema.parse({ metric: 'human_share', worseThan: 1.25, atMost: 1.5 });
  const asked = (number: number, both: number) => ({
    ...NO_EVIDENCE,
    incumbent: { ...NO_EVIDENCE.incumbent, cases: number, subjects: number, automated: number },
    pairs: { ...NO_EVIDENCE.pairs, automated: { challengerOnly: 0, incumbentOnly: number - both, both } },
    compared: { cases: number, differ: 0, asked: number },
  });
  const judge = (evidence: typeof NO_EVIDENCE) =>
    judgeGuardrail(humanShare, evidence, { share: 0, carried: {}, isSampleComplete: false });

  it('is made from the cases that both were asked, and says how many', () => {
    const evidence = asked(30, 4);
    const judged = judge(evidence);
    expect([judged.verdict, judged.observed]).toEqual(['fail', 30]);
    expect(guardrailSentence(judged, evidence)).toContain('shown after 30 cases (');
  });

  it('never says more than is known: a verdict has cases behind it, no verdict without cases says so', () =>
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), (number, both) => {
        const evidence = asked(number, Math.min(number, both));
        const judged = judge(evidence);
        const sentence = guardrailSentence(judged, evidence);
        if (judged.verdict !== 'unknown') expect(sentence).toContain(`after ${number.toLocaleString('en')} cases`);
        expect(sentence === 'Nothing is known of cases sent to people yet.').toBe(number === 0);
      }),
    ));
});

describe('judgeGuardrail where people alone are the incumbent', () => {
  const guardrail = guardrailSchema.parse({ metric: 'error', limit: 0.1 });
  const seen = (labels: number, error: number) => ({
    ...NO_EVIDENCE,
    hasBaseline: false,
    challenger: { ...NO_EVIDENCE.challenger, cases: 1000, subjects: 1000, labels, error },
  });
  const judge = (labels: number, error: number) =>
    judgeGuardrail(guardrail, seen(labels, error), { share: 0.5, carried: {}, isSampleComplete: false }).verdict;

  it('fails above its own limit, passes below, and compares with nobody', () => {
    expect([judge(0, 0), judge(40, 20), judge(20, 2), judge(200, 4)]).toEqual(['unknown', 'fail', 'unknown', 'pass']);
  });

  it('has a limit only where there is one to have', () => {
    const plan = {
      mode: 'canary',
      challenger: 'n@1',
      incumbent: null,
      steps: [{ share: 1 }],
      guardrails: [{ metric: 'latency', limit: 0.1 }],
    };
    expect(rolloutPlanSchema.safeParse(plan).success).toBe(false);
  });
});

describe('compareVerdict', () => {
  const group = (propensity: number, challenger: boolean, champion: boolean, labels: number): ComparedLabels => ({
    propensity,
    isChallengerRight: challenger,
    isChampionRight: champion,
    labels,
  });
  const say = (differ: number, labels: ComparedLabels[], cases = 1000) =>
    compareVerdict({ challenger: 'n@2', champion: 'n@1', cases, differ, labels });

  it.each([
    ['nothing', say(0, [], 0)],
    ['unlabelled', say(31, [group(0.1, true, true, 90)])],
    ['better', say(31, [group(0.1, true, false, 20), group(0.1, false, true, 2)])],
    ['worse', say(31, [group(0.1, true, false, 2), group(1, false, true, 200)])],
    ['unknown', say(31, [group(0.1, true, false, 12), group(0.1, false, true, 8)])],
  ])('says %s', (kind, verdict) => {
    expect(verdict.kind).toBe(kind);
    expect(verdict.sentence).toMatch(/^[A-Zn].*\.$/);
  });

  it('weighs each label by 1/propensity', () => {
    const rate = errorRate([group(0.1, false, true, 10), group(1, true, true, 100)], 'challenger');
    expect(rate.estimate).toBeCloseTo(0.5, 12);
    expect([rate.lower < 0.5, rate.upper > 0.5, rate.labels]).toEqual([true, true, 110]);
    expect(errorRate([], 'champion')).toEqual({ estimate: null, lower: 0, upper: 1, labels: 0 });
  });
});

it('says how a rollout stands', () => {
  const plan = rolloutPlanSchema.parse({
    mode: 'canary',
    challenger: 'n@2',
    incumbent: 'n@1',
    steps: [{ share: 0.05 }, { share: 1 }],
  });
  const sentence = rolloutSentence(plan, firstRolloutState(plan, 0), [
    { for: 'labels', left: 12 },
    { for: 'approval' },
  ]);
  expect(sentence).toBe(
    'n@2 answers 5 % (step 1 of 2). It waits for 12 more blind labels of the challenger, somebody’s approval.',
  );
});
