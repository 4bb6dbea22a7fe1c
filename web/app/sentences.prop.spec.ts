import { figuresIn } from '@handrail/shared/words';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eValue } from '../rollouts/e-value';
import { draftFor, planSentence, warningOf, type StepDraft } from '../rollouts/plan-draft';
import { minutesOf, shareOf } from '../rollouts/words';
import { previewShare } from '../ladder/preview-words';
import { figure } from '../drift/figure';
import { figuresOf } from '../overview/figures';
import { ago, percent, withInterval } from '../ui/format';

const many = { numRuns: 300 };
const count = fc.oneof(fc.nat(30), fc.nat(5_000_000));
const typed = fc.integer({ min: 1, max: 99_999 }).map((k) => k / 1000);
const draft = draftFor(null, 'new@2', { incumbent: 'old@1', previousSystem: null });
const minutes = (text: string): number =>
  figuresIn(text).reduce((sum, { value, unit }) => sum + value * ({ min: 1, h: 60, days: 1440 }[unit] ?? 0), 0);

it('the plan of a rollout says shares, times, cases and labels as they were typed', () =>
  fc.assert(
    fc.property(typed, fc.integer({ min: 1, max: 90 * 1440 }), fc.nat(10_000_000), fc.nat(1_000_000), (...set) => {
      const [share, least, cases, labels] = set;
      const step: StepDraft = { key: 0, share, minutes: least, cases, labels, approval: false };
      const sentence = planSentence({ ...draft, steps: [step] }) ?? '';
      const said = figuresIn(sentence);
      expect(said[0]?.unit).toBe('%');
      expect(said[0]?.value).toBeCloseTo(share, 9);
      expect(minutes(sentence)).toBe(least);
      const counts = said.filter(({ unit }, index) => unit === '' && index > 0).map(({ value }) => value);
      expect(counts).toEqual([cases, labels].filter((one) => one > 0));
      expect(minutes(minutesOf(least))).toBe(least);
      expect(figuresIn(shareOf(share / 100))[0]?.value).toBeCloseTo(share, 9);
    }),
    many,
  ));

it('the warning of the start form says what is known and the limit, and on which side of it', () =>
  fc.assert(
    fc.property(fc.tuple(typed, typed, typed), typed, count, (shares, limit, cases) => {
      const [lower, estimate, upper] = [...shares].sort((a, b) => a - b).map((one) => one / 100) as [
        number,
        number,
        number,
      ];
      const guards = draft.guards.map((one) => (one.metric === 'DISAGREEMENT' ? { ...one, isOn: true, limit } : one));
      const warning = warningOf({ ...draft, guards }, { cases, estimate, lower, upper });
      expect(warning === undefined).toBe(100 * upper <= limit);
      if (warning === undefined) return;
      const said = figuresIn(warning);
      const [seen, least, most] = said.map(({ value }) => value);
      const held = said.filter(({ unit }) => unit === '%').at(-1)?.value ?? NaN;
      expect(held).toBeCloseTo(limit, 9);
      for (const [value, share] of [
        [seen, estimate],
        [least, lower],
        [most, upper],
      ] as const) {
        expect(Math.abs((value ?? NaN) - 100 * share)).toBeLessThanOrEqual(0.051);
        if (Math.abs(100 * share - limit) > 1e-9)
          expect(Math.sign((value ?? NaN) - held)).toBe(Math.sign(100 * share - limit));
      }
      expect(said[3]?.value).toBe(cases);
    }),
    many,
  ));

it('a preview says how many cases and which share of them, and a part is neither none nor all', () =>
  fc.assert(
    fc.property(count, count, (some, others) => {
      const known = some + others;
      if (known === 0) {
        expect(previewShare(some, known)).toBe('Not known');
        return;
      }
      const [cases, share] = figuresIn(previewShare(some, known));
      expect([cases?.value, share?.unit]).toEqual([some, '%']);
      expect(Math.abs((share?.value ?? NaN) - (100 * some) / known)).toBeLessThanOrEqual(0.5 + 1e-9);
      expect([share?.value === 0, share?.value === 100]).toEqual([some === 0, others === 0]);
    }),
    many,
  ));

it('shares and their intervals are those that were measured', () =>
  fc.assert(
    fc.property(count, count, (some, others) => {
      const share = some / Math.max(1, some + others);
      const [said] = figuresIn(percent(share));
      expect(Math.abs((said?.value ?? NaN) - 100 * share)).toBeLessThanOrEqual(0.05 + 1e-9);
      expect([said?.value === 0, said?.value === 100]).toEqual([share === 0, share === 1]);
      const [value, lower, upper] = figuresIn(withInterval(share, { lower: share / 2, upper: (1 + share) / 2 }));
      expect(value?.value).toBe(said?.value);
      expect(Math.abs((lower?.value ?? NaN) - 50 * share)).toBeLessThanOrEqual(0.05 + 1e-9);
      expect(Math.abs((upper?.value ?? NaN) - 50 * (1 + share))).toBeLessThanOrEqual(0.05 + 1e-9);
    }),
    many,
  ));

it('how long something waits is said to half a minute, and of days to half an hour', () =>
  fc.assert(
    fc.property(fc.integer({ min: 60_000, max: 10 ** 9 }), (ms) => {
      const said = 60_000 * minutes(ago(new Date(0).toISOString(), ms));
      expect(Math.abs(said - ms)).toBeLessThanOrEqual(ms < 48 * 3_600_000 ? 30_500 : 1_830_500);
    }),
    many,
  ));

it('evidence and effects are never rounded to the alarm or the limit that they have not reached, or have passed', () =>
  fc.assert(
    fc.property(fc.double({ min: -7, max: 13, noNaN: true }), fc.integer({ min: 2, max: 1000 }), (logE, alarm) => {
      const [said] = figuresIn(eValue(logE, Math.log(alarm)));
      const [value, held] = [Math.exp(logE), figuresIn(eValue(Math.log(alarm)))[0]?.value ?? NaN];
      expect(held).toBe(alarm);
      expect(Math.abs((said?.value ?? NaN) - value)).toBeLessThanOrEqual(0.051 * value);
      if (Math.abs(value - alarm) > 1e-6) expect(Math.sign((said?.value ?? NaN) - held)).toBe(Math.sign(value - alarm));
      const near = Number(figure(value, alarm).replace('< ', ''));
      if (Math.abs(value - alarm) > 1e-6) expect(Math.sign(near - alarm)).toBe(Math.sign(value - alarm));
    }),
    many,
  ));

it('the queue of the overview says its length, the time of its pace and how long it takes, and failures on their side of the limit', () =>
  fc.assert(
    fc.property(fc.integer({ min: 60, max: 1439 }), count, count, count, fc.nat(300), (...figures) => {
      const [span, queueLength, answered, asked, failures] = figures;
      const now = 1440 * 60_000;
      const failed = Math.min(asked, failures);
      const hour = { cases: 1, automated: 0, opened: 1, asked, failed, answered, compared: 0, agreed: 0 };
      const hours = [
        { ...hour, __typename: 'ProjectHour' as const, hour: new Date(now - span * 60_000).toISOString() },
      ];
      const queue = { queueLength, oldestOpenAt: null, sameNumber: [] };
      const [, , , pace, , machine] = figuresOf(hours, queue, now);
      const says = pace?.says ?? '';
      const left = answered === 0 ? 0 : 60 * Math.ceil((queueLength * span) / answered / 60);
      expect(figuresIn(says).filter(({ unit }) => unit === '')).toMatchObject(
        says === '' ? [] : [{ value: queueLength }],
      );
      expect(minutes(says)).toBe(says === '' ? 0 : span + left);
      if (asked === 0) return;
      const share = Number((machine?.value ?? '').replace(' %', ''));
      expect(share).toBeCloseTo((100 * failed) / asked, 0);
      expect(share > 1).toBe(machine?.state === 'bad');
    }),
    many,
  ));
