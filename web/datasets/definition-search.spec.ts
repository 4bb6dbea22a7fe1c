import { expect, it } from 'vitest';
import { definitionOf, unreadableIn } from './definition-search.js';

it('a share of agreement is the one that is typed, or it is said why not, and nothing is frozen as if it were not there', () => {
  expect(definitionOf({ agreement: '66,6' })).toMatchObject({ filter: { minimumAgreement: 0.666 } });
  expect([unreadableIn({ agreement: '66,6' }), unreadableIn({})]).toEqual([null, null]);
  expect(unreadableIn({ agreement: '8e1' })).toBe(
    'Answers agree, at least: “8e1” cannot be read. Write digits, and a point before decimals.',
  );
  expect(unreadableIn({ agreement: '150' })).toBe('Answers agree, at least: From 0 to 100');
});
