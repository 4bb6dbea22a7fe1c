import { expect, it } from 'vitest';
import { labelsAlike } from './index.js';

it('labels that only look different are told, and others are not', () => {
  expect(labelsAlike(['spam', 'ham', 'not spam'])).toEqual([]);
  expect(labelsAlike(['Spam', 'spam', 'caf\u00e9', 'cafe\u0301', ' ok', 'ok', 'ok']).map(({ why }) => why)).toEqual([
    'in capital letters',
    'in how Unicode writes them, which nobody sees',
    'in blanks around them',
    'in blanks around them',
  ]);
});
