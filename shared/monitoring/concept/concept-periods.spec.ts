import { expect, it } from 'vitest';
import { addLabels, noLabels, viewConcept, type JudgedLabel } from './index.js';

const at0 = 1000 * 3_600_000;
const labels = (count: number, apartMs: number): JudgedLabel[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ at: at0 + index * apartMs, segment: '', predicted: null, confidence: null, isError: index % 20 === 0 },
    ...{ pi: 1, piMin: 1, uniform: 0, corrects: null },
  }));

it('the chart of errors has points as close as the labels come: minutes where thousands do, hours where few do', () => {
  const busy = viewConcept(addLabels(noLabels(), labels(4304, (30 * 60_000) / 4304)));
  expect(busy.periodSeconds).toBe(60);
  expect(busy.points).toHaveLength(30);
  const slow = viewConcept(addLabels(noLabels(), labels(48, 30 * 60_000)));
  expect(slow.periodSeconds).toBe(3600);
  expect(slow.points).toHaveLength(24);
});
