import { describe, expect, it } from 'vitest';
import { tickText, timeTicks, valueText, valueTicks } from './scale';
import { bandOf, isLonely, rowsOf } from './series';

const HOUR = 3_600_000;

describe('ticks of time', () => {
  it('stand at round times of the zone, and are never too many', () => {
    const from = Date.UTC(2026, 0, 1, 0, 7);
    expect(
      timeTicks(from, from + HOUR, { most: 6, offsetAt: () => 0 }).map((at) => new Date(at).getUTCMinutes()),
    ).toEqual([10, 20, 30, 40, 50, 0]);
    // Five and a half hours ahead of UTC, as in Kolkata: whole hours there are half hours of UTC.
    const local = timeTicks(from, from + 6 * HOUR, { most: 6, offsetAt: () => -330 });
    expect(local.map((at) => new Date(at).getUTCMinutes())).toEqual([30, 30, 30, 30, 30, 30]);
    for (const hours of [0.2, 3, 24, 170, 720, 10_000])
      expect(timeTicks(from, from + hours * HOUR, { most: 8, offsetAt: () => 0 }).length).toBeLessThanOrEqual(9);
  });

  it('stand at midnight before and after the clocks change', () => {
    // Berlin: summer time ends on 25 October 2026 at 01:00 UTC, and begins on 29 March 2026 at 01:00 UTC.
    const autumn = Date.UTC(2026, 9, 25, 1);
    const spring = Date.UTC(2026, 2, 29, 1);
    const berlin = (at: number): number => (at >= spring && at < autumn ? -120 : -60);
    const clock = (at: number): number => new Date(at - berlin(at) * 60_000).getUTCHours();
    for (const change of [autumn, spring]) {
      const days = timeTicks(change - 72 * HOUR, change + 72 * HOUR, { most: 7, offsetAt: berlin });
      expect(days.map(clock)).toEqual([0, 0, 0, 0, 0, 0]);
      const halves = timeTicks(change - 24 * HOUR, change + 24 * HOUR, { most: 5, offsetAt: berlin });
      expect(new Set(halves.map((at) => clock(at) % 12))).toEqual(new Set([0]));
    }
  });

  it('say the day where days are told apart', () => {
    const noon = new Date(2026, 0, 5, 12, 0).getTime();
    expect(tickText(noon, HOUR)).toBe('12:00');
    expect(tickText(noon, 48 * HOUR)).toBe('Mon 12:00');
    expect(tickText(noon, 24 * 30 * HOUR)).toBe('Jan 5');
  });
});

it.each([
  [[203e6, 236e6], 'bytes', '200 MB, 210 MB, 220 MB, 230 MB, 240 MB'],
  [[0, 0.0026], 'seconds', '0 s, 1 ms, 2 ms, 3 ms'],
  [[600, 5400], 'seconds', '0 s, 25 min, 50 min, 75 min, 100 min'],
  [[0.81, 0.93], 'share', '80 %, 85 %, 90 %, 95 %'],
  [[0], 'share', '0 %, 1 %'],
  [[-0.0009], 'seconds', '-1 ms, -750 µs, -500 µs, -250 µs, 0 s'],
  [[0, 3], 'count', '0, 1, 2, 3'],
  [[-42, -12], 'number', '-60, -40, -20, 0'],
  [[-42, -38], 'number', '-42, -41, -40, -39, -38'],
  [[5, 5], 'number', '0, 2, 4, 6'],
  [[], 'number', ''],
] as const)('the axis over %j %s has the ticks %s', (values, unit, texts) => {
  const ticks = valueTicks(values, unit);
  expect(ticks.map((tick) => valueText(tick, unit)).join(', ')).toBe(texts);
});

it.each([
  [null, 'share', 'not known'],
  [0.0123, 'share', '1.23 %'],
  [0.0421, 'seconds', '42.1 ms'],
  [300, 'seconds', '5 min'],
  [1_234_567, 'bytes', '1.23 MB'],
  [0.2, 'bytes', '0.2 B'],
  [125_000, 'count', '125K'],
  [3.5, 'per second', '3.5/s'],
] as const)('%s in %s is written %s', (value, unit, text) => expect(valueText(value, unit)).toBe(text));

it('puts series side by side by time; what one of them does not know is a gap', () => {
  const rows = rowsOf([
    {
      id: 'a',
      label: 'A',
      points: [
        { at: 2, value: 5, lower: 4, upper: 6 },
        { at: 1, value: null },
      ],
    },
    { id: 'b', label: 'B', points: [{ at: 3, value: 7 }] },
  ]);
  expect(rows.map(({ at }) => at)).toEqual([1, 2, 3]);
  expect(rows[1]).toMatchObject({ a: 5, [bandOf('a')]: [4, 6], b: null });
  expect(rows.map((_, index) => isLonely(rows, 'a', index))).toEqual([false, true, false]);
});
