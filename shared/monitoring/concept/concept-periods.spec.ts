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

it('a point of the chart weighs each label by how likely it was asked for', () => {
  const label = { segment: '', predicted: null, confidence: null, piMin: 0.1, uniform: 0, corrects: null };
  const given = [
    // Of audits at 1 in 10 each stands for ten cases; one who was sure to be asked for itself.
    ...Array.from({ length: 8 }, (_, index) => ({ ...label, at: at0 + index, pi: 0.1, isError: index < 2 })),
    ...Array.from({ length: 40 }, (_, index) => ({ ...label, at: at0 + 10 + index, pi: 1, isError: index < 30 })),
  ];
  const [point] = viewConcept(addLabels(noLabels(), given)).points;
  expect(point?.labels).toBe(48);
  expect(point?.value).toBeCloseTo((2 * 10 + 30) / (8 * 10 + 40), 12);
  expect(point?.lower).toBeLessThan(point?.value ?? 0);
  expect(point?.upper).toBeGreaterThan(point?.value ?? 1);
});
