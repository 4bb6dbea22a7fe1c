import { describe, expect, it } from 'vitest';
import { RHYTHMS, simulateQuietWeeks, type QuietWeeks } from './index.js';

const HOUR = 60;
const DAY = 24 * HOUR;
const alarmsOf = (given: QuietWeeks): { key: string; minute: number }[] =>
  simulateQuietWeeks(given).flatMap(({ key, openedAt }) => openedAt.map((minute) => ({ key, minute })));

describe('weeks in which nothing goes wrong', () => {
  it.each(RHYTHMS)('raise no alarm where cases come in the rhythm %s', (rhythm) => {
    expect(alarmsOf({ seed: 1, rhythm, casesAMinute: 5 })).toEqual([]);
  });

  it('are told from one in which no case comes any more, by day', () => {
    const stopsAt = 9 * DAY + 11 * HOUR;
    const [first] = alarmsOf({ seed: 2, rhythm: 'OFFICE_HOURS', casesAMinute: 5, stopsAt });
    expect(first?.key).toBe('no-traffic');
    expect((first?.minute ?? Infinity) - stopsAt).toBeLessThan(HOUR);
  });
});
