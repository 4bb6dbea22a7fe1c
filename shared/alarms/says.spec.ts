import { describe, expect, it } from 'vitest';
import {
  alarmPicture,
  alarmRuleSchema,
  alarmSentence,
  correlationOf,
  limitUnit,
  proposeRetirements,
  ruleWords,
  type AlarmTally,
} from './index.js';

const RULE = { name: 'x', metric: 'software.errors', condition: 'ABOVE', limit: 0.01 };

describe('a rule', () => {
  it.each([
    [{ metric: 'no.such' }, 'metric'],
    [{ metric: 'software.memory', segment: 'mail' }, 'segment'],
    [{ metric: 'software.memory', action: 'MOVE_DOWN' }, 'action'],
    [{ metric: 'output.answer' }, 'metric'],
    [{ read: 'P95' }, 'read'],
    [{ closeLimit: 0.02 }, 'closeLimit'],
    [{ condition: 'HIGHER', limit: 0 }, 'limit'],
    [{ isRelative: true }, 'isRelative'],
    [{ source: 'DRIFT' }, 'metric'],
    [{ source: 'DRIFT', metric: 'drift.input', condition: 'HIGHER', windowMinutes: 60 }, 'condition'],
    [{ source: 'DRIFT', metric: 'drift.input', windowMinutes: 15 }, 'windowMinutes'],
    [{ source: 'DRIFT', metric: 'drift.input', windowMinutes: 60, segment: 'mail' }, 'segment'],
    [{ source: 'DRIFT', metric: 'drift.error', read: 'P95' }, 'read'],
    [{ metric: 'software.latency', minimumCount: 5 }, 'minimumCount'],
    [{ source: 'DRIFT' }, 'metric'],
    [{ limit: NaN }, 'limit'],
  ])('%j is refused at %s', (change, field) => {
    const parsed = alarmRuleSchema.safeParse({ ...RULE, ...change });
    expect(parsed.error?.issues[0]?.path).toEqual([field]);
  });
});

describe('alarmSentence', () => {
  const measured = { value: 0.031, lower: 0.021, upper: 0.044, count: 900 };

  it('has the value with its interval against the limit', () => {
    expect(alarmSentence(alarmRuleSchema.parse(RULE), { ...measured, part: '', reference: null })).toBe(
      'Error rate is 3.1 % (2.1 % to 4.4 %); the limit is at most 1 %.',
    );
  });

  it('names the part, and what it was before', () => {
    const rule = alarmRuleSchema.parse({ ...RULE, metric: 'input.missing', condition: 'HIGHER', limit: 0.1 });
    const reference = { value: 0, lower: 0, upper: 0.001, count: 9000 };
    expect(alarmSentence(rule, { ...measured, part: 'amount', reference })).toBe(
      'Missing values of amount is 3.1 % (2.1 % to 4.4 %); before it was 0 % (0 % to 0.1 %).',
    );
  });
});

describe('ruleWords', () => {
  it.each<[string, Record<string, unknown>]>([
    ['above 1 % in 15 min, of at least 50', { limit: 0.01 }],
    ['above 2,000 ms in 15 min, of at least 1,000', { metric: 'software.latency', limit: 2000, minimumCount: 1000 }],
    ['above 24 h in 2 min', { metric: 'people.queue_age', limit: 86_400, windowMinutes: 2, minimumCount: 1 }],
    [
      'below 0.8 in 1 h, of at least 50',
      { metric: 'input.image_sharpness', condition: 'BELOW', limit: 0.8, windowMinutes: 60 },
    ],
    [
      'lower than the 7 days before by 10 points, in 4 h, of at least 40',
      { condition: 'LOWER', limit: 0.1, windowMinutes: 240, referenceHours: 168, minimumCount: 40 },
    ],
    [
      'differs from the 24 h before by 80 % of it, in 30 min, of at least 50',
      { metric: 'input.cases', condition: 'DIFFERS', limit: 0.8, isRelative: true, windowMinutes: 30 },
    ],
    [
      'above 0.1 in 24 h, of at least 200',
      { source: 'DRIFT', metric: 'drift.input', limit: 0.1, windowMinutes: 1440, minimumCount: 200 },
    ],
    ['above 2 points since the last change, of at least 50', { source: 'DRIFT', metric: 'drift.error', limit: 2 }],
  ])('%s', (words, changed) => {
    expect(ruleWords(alarmRuleSchema.parse({ ...RULE, ...changed }))).toBe(words);
  });
});

describe('limitUnit', () => {
  it.each([
    ['software.errors', 'ABOVE', false, { times: 100, unit: '%' }],
    ['software.errors', 'HIGHER', false, { times: 100, unit: 'points' }],
    ['software.latency', 'ABOVE', false, { times: 1, unit: 'ms' }],
    ['software.latency', 'HIGHER', true, { times: 100, unit: '%' }],
    ['software.memory', 'ABOVE', false, { times: 1e-6, unit: 'MB' }],
  ] as const)('of %s, %s, relative %s', (metric, condition, isRelative, unit) => {
    expect(limitUnit({ metric, condition, isRelative })).toEqual(unit);
  });
});

describe('alarmPicture', () => {
  const points = [1, 2, null, 4].map((value, index) => ({ at: index * 60_000, value }));

  it('draws runs between gaps, the limit, and nothing that a title could smuggle in', () => {
    const svg = alarmPicture({ title: '<script>"a"', points, limit: 3, since: 120_000 });
    expect(svg.match(/<polyline/g)).toHaveLength(2);
    expect(svg).toContain('stroke-dasharray');
    expect(svg).not.toContain('<script');
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(alarmPicture({ title: '<script>"a"', points, limit: 3, since: 120_000 })).toBe(svg);
  });

  it('is drawn of nothing, and of one value', () => {
    expect(alarmPicture({ title: '', points: [], limit: null, since: 0 })).not.toMatch(/NaN|Infinity/);
    expect(alarmPicture({ title: '', points: points.slice(0, 1), limit: null, since: 0 })).not.toMatch(/NaN|Infinity/);
  });
});

describe('proposeRetirements', () => {
  const tally = (metric: string, useful: number, useless: number): AlarmTally => ({
    metric,
    alarms: useful + useless,
    useful,
    useless,
  });
  const alike = { metric: 'b', other: 'a', correlation: 0.97, buckets: 100 };

  it('proposes what never helped in five alarms that were judged', () => {
    const metrics = proposeRetirements([tally('a', 0, 5), tally('b', 0, 4), tally('c', 1, 9)], []);
    expect(metrics.map(({ metric }) => metric)).toEqual(['a']);
  });

  it('proposes of two that move alike the one that helped less, and none where nobody knows which', () => {
    const proposed = (a: number, b: number): string[] =>
      proposeRetirements([tally('a', a, 0), tally('b', b, 0)], [alike]).map(({ metric }) => metric);
    expect([proposed(3, 1), proposed(1, 3), proposed(0, 0), proposed(2, 2)]).toEqual([['b'], ['a'], [], []]);
    expect(proposeRetirements([tally('a', 3, 0)], [{ ...alike, buckets: 20 }])).toEqual([]);
  });

  it('knows what moves together', () => {
    expect(
      correlationOf([
        [1, 2],
        [2, 4],
        [3, 6],
      ]),
    ).toBeCloseTo(1, 12);
    expect(
      correlationOf([
        [1, -2],
        [2, -4],
        [3, -6],
      ]),
    ).toBeCloseTo(-1, 12);
    expect(
      correlationOf([
        [1, 2],
        [1, 4],
        [1, 6],
      ]),
    ).toBeNull();
    expect(correlationOf([[1, 2]])).toBeNull();
  });
});
