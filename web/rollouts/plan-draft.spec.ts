import { describe, expect, it } from 'vitest';
import { draftFor, expectedMinutes, planSentence, problemsOf, startInputOf } from './plan-draft.js';

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
    const input = startInputOf({ ...draft, mode: 'BLUE_GREEN' }, { projectId: 'p', expectedVersion: 3, again: null });
    expect([input.steps, input.guardrails?.map(({ metric }) => metric)]).toEqual([
      [],
      ['ERROR', 'NULL', 'OVERRIDE', 'REFUSAL', 'LATENCY'],
    ]);
    expect(problemsOf({ ...draft, mode: 'BLUE_GREEN' }, MODEL)).toEqual([]);
  });

  it('holds a first model against limits of its own where people alone decide, and says so where one is missing', () => {
    const alone = draftFor('MANUAL_TASK', 'new@2', PEOPLE);
    expect(problemsOf(alone, PEOPLE)).toEqual([]);
    const sent = startInputOf(alone, { projectId: 'p', expectedVersion: 3, again: null }).guardrails;
    expect(sent?.map(({ metric, limit }) => [metric, limit])).toEqual([
      ['ERROR', 0.1],
      ['NULL', 0.05],
      ['OVERRIDE', undefined],
      ['REFUSAL', undefined],
    ]);
    expect(problemsOf(draft, PEOPLE).map(({ at }) => at)).toEqual(['Wrong answers', 'Missing answers']);
    expect(problemsOf(draft, { ...PEOPLE, previousSystem: 'rules@1' })).toEqual([]);
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
