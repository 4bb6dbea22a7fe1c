import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToCell, emptyCell, type Cell } from '../monitoring/index.js';
import {
  alarmRuleSchema,
  alarmToJoin,
  alphaOf,
  ALARM_EVENTS,
  applyAlarmEvent,
  judgeReading,
  likelyCauses,
  measure,
  NEW_ALARM,
  NEW_WATCH,
  replayAlarm,
  startingRules,
  stepWatch,
  type Look,
  type RuleVerdict,
  type Watch,
} from './index.js';

const RULE = alarmRuleSchema.parse({
  name: 'Requests fail',
  metric: 'software.errors',
  condition: 'ABOVE',
  limit: 0.02,
  closeLimit: 0.01,
});
const share = (k: number, n: number): Cell => {
  const cell = emptyCell({ binning: null });
  for (let i = 0; i < n; i += 1) addToCell(cell, i < k ? 1 : 0, { hasSketch: false, binning: null });
  return cell;
};
const alpha = alphaOf({ windowMinutes: 15, parts: 1 });
const look = (rule: typeof RULE, k: number, n: number): RuleVerdict =>
  judgeReading(rule, {
    part: '',
    reference: null,
    ...measure(rule, [share(k, n)], { alpha, lengthMs: 900_000 }),
  });

describe('a look', () => {
  it('never calls too few values a breach', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 49 }), fc.integer({ min: 0, max: 49 }), (a, b) => {
        expect(look(RULE, Math.min(a, b), Math.max(a, b))).toBe('UNKNOWN');
      }),
    );
  });

  it('calls a share that is sure to be past the limit a breach, and one that may be there by chance not', () => {
    expect([look(RULE, 40, 200), look(RULE, 6, 100), look(RULE, 3, 200), look(RULE, 1, 200)]).toEqual([
      'BREACH',
      'BETWEEN',
      'BETWEEN',
      'CALM',
    ]);
  });

  it('wants the least effect, however sure it is', () => {
    const demanding = { ...RULE, minimumEffect: 0.05 };
    expect([look(RULE, 300, 5000), look(demanding, 300, 5000), look(demanding, 400, 5000)]).toEqual([
      'BREACH',
      'BETWEEN',
      'BREACH',
    ]);
  });

  it('finds more failures no better than fewer', () => {
    const rank: Readonly<Record<RuleVerdict, number>> = { UNKNOWN: 0, CALM: 1, BETWEEN: 2, BREACH: 3 };
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 800 }), fc.double({ min: 0, max: 0.5, noNaN: true }), (n, p) => {
        const k = Math.floor(n * p);
        expect(rank[look(RULE, k + 1, n)]).toBeGreaterThanOrEqual(rank[look(RULE, k, n)]);
      }),
    );
  });

  it('compares with the time before: a difference has to be large and not by chance', () => {
    const rule = alarmRuleSchema.parse({ ...RULE, condition: 'HIGHER', limit: 0.1, closeLimit: null });
    const verdict = (k: number, n: number, before: Cell): RuleVerdict =>
      judgeReading(rule, {
        part: '',
        ...measure(rule, [share(k, n)], { alpha, lengthMs: 900_000 }),
        reference: measure(rule, [before], { alpha, lengthMs: 900_000 }),
      });
    expect(verdict(60, 200, share(20, 1000))).toBe('BREACH');
    expect(verdict(10, 60, share(20, 1000))).toBe('BETWEEN');
    expect(verdict(6, 200, share(20, 1000))).toBe('CALM');
    expect(verdict(60, 200, share(1, 20))).toBe('UNKNOWN');
  });

  it('hears that no case comes any more, and says nothing where few ever came', () => {
    const { rule } = startingRules({ latencyBudgetMs: 200 }).find(({ key }) => key === 'no-traffic') ?? { rule: RULE };
    const verdict = (now: number, before: number): RuleVerdict =>
      judgeReading(rule, {
        part: '',
        ...measure(rule, now === 0 ? [] : [share(0, now)], { alpha, lengthMs: 1_800_000 }),
        reference: measure(rule, [share(0, before)], { alpha, lengthMs: 86_400_000 }),
      });
    expect([verdict(0, 4800), verdict(90, 4800), verdict(0, 40)]).toEqual(['BREACH', 'CALM', 'UNKNOWN']);
  });

  it('takes a percentile by its order statistics', () => {
    const rule = alarmRuleSchema.parse({
      ...RULE,
      metric: 'software.latency',
      read: 'P95',
      limit: 100,
      closeLimit: null,
      part: 'total',
    });
    const latencies = (slow: number): Cell => {
      const cell = emptyCell({ binning: null });
      for (let i = 0; i < 400; i += 1) addToCell(cell, i < slow ? 300 : 20, { hasSketch: true, binning: null });
      return cell;
    };
    const verdict = (slow: number): RuleVerdict =>
      judgeReading(rule, {
        part: 'total',
        reference: null,
        ...measure(rule, [latencies(slow)], { alpha, lengthMs: 900_000 }),
      });
    expect([verdict(100), verdict(24), verdict(4)]).toEqual(['BREACH', 'BETWEEN', 'CALM']);
  });
});

const RULES = { opensAfter: 2, closesAfter: 3 };
const VERDICTS: readonly RuleVerdict[] = ['BREACH', 'BETWEEN', 'CALM', 'UNKNOWN'];
const looks = fc
  .array(fc.record({ verdict: fc.constantFrom(...VERDICTS), isMuted: fc.boolean() }), { maxLength: 60 })
  .map((list): Look[] => list.map((one, index) => ({ ...one, at: index * 60_000 })));
const run = (all: readonly Look[]): { watch: Watch; opened: number; closed: number } => {
  let [watch, opened, closed]: [Watch, number, number] = [NEW_WATCH, 0, 0];
  for (const one of all) {
    const step = stepWatch(watch, one, RULES);
    watch = step.watch;
    if (step.happened === 'OPENED') opened += 1;
    if (step.happened === 'CLOSED') closed += 1;
  }
  return { watch, opened, closed };
};

describe('a watch', () => {
  it('opens and closes in turn, and repeated looks change nothing', () => {
    fc.assert(
      fc.property(looks, (all) => {
        const once = run(all);
        expect(once.opened - once.closed).toBe(once.watch.phase === 'FIRING' ? 1 : 0);
        expect(run(all.flatMap((one) => [one, one]))).toEqual(once);
        expect(run([...all, ...all])).toEqual(once);
      }),
    );
  });

  it('opens only after so many breaches in a row and never while it is muted', () => {
    fc.assert(
      fc.property(looks, (all) => {
        let watch = NEW_WATCH;
        all.forEach((one, index) => {
          const step = stepWatch(watch, one, RULES);
          if (step.happened === 'OPENED') {
            expect(one.isMuted).toBe(false);
            expect(all.slice(index - 1, index + 1).map(({ verdict }) => verdict)).toEqual(['BREACH', 'BREACH']);
          }
          watch = step.watch;
        });
      }),
    );
  });
});

describe('an alarm', () => {
  const event = fc.record({
    kind: fc.constantFrom(...ALARM_EVENTS),
    at: fc.nat(),
    by: fc.string(),
    signals: fc.nat({ max: 2 }),
    isUseful: fc.boolean(),
  });

  it('is what its events made it, and never goes back from resolved', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        let state = NEW_ALARM;
        for (const one of events) {
          const next = applyAlarmEvent(state, one) ?? state;
          if (state.phase === 'RESOLVED') expect(next.phase).toBe('RESOLVED');
          // Whoever acknowledged it did not know of what joined it since, nor how bad it has become.
          if (state.phase === 'ACKNOWLEDGED')
            expect(next.phase === 'FIRING').toBe(one.kind === 'JOINED' || one.kind === 'GREW');
          state = next;
        }
        expect(replayAlarm(events)).toEqual(state);
      }),
    );
  });

  it('is joined by rules of the same cause within half an hour, and by no others', () => {
    const open = [{ id: 'a', causeKey: 'POLICY 7', lastSignalAt: 0 }];
    const join = (key: string, minutes: number): string | undefined => alarmToJoin(open, key, minutes * 60_000)?.id;
    expect([join('POLICY 7', 30), join('POLICY 7', 31), join('METRICS input', 1)]).toEqual(['a', undefined, undefined]);
  });

  it('has the nearest change as the first of its causes, and nothing that came later', () => {
    const at = (minutes: number) => ({
      kind: 'POLICY' as const,
      id: `${minutes}`,
      at: minutes * 60_000,
      title: '',
      detail: '',
    });
    const causes = likelyCauses([at(-500), at(-90), at(-5), at(60)], 0);
    expect(causes.map(({ id }) => id)).toEqual(['-5', '-90']);
  });
});

describe('the starting rules', () => {
  it('are rules that may be written, and fire by chance less than once in fifty years each', () => {
    const rules = startingRules({ latencyBudgetMs: 200 });
    expect(rules.length).toBeGreaterThan(10);
    for (const { rule } of rules) {
      expect(alarmRuleSchema.parse(rule)).toEqual(rule);
      expect(rule.action).toBe('NONE');
    }
  });

  it('stay quiet over quiet weeks, although the share lies above the lower limit', () => {
    let state = 7;
    const chance = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
    const ofMinute = (): number => Array.from({ length: 10 }, chance).filter((one) => one < 0.012).length;
    let [watch, opened] = [NEW_WATCH, 0];
    const failures: number[] = [];
    for (let minute = 0; minute < 4 * 10_080; minute += 1) {
      failures.push(ofMinute());
      const k = failures.slice(-15).reduce((sum, one) => sum + one, 0);
      // Only looks above the limit can breach; without the others in between a row of breaches is never broken.
      if (k <= 150 * RULE.limit) continue;
      const step = stepWatch(watch, { at: minute, verdict: look(RULE, k, 150), isMuted: false }, RULE);
      watch = step.watch;
      if (step.happened === 'OPENED') opened += 1;
    }
    expect(opened).toBe(0);
  });
});
