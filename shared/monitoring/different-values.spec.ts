import { describe, expect, it } from 'vitest';
import { freezeGrid, ranksOf } from './index.js';

type Value = number | string | null;

/** The ten values that rank first. */
function first(was: readonly Value[], is: readonly Value[]): Value[] {
  const grid = freezeGrid(new Map([['', was]]), null);
  if (!grid) throw new Error('nothing to freeze');
  const ranks = ranksOf({ layout: grid.layout, cell: grid.all }, is);
  return is
    .map((value, index) => ({ value, rank: ranks[index] ?? 0 }))
    .sort((a, b) => b.rank - a.rank)
    .slice(0, 10)
    .map(({ value }) => value);
}
const times = (count: number, value: Value): Value[] => Array.from({ length: count }, () => value);

describe('the most different values', () => {
  it('are those that a time has more of, not those that are as rare as ever', () => {
    const was = [...times(700, 'House'), ...times(280, 'Apartment'), ...times(20, 'Mobile Home')];
    const is = [...times(280, 'House'), ...times(700, 'Apartment'), ...times(20, 'Mobile Home')];
    expect(new Set(first(was, is))).toEqual(new Set(['Apartment']));
    expect(new Set(first(was, [...is, 'Castle']))).toEqual(new Set(['Apartment']));
  });

  it('are new names where new names come, and missing ones where values go missing', () => {
    const was = [...times(700, 'House'), ...times(300, 'Apartment')];
    expect(new Set(first(was, [...was, ...times(300, 'Castle')]))).toEqual(new Set(['Castle']));
    expect(new Set(first(was, [...was, ...times(300, null)]))).toEqual(new Set([null]));
  });

  it('of numbers lie where more of them are now, the furthest first', () => {
    const was = Array.from({ length: 2000 }, (_, index) => 1e9 + (index % 100));
    const is = [...was.slice(0, 500), ...Array.from({ length: 200 }, (_, index) => 1e9 + 150 + index)];
    expect(first(was, is)).toEqual(Array.from({ length: 10 }, (_, index) => 1e9 + 349 - index));
    const middle = first(was, [...was.slice(0, 500), ...times(400, 1e9 + 50)]);
    expect(middle.every((value) => Math.abs(Number(value) - 1e9 - 50) < 15)).toBe(true);
  });
});
