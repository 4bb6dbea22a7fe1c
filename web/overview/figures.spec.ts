import { describe, expect, it } from 'vitest';
import { figuresOf, type Figure, type Hour } from './figures.js';

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-05-04T12:30:00Z');
const NOTHING = { cases: 0, automated: 0, opened: 0, asked: 0, failed: 0, answered: 0, compared: 0, agreed: 0 };

/** The last day; `last`: what its last hours held, newest last. */
function day(...last: readonly Partial<Hour>[]): Hour[] {
  const first = Math.floor(NOW / HOUR_MS) * HOUR_MS - 23 * HOUR_MS;
  return Array.from({ length: 24 }, (_, index) => ({
    __typename: 'ProjectHour' as const,
    hour: new Date(first + index * HOUR_MS).toISOString(),
    ...NOTHING,
    ...last[index - 24 + last.length],
  }));
}

function figure(name: string, hours: readonly Hour[], queueLength = 0, now = NOW): Figure | undefined {
  const queue = { queueLength, oldestOpenAt: null, sameNumber: [] };
  return figuresOf(hours, queue, now).find((one) => one.name === name);
}

describe('answered by people', () => {
  const of = (hours: readonly Hour[], queueLength: number, now = NOW) =>
    figure('Answered by people', hours, queueLength, now);

  it('a project of some minutes has no pace yet', () => {
    const minutes = NOW - 28 * 60_000;
    expect(of(day({ cases: 4, opened: 4, answered: 1 }), 3, minutes)).toMatchObject({ state: 'unknown' });
  });

  it('the pace is that of the time since cases for people came in', () => {
    // 100 in 2.5 hours: 40 an hour.
    const hours = day({ opened: 200, answered: 40 }, { answered: 40 }, { answered: 20 });
    expect(of(hours, 160)).toMatchObject({ state: 'good' });
    expect(of(hours, 200)).toMatchObject({
      state: 'bad',
      says: 'At the pace of the last 2 h 30 min the 200 that wait take about 5 h.',
    });
  });

  it('where nobody answers, that is said', () =>
    expect(of(day({ opened: 5 }, {}, {}), 5)).toMatchObject({
      state: 'bad',
      says: 'Nobody has answered in the last 2 h 30 min, and 5 wait.',
    }));
});

describe('machine had no answer', () => {
  it('is not known where no machine was asked', () =>
    expect(figure('Machine had no answer', day({ cases: 4, opened: 4 }))).toMatchObject({
      value: 'not enough data yet',
      note: 'no machine was asked',
      state: 'unknown',
    }));

  it('is the share of the cases for which it was asked', () =>
    expect(figure('Machine had no answer', day({ cases: 1000, asked: 50, failed: 2 }))).toMatchObject({
      value: '4.0 %',
      note: '2 of 50 it was asked',
      state: 'bad',
      says: '4.0 % of its answers could not be used.',
    }));
});
