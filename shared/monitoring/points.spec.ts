import { describe, expect, it } from 'vitest';
import {
  addToCell,
  Binning,
  categoricalLayout,
  CellSum,
  countedMs,
  emptyCell,
  mergeCells,
  metricOf,
  pointOf,
  pointsOf,
  storeCell,
} from './index.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CASES = metricOf('input.cases');
const NEW = metricOf('input.new_categories');

function cells(count: number): CellSum {
  const sum = new CellSum();
  const cell = emptyCell({ binning: null });
  for (let index = 0; index < count; index += 1) addToCell(cell, 1, { hasSketch: false, binning: null });
  sum.add(storeCell(cell));
  return sum;
}

describe('how many come a minute', () => {
  it('is of the time since counting began, not of a day of which there are five minutes', () => {
    if (!CASES) throw new Error('no such metric');
    const now = 100 * HOUR + 40 * MINUTE;
    const since = now - 5 * MINUTE;
    const range = { resolution: 'HOUR', from: now - 24 * HOUR, to: now, now, since } as const;
    expect(pointOf(CASES, cells(300), { at: range.from, lengthMs: countedMs(range) }).value).toBe(60);
    expect(
      pointsOf(CASES, new Map([[100 * HOUR, cells(300)]]), { ...range, from: 99 * HOUR }).map(({ value }) => value),
    ).toEqual([null, 60]);
    // Hours in which it was there all the time, and one that began before it.
    const later = { ...range, from: 100 * HOUR, to: 103 * HOUR, now: 102 * HOUR + 30 * MINUTE };
    const by = new Map([
      [100 * HOUR, cells(250)],
      [101 * HOUR, cells(600)],
      [102 * HOUR, cells(300)],
    ]);
    expect(pointsOf(CASES, by, later).map(({ value }) => value)).toEqual([10, 10, 10]);
    // One event is not many a minute.
    expect(countedMs({ from: 0, to: HOUR, now: 1000, since: 0 })).toBe(MINUTE);
  });
});

describe('the share of new categories', () => {
  it('is of those that were held against a reference, not of what came before there was one', () => {
    if (!NEW) throw new Error('no such metric');
    const shape = { hasSketch: false, binning: new Binning(categoricalLayout(['a', 'b'])) };
    const before = emptyCell({ binning: null });
    for (let index = 0; index < 300; index += 1) addToCell(before, 'a', { hasSketch: false, binning: null });
    const held = emptyCell(shape);
    for (let index = 0; index < 100; index += 1) addToCell(held, index < 25 ? `new ${index}` : 'a', shape);
    expect(pointOf(NEW, mergeCells([before, held]), { at: 0, lengthMs: MINUTE })).toMatchObject({
      value: 0.25,
      count: 100,
    });
  });
});
