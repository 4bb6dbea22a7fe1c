import { expect, it } from 'vitest';
import { RANGES, viewOf } from './view';

const NOW = Date.UTC(2026, 0, 2);

it('reads a view from the address', () => {
  expect(viewOf({ group: 'OUTPUT', range: '7d', by: 'LEVEL', compare: 'before' }, NOW)).toEqual({
    group: 'OUTPUT',
    range: '7d',
    from: NOW - RANGES['7d'],
    to: NOW,
    by: 'LEVEL',
    isCompared: true,
  });
  const [from, to] = ['2026-01-01T00:00:00.000Z', '2026-01-01T06:00:00.000Z'];
  expect(viewOf({ from, to, range: '7d' }, NOW)).toMatchObject({
    range: 'custom',
    from: Date.parse(from),
    to: Date.parse(to),
  });
});

it.each([
  {},
  { group: 'X', range: 'toString', by: 7 },
  { from: 'yesterday', to: 'today' },
  { from: '2026-01-02', to: '2026-01-01' },
])('shows the last day of the software when the address says %j', (search) =>
  expect(viewOf(search, NOW)).toMatchObject({ group: 'SOFTWARE', range: '24h', to: NOW, by: null, isCompared: false }),
);
