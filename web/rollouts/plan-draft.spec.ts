import { describe, expect, it } from 'vitest';
import { draftFor, expectedMinutes, onRung, planSentence, problemsOf, startInputOf, warningOf } from './plan-draft.js';

const MODEL = { incumbent: 'old@1', previousSystem: null };
const PEOPLE = { incumbent: null, previousSystem: null };
const draft = { ...draftFor('MANUAL_TASK', 'new@2', MODEL), reason: 'better' };

describe('the plan of a rollout, as the form has it', () => {
  it('starts with the suggestion of the deployment case, which can start', () => {
    for (const deploymentCase of ['NEW_PRODUCT', 'MANUAL_TASK', 'REPLACE_SYSTEM', null] as const)
      expect(problemsOf(draftFor(deploymentCase, 'new@2', MODEL), MODEL)).toEqual([]);
    expect(draft.steps.map(({ share }) => share)).toEqual([5, 10, 25, 50, 100]);
  });

  it('says itself in a sentence', () => {
    const [first, ...rest] = draft.steps;
    if (!first) throw new Error('no step');
    expect(
      planSentence({
        ...draft,
        steps: [first, { ...rest[3], key: 9, share: 100, minutes: 0, cases: 0, labels: 0, approval: true }],
      }),
    ).toBe(
      'new@2 answers 5 % of subjects for at least 60 min, 200 cases and 20 blind labels, then 100 % until somebody approves. A guardrail that fails takes it out at once.',
    );
  });

  it('says what is wrong with a share that is missing, above 100 % or not rising, and with the champion as challenger', () => {
    const [first, second] = draft.steps;
    if (!first || !second) throw new Error('no steps');
    const of = (shares: (number | null)[]) =>
      problemsOf({ ...draft, steps: shares.map((share, key) => ({ ...first, key, share })) }, MODEL).map(
        ({ at }) => at,
      );
    expect(of([5, 100])).toEqual([]);
    expect(of([null, 100])).toContain('Step 1, share');
    expect(of([50, 20, 100])).toContain('Step 2, share');
    expect(of([5, 110])).toContain('Step 2, share');
    expect(of([5, 50])).toContain('Step 2, share');
    expect(of([])).toContain('Steps');
    expect(problemsOf(draft, { ...MODEL, incumbent: 'new@2' }).map(({ at }) => at)).toEqual(['Challenger']);
  });

  it('sends no steps for blue/green, and only the guardrails that are on', () => {
    const input = startInputOf(
      { ...draft, mode: 'BLUE_GREEN' },
      { projectId: 'p', expectedVersion: 3, again: null, incumbent: 'old@1' },
    );
    expect([input.steps, input.guardrails?.map(({ metric }) => metric)]).toEqual([
      [],
      ['ERROR', 'NULL', 'OVERRIDE', 'REFUSAL', 'LATENCY', 'HUMAN_SHARE'],
    ]);
    expect(problemsOf({ ...draft, mode: 'BLUE_GREEN' }, MODEL)).toEqual([]);
  });

  it('holds a first model against limits of its own where people alone decide, and says so where one is missing', () => {
    const alone = draftFor('MANUAL_TASK', 'new@2', PEOPLE);
    expect(problemsOf(alone, PEOPLE)).toEqual([]);
    const sent = startInputOf(alone, { projectId: 'p', expectedVersion: 3, again: null, incumbent: null }).guardrails;
    expect(sent?.map(({ metric, limit }) => [metric, limit])).toEqual([
      ['ERROR', 0.1],
      ['NULL', 0.05],
      ['OVERRIDE', undefined],
      ['REFUSAL', undefined],
    ]);
    expect(problemsOf(draft, PEOPLE).map(({ at }) => at)).toEqual(['Wrong answers', 'Missing answers']);
    expect(problemsOf(draft, { ...PEOPLE, previousSystem: 'rules@1' })).toEqual([]);
  });

  it('leaves the share sent to people out on a rung of its own, and where no machine is replaced', () => {
    expect(onRung(draft, 'SHADOW').guards.find(({ metric }) => metric === 'HUMAN_SHARE')?.isOn).toBe(false);
    expect(problemsOf(onRung(draft, 'AI_ASSISTANCE'), MODEL)).toEqual([]);
    expect(draftFor('REPLACE_SYSTEM', 'new@2', { ...PEOPLE, previousSystem: 'rules@1' }).guards).toContainEqual(
      expect.objectContaining({ metric: 'HUMAN_SHARE', isOn: false }),
    );
  });

  it('holds no difference against a challenger unless asked to, and then says what is known before it starts', () => {
    const replacing = draftFor('REPLACE_SYSTEM', 'new@2', MODEL);
    const known = { cases: 1200, estimate: 0.59, lower: 0.56, upper: 0.62 };
    expect(replacing.guards.find(({ metric }) => metric === 'DISAGREEMENT')?.isOn).toBe(false);
    expect(warningOf(replacing, known)).toBeUndefined();
    const asked = {
      ...replacing,
      guards: replacing.guards.map((guard) => (guard.metric === 'DISAGREEMENT' ? { ...guard, isOn: true } : guard)),
    };
    expect(warningOf(asked, known)).toContain('They differ on 59 % (56 % to 62 %) of 1,200 cases that both answered');
    expect(warningOf(asked, known)).toContain('the limit is 20 %: it would be rolled back soon');
    expect(warningOf(asked, { ...known, estimate: 0.19, lower: 0.15, upper: 0.23 })).toContain('may be passed');
    expect(warningOf(asked, { ...known, estimate: 0.1, lower: 0.08, upper: 0.12 })).toBeUndefined();
    expect(warningOf(asked, undefined)).toBeUndefined();
  });

  it('expects the longest of time, cases and labels of each step, and nothing where nothing comes in', () => {
    const [step] = draft.steps;
    if (!step) throw new Error('no step');
    const one = [{ ...step, share: 10, minutes: 60, cases: 100, labels: 10 }];
    expect(expectedMinutes(one, { casesPerHour: 1000, blindLabelsPerHour: 1000 })).toBe(60);
    expect(expectedMinutes(one, { casesPerHour: 100, blindLabelsPerHour: 1000 })).toBe(600);
    expect(expectedMinutes(one, { casesPerHour: 100, blindLabelsPerHour: 0 })).toBeNull();
  });
});
