import { expect, it } from 'vitest';
import { skippedInWords } from './skipped-words';

it.each([
  [1, 0, '1 you have skipped; others will see it.'],
  [3, 0, '3 you have skipped; others will see them.'],
  [1, 1, '1 you have skipped, and nobody else is left to answer it. An admin can ask you again, or decide.'],
  [3, 3, '3 you have skipped, and nobody else is left to answer them. An admin can ask you again, or decide.'],
  [
    5,
    2,
    '5 you have skipped; others will see 3 of them, and nobody else is left to answer 2. An admin can ask you again, or decide.',
  ],
])('of %i skipped cases, %i of which nobody is left for, it says so', (skippedByMe, leftToNobody, words) => {
  expect(skippedInWords({ skippedByMe, leftToNobody })).toBe(words);
});
