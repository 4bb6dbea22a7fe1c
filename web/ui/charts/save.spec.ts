import { expect, it } from 'vitest';
import { csvOf, spoken } from './save';
import type { Series } from './series';

const odd: Series = {
  id: 'a',
  label: '=SUM(A1), "odd"',
  points: [
    { at: 0, value: -0.5, lower: -1, upper: 0, n: 3 },
    { at: 60_000, value: null },
  ],
};

it('writes a row a bucket, gaps empty, nothing that a spreadsheet would run', () => {
  expect(csvOf([odd], 'share').split('\r\n')).toEqual([
    'series,time,share,lower,upper,n',
    `"'=SUM(A1), ""odd""",1970-01-01T00:00:00.000Z,-0.5,-1,0,3`,
    `"'=SUM(A1), ""odd""",1970-01-01T00:01:00.000Z,,,,`,
    '',
  ]);
});

it('says the last value that is known', () => {
  expect(
    spoken(
      [
        { ...odd, label: 'A' },
        { id: 'b', label: 'B', points: [] },
      ],
      'share',
    ),
  ).toBe('A: last -50 %; B: not enough data yet');
});
