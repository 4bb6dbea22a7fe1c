import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorCurve } from './error-curve.js';

const GRID = [0.5, 0.6, 0.7, 0.8, 0.9];

describe('errorCurve', () => {
  it('gives the plain shares when every label was equally likely', () => {
    const judged = [0.55, 0.65, 0.75, 0.85, 0.95].map((confidence) => ({
      confidence,
      isWrong: confidence < 0.7,
      propensity: 1,
    }));
    const points = errorCurve({ confidences: judged.map(({ confidence }) => confidence), judged, grid: GRID });
    expect(points.map(({ share, error, labelled }) => [share, error, labelled])).toEqual([
      [1, 0.4, 5],
      [0.8, 0.25, 4],
      [0.6, 0, 3],
      [0.4, 0, 2],
      [0.2, 0, 1],
    ]);
  });

  it('counts a case at the threshold as automated, and knows nothing where nothing is labelled', () => {
    expect(errorCurve({ confidences: [0.9], judged: [], grid: [0.9] })).toEqual([
      { threshold: 0.9, share: 1, labelled: 0, error: null, lower: 0, upper: 1 },
    ]);
    expect(errorCurve({ confidences: [], judged: [], grid: [0.9] })[0]?.share).toBe(0);
  });

  it('is not fooled by how labels were chosen: rare audits above, certain labels below', () => {
    // 1,000 cases a side; above 0.9 every 10th is audited, 5 % wrong on both sides of the audit.
    const above = Array.from({ length: 100 }, (_, i) => ({ confidence: 0.95, isWrong: i < 20, propensity: 0.1 }));
    const below = Array.from({ length: 1000 }, (_, i) => ({ confidence: 0.8, isWrong: i < 10, propensity: 1 }));
    const [point] = errorCurve({ confidences: [], judged: [...above, ...below], grid: [0.5] });
    expect(point?.error).toBeCloseTo((200 + 10) / 2000, 12);
  });

  it('gives an interval around the estimate, and fewer automated cases for a higher threshold', () => {
    const judged = fc.record({
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      isWrong: fc.boolean(),
      propensity: fc.constantFrom(0.02, 0.1, 1),
    });
    fc.assert(
      fc.property(fc.array(judged), fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (labels, confidences) => {
        const points = errorCurve({ confidences, judged: labels, grid: GRID });
        points.forEach((point, index) => {
          const next = points[index + 1];
          if (next) expect(next.share).toBeLessThanOrEqual(point.share);
          expect(point.lower).toBeLessThanOrEqual((point.error ?? point.lower) + 1e-12);
          expect(point.upper).toBeGreaterThanOrEqual((point.error ?? point.upper) - 1e-12);
        });
      }),
    );
  });
});
