import { expect, it } from 'vitest';
import { exceptionsOf, nameOf, thresholdsOf } from './exceptions.js';

it('reads a policy’s thresholds as a list and writes the list back as it was', () => {
  const stored = {
    classThresholds: [{ name: 'spam', threshold: 0.95 }],
    segmentThresholds: { sms: { global: 0.8, perClass: { ham: 0.7 } }, fax: { perClass: { ham: 0.6 } } },
  };
  const list = exceptionsOf(stored);
  expect(list.map((one) => `${nameOf(one)} ${one.threshold}`)).toEqual([
    'spam 0.95',
    'segment sms 0.8',
    'ham in segment sms 0.7',
    'ham in segment fax 0.6',
  ]);
  expect(thresholdsOf(list)).toEqual(stored);
});
