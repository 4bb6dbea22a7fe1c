import { expect, it } from 'vitest';
import { sentenceOf } from './overview-sentence.js';

const figure = { title: 'Error rate', unit: '', value: 0.001, limit: 0.01, previous: null, verdict: 'GOOD' } as const;

it('never says that all is right while an alarm burns', () => {
  expect(sentenceOf('GOOD', [figure])).toBe('All right: every figure is as it should be.');
  expect(sentenceOf('GOOD', [figure], ['A field drifts: links'])).toBe(
    'Not all right: an alarm is open (A field drifts: links).',
  );
  expect(sentenceOf('BAD', [{ ...figure, value: 0.5, verdict: 'BAD' }], ['A', 'B', 'C', 'D'])).toBe(
    'Not all right: 4 alarms are open (A; B; C; and 1 more); error rate is 50 % (limit 1 %).',
  );
});
