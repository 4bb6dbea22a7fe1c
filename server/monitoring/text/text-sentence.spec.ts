import { expect, it } from 'vitest';
import { textSentence } from './text-sentence.js';

it.each([
  [0.52, 0.47, 'cannot be told apart'],
  [0.45, 0.4, 'cannot be told apart'],
  [0.58, 0.53, 'hardly'],
  [0.7, 0.65, 'partly'],
  [0.93, 0.9, 'may not know'],
])('says what an AUC of %s from %s on means', (auc, lower, words) => {
  const sentence = textSentence({ auc, lower, upper: 2 * auc - lower });
  expect(sentence).toContain(`in ${Math.round(100 * auc)} % of pairs`);
  expect(sentence).toContain(words);
});
