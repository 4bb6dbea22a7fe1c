import { describe, expect, it } from 'vitest';
import {
  addToCell,
  Binning,
  effectOf,
  emptyCell,
  freezeGrid,
  mergeCells,
  type Cell,
} from '@handrail/shared/monitoring';
import { judgeFields, type FieldSeen } from './judge-fields.js';
import { onsetSpan, timed } from './time-onsets.js';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const HOURS = 8;
const grid = freezeGrid(new Map([['', spread(5000, 0)]]), null);
if (!grid) throw new Error('nothing to freeze');
const { layout, all } = grid;

function spread(size: number, offset: number, from = 0): number[] {
  return Array.from({ length: size }, (_, index) => (((from + index) * 0.618_033_988_7) % 1) + offset);
}

function counted(values: readonly number[]): Cell {
  const shape = { hasSketch: false, binning: new Binning(layout) };
  const cell = emptyCell(shape);
  for (const value of values) addToCell(cell, value, shape);
  return cell;
}

/** Ten cases a minute that move by `by` in minute `at`; by the minute and by the hour. */
function seen(at: number, by: number) {
  const minutes = Array.from({ length: HOURS * 60 }, (_, minute) => ({
    at: minute * MINUTE,
    cell: counted(spread(10, minute < at ? 0 : by, minute * 10)),
  }));
  const cells = Array.from({ length: HOURS }, (_, hour) => ({
    segment: '',
    at: hour * HOUR,
    cell: mergeCells(minutes.slice(hour * 60, hour * 60 + 60).map(({ cell }) => cell)),
  }));
  const part = { metric: 'input.value', part: 'amount' };
  const current: FieldSeen = { ...part, layout, cells };
  const reference: FieldSeen = { ...part, layout, cells: [], whole: all };
  const [field] = judgeFields([{ ...part, title: 'amount' }], { current: [current], reference: [reference] });
  if (!field) throw new Error('nothing was judged');
  return { field, current, reference, minutes };
}

describe('since when a field drifts', () => {
  it.each([386, 403, 421])('is the minute %i, which its hour does not tell', (at) => {
    const { field, ...rest } = seen(at, 0.4);
    expect(onsetSpan([field], HOURS * HOUR)).toBeDefined();
    const told = timed(field, rest, HOURS * HOUR);
    expect(Math.abs((told.since?.getTime() ?? 0) / MINUTE - at)).toBeLessThanOrEqual(2);
    expect(told).toMatchObject({ sinceUntil: new Date((told.since?.getTime() ?? 0) + MINUTE), isSinceBefore: false });
    expect(told).not.toHaveProperty('onset');
  });

  it('is the hours in which it began where minutes are not kept any more', () => {
    const { field, ...rest } = seen(200, 0.4);
    const told = timed(field, { ...rest, minutes: rest.minutes.slice(230) }, HOURS * HOUR);
    expect([told.since, told.sinceUntil]).toEqual([field.since, field.sinceUntil]);
    expect((told.sinceUntil?.getTime() ?? 0) - (told.since?.getTime() ?? 0)).toBeGreaterThan(MINUTE);
  });

  it('may be earlier where all of the time drifts', () => {
    const { field, ...rest } = seen(0, 0.4);
    expect(timed(field, rest, HOURS * HOUR)).toMatchObject({ since: new Date(0), isSinceBefore: true });
  });
});

it('the sentence of a field has the effect and the unit that stand beside it', () => {
  for (const by of [0.02, 0.05, 0.1, 0.4, 2, 40]) {
    const { field } = seen(0, by);
    if (!field.compared) throw new Error('nothing was compared');
    const { value, unit } = effectOf(field.compared);
    expect(field.reason).toContain(String(Number(value.toPrecision(3))));
    expect(field.reason).toContain(unit);
  }
});
