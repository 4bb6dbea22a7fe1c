import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyRolloutMove,
  DEFAULT_GUARDRAILS,
  DEFAULT_STEPS,
  firstRolloutState,
  nextRolloutMove,
  NO_COUNTS,
  NO_EVIDENCE,
  rolloutPlanSchema,
  type RolloutEvidence,
  type RolloutMove,
  type RolloutPlan,
  type RolloutState,
} from './index.js';

const MINUTE = 60_000;
const plan = rolloutPlanSchema.parse({
  mode: 'canary',
  challenger: 'new@1',
  incumbent: 'old@1',
  steps: DEFAULT_STEPS,
  guardrails: DEFAULT_GUARDRAILS,
});
const blueGreen = rolloutPlanSchema.parse({
  mode: 'blue_green',
  challenger: 'new@1',
  incumbent: 'old@1',
  guardrails: [{ metric: 'error' }],
});

/** Plenty of cases and labels, and few events on either side, in the proportion of the share. */
function plenty(share: number, events: { challenger?: number; incumbent?: number } = {}): RolloutEvidence {
  const n = 20_000;
  const arm = (part: number, error: number) => ({
    ...NO_COUNTS,
    cases: Math.round(n * part),
    subjects: Math.round(n * part),
    labels: Math.round(n * part * 0.1),
    error,
  });
  return {
    ...NO_EVIDENCE,
    challenger: arm(share, events.challenger ?? 0),
    incumbent: arm(1 - share, events.incumbent ?? 0),
    compared: { cases: n, differ: Math.round(n * 0.02), asked: n },
  };
}
/** A few cases in the proportion of the share, around what a step asks for. */
const few = fc
  .record({ cases: fc.nat({ max: 1200 }), labels: fc.nat({ max: 60 }) })
  .map((given) => (share: number) => ({
    ...NO_EVIDENCE,
    challenger: { ...NO_COUNTS, ...given, subjects: given.cases },
    incumbent: { ...NO_COUNTS, subjects: Math.round((given.cases * (1 - share)) / share) },
  }));
const evidence: fc.Arbitrary<(share: number) => RolloutEvidence> = fc.oneof(
  fc.constant(() => NO_EVIDENCE),
  few,
  fc.constant((share: number) => plenty(share)),
  fc.nat({ max: 30 }).map((incumbent) => (share: number) => plenty(share, { incumbent, challenger: 1 })),
);
const tick = fc.record({
  /** Minutes since the last tick: clocks jump, and go back. */
  jump: fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: -10_000, max: 100_000 })),
  evidence,
  /** A process that dies before it has stored what it found. */
  crashes: fc.boolean(),
  approves: fc.boolean(),
});
type Tick = { jump: number; evidence: (share: number) => RolloutEvidence; crashes: boolean; approves: boolean };

/** Lives through the ticks as the server does: load, judge, store; a crash stores nothing. */
function live(given: RolloutPlan, ticks: readonly Tick[]): { states: RolloutState[]; moves: RolloutMove[] } {
  let now = Date.UTC(2026, 0, 1);
  let state = firstRolloutState(given, now);
  const [states, moves]: [RolloutState[], RolloutMove[]] = [[state], []];
  for (const { jump, evidence: seen, crashes, approves } of ticks) {
    now += jump * MINUTE;
    if (approves) state = { ...state, approvedStep: state.step };
    const stored: RolloutState = JSON.parse(JSON.stringify(state)) as RolloutState;
    const { move } = nextRolloutMove(given, stored, { evidence: seen(stored.share), now });
    if (crashes) continue;
    state = applyRolloutMove(stored, move, now);
    states.push(state);
    moves.push(move);
  }
  return { states, moves };
}

describe('nextRolloutMove, whatever the clock, the crashes and the evidence', () => {
  const lives = fc.array(tick, { maxLength: 60, size: 'max' });

  it('goes one step at a time and never back, to the share that the plan says', () =>
    fc.assert(
      fc.property(lives, (ticks) => {
        const { states } = live(plan, ticks);
        states.forEach((state, index) => {
          const before = states[index - 1];
          if (!before) return;
          expect(state.step - before.step).toBeGreaterThanOrEqual(0);
          expect(state.step - before.step).toBeLessThanOrEqual(1);
          if (state.status === 'running') expect(state.share).toBe(plan.steps[state.step]?.share);
        });
      }),
      { numRuns: 1000 },
    ));

  it('leaves no step before its minutes, cases and labels are there, nor without the approval of that very step', () =>
    fc.assert(
      fc.property(lives, (ticks) => {
        let now = Date.UTC(2026, 0, 1);
        let state = firstRolloutState(plan, now);
        for (const one of ticks) {
          now += one.jump * MINUTE;
          if (one.approves) state = { ...state, approvedStep: state.step };
          const seen = one.evidence(state.share);
          const { move } = nextRolloutMove(plan, state, { evidence: seen, now });
          const step = plan.steps[state.step];
          if (step && (move.kind === 'advance' || move.kind === 'finish')) {
            expect(now - state.stepStartedAt).toBeGreaterThanOrEqual(step.minimumMinutes * MINUTE);
            expect(seen.challenger.cases).toBeGreaterThanOrEqual(step.minimumCases);
            expect(seen.challenger.labels).toBeGreaterThanOrEqual(step.minimumLabels);
            if (step.approval) expect(state.approvedStep).toBe(state.step);
          }
          state = applyRolloutMove(state, move, now);
        }
      }),
      { numRuns: 1000 },
    ));

  it('says the same again for the same plan, state, evidence and clock, through JSON', () =>
    fc.assert(
      fc.property(lives, (ticks) => {
        expect(JSON.stringify(live(plan, ticks))).toBe(
          JSON.stringify(live(JSON.parse(JSON.stringify(plan)) as RolloutPlan, ticks)),
        );
      }),
      { numRuns: 200 },
    ));

  it('can be rolled back from every state that runs, also while it waits for an approval, and for good', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(lives, (ticks) => {
        for (const state of live(plan, ticks).states) {
          if (state.status !== 'running') continue;
          met.add(`${state.step} ${state.approvedStep === state.step ? 'approved' : ''}`);
          const bad = plenty(state.share, { challenger: 400, incumbent: 2 });
          const error = { challengerOnly: 400, incumbentOnly: 1, both: 0 };
          const onPairs = { ...bad, pairs: { ...bad.pairs, error } };
          const now = state.stepStartedAt + 1;
          const { move } = nextRolloutMove(plan, state, { evidence: onPairs, now });
          expect(move.kind).toBe('roll_back');
          const ended = applyRolloutMove(state, move, now);
          expect(ended).toMatchObject({ status: 'rolled_back', share: 0 });
          const later = nextRolloutMove(plan, ended, { evidence: plenty(0.5), now: now + 1e12 });
          for (const more of [later.move, { kind: 'finish' }, { kind: 'switch', share: 1 }] as const)
            expect(applyRolloutMove(ended, more, now)).toEqual(ended);
        }
      }),
      { numRuns: 300 },
    );
    // The lives come by every step, with its approval and without.
    expect(met.size).toBe(2 * plan.steps.length);
  });

  it('holds without traffic, however long', () => {
    const state = firstRolloutState(plan, 0);
    const { move, verdicts } = nextRolloutMove(plan, state, { evidence: NO_EVIDENCE, now: 1e13 });
    expect(move.kind).toBe('hold');
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    const eager = rolloutPlanSchema.parse({ ...plan, steps: [{ share: 0.5 }, { share: 1 }] });
    const found = nextRolloutMove(eager, firstRolloutState(eager, 0), { evidence: NO_EVIDENCE, now: 1e13 });
    expect(found.move.kind).toBe('hold');
  });

  it('stops when the arms hold another ratio than the share', () => {
    const state = firstRolloutState(plan, 0);
    const wrong = plenty(0.1);
    expect(nextRolloutMove(plan, state, { evidence: wrong, now: 1 }).move).toEqual({
      kind: 'stop',
      reason: 'sample_ratio_mismatch',
    });
  });

  it('carries a step’s evidence over: what is bad at 5 % and bad at 10 % fails sooner than either alone', () => {
    const state = { ...firstRolloutState(plan, 0), step: 1, share: 0.1 };
    const seen = plenty(0.1, { challenger: 4, incumbent: 12 });
    const alone = nextRolloutMove(plan, state, { evidence: seen, now: 1 });
    const after = nextRolloutMove(plan, { ...state, carried: { error: 2.9 } }, { evidence: seen, now: 1 });
    expect(alone.move.kind).toBe('hold');
    expect(after.move).toMatchObject({ kind: 'roll_back', metric: 'error' });
  });
});

describe('what people say late', () => {
  const second = { ...firstRolloutState(plan, 0), step: 1, share: 0.1 };
  const left = (error: number, incumbent: number) => ({
    share: 0.05,
    challenger: { ...NO_COUNTS, labels: 60, error },
    incumbent: { ...NO_COUNTS, labels: 1140, error: incumbent },
    labelRateRatio: 1,
    pairs: { error: { challengerOnly: error, incumbentOnly: 0, both: 0 } },
  });
  const judged = (state: RolloutState, earlier?: RolloutEvidence['earlier']) =>
    nextRolloutMove(plan, state, { evidence: { ...NO_EVIDENCE, ...(earlier && { earlier }) }, now: 1 });

  it('of the cases of a step that was left counts with that step, for worse and for better', () => {
    expect(judged(second, [left(0, 10)]).move.kind).toBe('hold');
    expect(judged(second, [left(30, 10)]).move).toMatchObject({ kind: 'roll_back', metric: 'error' });
    const alarming = { ...second, carried: { error: 5 } };
    expect(judged(alarming).move.kind).toBe('roll_back');
    expect(judged(alarming, []).move.kind).toBe('roll_back');
    expect(judged(alarming, [left(0, 10)]).move.kind).toBe('hold');
    // Missing answers are not said by people: what the step left of them stands.
    expect(judged({ ...second, carried: { null: 5 } }, [left(0, 10)]).move).toMatchObject({ metric: 'null' });
  });

  it('never lets a step be left', () =>
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.nat({ max: 200 }), (error, incumbent) => {
        expect(judged(second, [left(error, incumbent)]).move.kind).not.toBe('advance');
      }),
    ));
});

describe('blue/green', () => {
  it('waits for the switch, goes there and back, and is rolled back by a guardrail only after it', () => {
    const blue = firstRolloutState(blueGreen, 0);
    const pairs = { ...NO_EVIDENCE.pairs, error: { challengerOnly: 40, incumbentOnly: 1, both: 0 } };
    const bad = { ...NO_EVIDENCE, pairs };
    expect(nextRolloutMove(blueGreen, blue, { evidence: bad, now: 1e12 }).move).toEqual({
      kind: 'hold',
      waiting: [{ for: 'switch' }],
    });
    const green = applyRolloutMove(blue, { kind: 'switch', share: 1 }, 5);
    expect(green).toMatchObject({ status: 'running', share: 1, stepStartedAt: 5 });
    expect(applyRolloutMove(green, { kind: 'switch', share: 0 }, 6)).toMatchObject({ status: 'running', share: 0 });
    const { move } = nextRolloutMove(blueGreen, green, { evidence: bad, now: 6 });
    expect(move).toMatchObject({ kind: 'roll_back', metric: 'error' });
  });
});

describe('rolloutPlanSchema', () => {
  const base = { mode: 'canary', challenger: 'new@1', incumbent: 'old@1' };
  it.each([
    [{ ...base, steps: [{ share: 1.1 }] }, 'share'],
    [{ ...base, steps: [{ share: 0.5 }, { share: 0.25 }, { share: 1 }] }, 'above 0.5'],
    [{ ...base, steps: [{ share: 0.5 }] }, 'last step'],
    [{ ...base, steps: [] }, 'at least one step'],
    [{ ...base, challenger: 'old@1', steps: [{ share: 1 }] }, 'champion'],
    [{ ...base, mode: 'blue_green', steps: [{ share: 1 }] }, 'one switch'],
    [{ ...base, steps: [{ share: 1 }], guardrails: [{ metric: 'error' }, { metric: 'error' }] }, 'one guardrail'],
    [{ ...base, steps: [{ share: 1 }], guardrails: [{ metric: 'mood' }] }, 'metric'],
  ])('refuses %j', (given, complaint) => {
    const parsed = rolloutPlanSchema.safeParse(given);
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed.error?.issues)).toContain(complaint);
  });
});
