import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmRuleSchema, alarmSentence, ruleWords, type Reading } from '../alarms/index.js';
import { explainRoute, type Route } from '../ladder/index.js';
import { inWords, METRICS } from '../monitoring/index.js';
import {
  compareVerdict,
  guardrailSentence,
  NO_COUNTS,
  NO_EVIDENCE,
  rolloutPlanSchema,
  rolloutSentence,
  rolloutVerdict,
  waitingSentence,
  type RolloutState,
} from '../rollouts/index.js';
import { figuresIn, minutesText, shareText, type Said } from './index.js';

const many = { numRuns: 300 };
const count = fc.oneof(fc.nat(30), fc.nat(5_000_000));
const share = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 100_000 }).map((k) => k / 100_000),
  fc.constantFrom(0.9999, 0.00002, 0.9996, 0.0004),
);
/** As people type it: so many digits, and no more. */
const typedShare = fc.integer({ min: 1, max: 99_999 }).map((k) => k / 100_000);

const of = (said: readonly Said[], unit: string): Said[] => said.filter((one) => one.unit === unit);
const minutesOf = (said: readonly Said[]): number =>
  said.reduce((sum, { value, unit }) => sum + value * ({ min: 1, h: 60, days: 1440 }[unit] ?? 0), 0);

/** Rounded to its last digit, or to two digits of itself; never none or all where it is not. */
function isMeasured(said: Said | undefined, share: number): void {
  expect(said?.unit).toBe('%');
  const [value, step] = [said?.value ?? NaN, said?.step ?? NaN];
  expect(Math.abs(value - 100 * share)).toBeLessThanOrEqual(Math.max(0.501 * step, 0.051 * 100 * share) + 1e-9);
  if (share > 1e-9) expect(value).toBeGreaterThan(0);
  if (share < 1 - 1e-9) expect(value).toBeLessThan(100);
}

describe('alarm sentences', () => {
  const units = METRICS.filter(({ kind }) => kind !== 'SHARES').map(({ id, kind, unit }) => ({
    ...{ id, unit: kind === 'RATE' ? '%' : kind === 'COUNT' ? 'per minute' : unit === 'bytes' ? 'MB' : unit },
    times: kind === 'RATE' ? 100 : unit === 'bytes' ? 1e-6 : 1,
  }));
  /** In the unit that is kept, whatever unit it is said in. */
  const kept = (said: Said | undefined, times: number): number =>
    said?.unit === 'h' ? said.value * 3600 : (said?.value ?? NaN) / times;
  const size = fc.double({ min: 0.0001, max: 1, noNaN: true });

  it('say a value and its limit of every metric in one unit, the limit as it was set, and which is the larger', () =>
    fc.assert(
      fc.property(fc.constantFrom(...units), size, typedShare, ({ id, unit, times }, part, limit) => {
        const scale = times === 100 ? 1 : times === 1e-6 ? 1e9 : unit === 's' ? 200_000 : 5000;
        const rule = alarmRuleSchema.parse({ name: 'x', metric: id, condition: 'ABOVE', limit: limit * scale });
        const reading: Reading = {
          ...{ value: part * scale, lower: null, upper: null, count: 9, part: '', reference: null },
        };
        const said = figuresIn(alarmSentence(rule, reading));
        expect(said).toHaveLength(2);
        for (const one of said) expect([unit, ...(unit === 's' ? ['h'] : [])]).toContain(one.unit);
        const [seen, held] = said.map((one) => kept(one, times));
        expect(held).toBeCloseTo(rule.limit, 9 - Math.ceil(Math.log10(scale)));
        expect(Math.abs((seen ?? NaN) - part * scale)).toBeLessThanOrEqual(0.051 * part * scale + 1e-9);
        if (Math.abs(part - limit) > 1e-9)
          expect(Math.sign((seen ?? NaN) - (held ?? NaN))).toBe(Math.sign(part - limit));
      }),
      many,
    ));

  it('say what it was before with its interval, all in the same unit', () =>
    fc.assert(
      fc.property(fc.array(size, { minLength: 6, maxLength: 6 }), ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]) => {
        const rule = alarmRuleSchema.parse({ name: 'x', metric: 'input.missing', condition: 'HIGHER', limit: 0.1 });
        const [lower, value, upper] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
        const [least, before, most] = [d, e, f].sort((x, y) => x - y) as [number, number, number];
        const reference = { value: before, lower: least, upper: most, count: 9 };
        const said = figuresIn(alarmSentence(rule, { value, lower, upper, count: 9, part: 'amount', reference }));
        expect(said).toHaveLength(6);
        [value, lower, upper, before, least, most].forEach((figure, index) => isMeasured(said[index], figure));
      }),
      many,
    ));

  it('say of a rule the limit, the window and the least number as they were set', () =>
    fc.assert(
      fc.property(typedShare, fc.integer({ min: 1, max: 1440 }), fc.integer({ min: 2, max: 1_000_000 }), (...set) => {
        const [limit, windowMinutes, minimumCount] = set;
        const rule = { name: 'x', metric: 'software.errors', limit, windowMinutes, minimumCount };
        const above = figuresIn(ruleWords(alarmRuleSchema.parse({ ...rule, condition: 'ABOVE' })));
        expect(of(above, '%')[0]?.value).toBeCloseTo(100 * limit, 9);
        expect(minutesOf(above)).toBe(windowMinutes);
        expect(above.at(-1)?.value).toBe(minimumCount);
        const lower = figuresIn(ruleWords(alarmRuleSchema.parse({ ...rule, condition: 'LOWER' })));
        expect(of(lower, 'points')[0]?.value).toBeCloseTo(100 * limit, 9);
        expect(minutesOf(lower)).toBe(windowMinutes + 1440);
      }),
      many,
    ));
});

describe('sentences of rollouts', () => {
  const plan = rolloutPlanSchema.parse({
    ...{ mode: 'canary', challenger: 'new@2', incumbent: 'old@1' },
    steps: [{ share: 0.5 }, { share: 1 }],
  });
  const running = (share: number): RolloutState => ({
    ...{ status: 'running', step: 0, stepStartedAt: 0, approvedStep: null, share, carried: {} },
  });

  it('say the share in force as it was set, and the cases that were counted', () =>
    fc.assert(
      fc.property(typedShare, count, count, (share, cases, decidedByMachine) => {
        expect(figuresIn(rolloutSentence(plan, running(share), []))[0]).toMatchObject({ unit: '%' });
        expect(figuresIn(rolloutSentence(plan, running(share), []))[0]?.value).toBeCloseTo(100 * share, 9);
        const challenger = { cases, decidedByMachine };
        const verdict = rolloutVerdict(plan, running(share), { challenger, lastReason: '' });
        expect(
          figuresIn(verdict)
            .slice(-2)
            .map(({ value }) => value),
        ).toEqual([cases, decidedByMachine]);
      }),
      many,
    ));

  it('say how long, how many cases and how many labels are left, none more and none less', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 * 1440 }), count, (minutes, left) => {
        expect(minutesOf(figuresIn(waitingSentence({ for: 'time', leftMs: minutes * 60_000 })))).toBe(minutes);
        for (const kind of ['cases', 'labels'] as const)
          expect(figuresIn(waitingSentence({ for: kind, left })).map(({ value }) => value)).toEqual([left]);
      }),
      many,
    ));

  it('say of each guardrail the counts behind its verdict', () =>
    fc.assert(
      fc.property(count, count, count, fc.constantFrom('pass', 'unknown', 'fail'), (a, b, c, verdict) => {
        const evidence = {
          ...NO_EVIDENCE,
          challenger: { ...NO_COUNTS, error: a, null: a, cases: c, labels: c },
          incumbent: { ...NO_COUNTS, error: b, null: b },
          compared: { cases: a + b, differ: b, asked: a + b },
          pairs: {
            ...NO_EVIDENCE.pairs,
            null: { challengerOnly: a, incumbentOnly: 0, both: b },
            error: { challengerOnly: 0, incumbentOnly: a, both: b },
          },
        };
        const said = (metric: 'error' | 'null' | 'disagreement'): number[] => {
          const given = { metric, verdict, logE: 0, stepLogE: 0, logEFine: null, observed: c + 1 } as const;
          return figuresIn(guardrailSentence(given, evidence)).map(({ value }) => value);
        };
        // The pairs beside the arms, where there are any.
        const asked = a + b;
        expect(said('null')).toEqual(asked === 0 ? [c + 1, a, b] : [c + 1, a, b, asked, asked, b]);
        expect(said('disagreement')).toEqual([c + 1, b, a + b]);
        expect(said('error').slice(1)).toEqual(asked === 0 ? [a, b] : [a, b, b, asked]);
      }),
      many,
    ));

  it('say on how many of how many cases two machines differ, and with whom people sided', () =>
    fc.assert(
      fc.property(count, count, fc.nat(40), fc.nat(40), (differ, same, right, wrong) => {
        const given = { challenger: 'new@2', champion: 'old@1', cases: differ + same, differ };
        const row = { propensity: 1, isChampionRight: false, isChallengerRight: true };
        const labels = [
          { ...row, labels: right },
          { ...row, isChampionRight: true, isChallengerRight: false, labels: wrong },
        ];
        const said = figuresIn(compareVerdict({ ...given, labels }).sentence);
        if (differ + same === 0) {
          expect(said).toEqual([]);
          return;
        }
        const [moved] = of(said, '%');
        isMeasured(moved, differ / (differ + same));
        expect(said[said.findIndex((one) => one === moved) + 1]?.value).toBe(differ + same);
        if (right + wrong > 0) expect(said.slice(0, 2).map(({ value }) => value)).toEqual([right, right + wrong]);
      }),
      many,
    ));
});

describe('sentences of a case', () => {
  const ROUTE: Route = {
    ...{ level: 'PARTIAL_AUTOMATION', policyVersion: 7, reason: 'low_confidence', decider: { kind: 'human' } },
    ...{ review: null, showPrediction: false, threshold: null, propensity: 1, machine: null, failure: null },
    ...{ components: {}, arm: null, blindPropensity: 1 },
  } as unknown as Route;

  it('say confidence, threshold and chance by which it was routed, never on the other side of the threshold', () =>
    fc.assert(
      fc.property(share, typedShare, typedShare, (confidence, threshold, audit) => {
        const isSure = confidence >= threshold;
        const decider = isSure ? { kind: 'model', name: 'm@1', value: 'spam', confidence } : { kind: 'human' };
        const route = {
          ...{ ...ROUTE, threshold, decider, reason: isSure ? 'confident' : 'low_confidence' },
          components: { audit },
        } as Route;
        const said = figuresIn(explainRoute(route, { value: 'spam', confidence }));
        const [seen, held] = said.map(({ value }) => value);
        expect(held).toBeCloseTo(threshold, 12);
        expect(Math.abs((seen ?? NaN) - confidence)).toBeLessThan(0.01);
        expect((seen ?? NaN) >= (held ?? NaN)).toBe(isSure);
        if (isSure) expect(of(said, '%')[0]?.value).toBeCloseTo(100 * audit, 9);
        expect(said.some(({ value }) => value === 7)).toBe(true);
      }),
      many,
    ));
});

describe('words of times and shares', () => {
  it('say how long a loop is silent to a twentieth', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 10 ** 9 }), (ms) => {
        const [said] = figuresIn(inWords(ms));
        const seconds = (said?.value ?? NaN) * ({ seconds: 1, minutes: 60, hours: 3600 }[said?.unit ?? ''] ?? NaN);
        expect(Math.abs(seconds - ms / 1000)).toBeLessThanOrEqual(
          Math.max(0.51, ms < 120_000 ? 0 : 30.1, 0.05 * (ms / 1000)),
        );
      }),
      many,
    ));

  it('lose no minute and make no share of some to none or to all', () =>
    fc.assert(
      fc.property(fc.nat(200_000), share, (minutes, part) => {
        expect(minutesOf(figuresIn(minutesText(minutes)))).toBe(minutes);
        isMeasured(figuresIn(shareText(part))[0], part);
        isMeasured(figuresIn(shareText(part, { decimals: 0 }))[0], part);
      }),
      many,
    ));
});
