import { expect, it } from 'vitest';
import { filterOf, queryOf } from './label-filter.js';

it('asks GraphQL and REST for the same rows', () => {
  const search = { since: '2026-03-01', until: '2026-03-31', blind: 'true', reason: 'audit', value: 'a&b' };
  const filter = filterOf(search);
  const query = new URLSearchParams(queryOf(search, 'csv'));
  expect(Object.fromEntries(query)).toEqual({
    format: 'csv',
    since: filter.from,
    until: filter.to,
    blind: 'true',
    reason: 'audit',
    value: 'a&b',
  });
  expect(new Date(filter.to ?? '').getTime() - new Date(filter.from ?? '').getTime()).toBeGreaterThan(
    30.9 * 86_400_000,
  );
});

it('leaves out what is not a day', () => {
  expect(filterOf({ since: 'soon' })).toEqual({});
});
