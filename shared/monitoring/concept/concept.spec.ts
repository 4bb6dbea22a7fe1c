import { describe, expect, it } from 'vitest';
import { hashUniform } from '../../stats/index.js';
import {
  addLabels,
  driftSentence,
  ESTIMATE_MOVES,
  estimateError,
  INPUT_MOVES,
  maySettle,
  noLabels,
  veilConcept,
  viewConcept,
  type ConceptState,
  type JudgedLabel,
} from './index.js';

const HOUR = 3_600_000;
const START = Date.parse('2026-03-02T00:00:00Z');
/** The same numbers in every run: a draw of the seed and what it is for. */
const draw = (seed: number, purpose: string, i: number): number =>
  hashUniform({ salt: `seed ${seed}`, purpose: 'thin', key: `${purpose} ${i}` });

type Stream = {
  readonly seed: number;
  readonly n: number;
  readonly error: (i: number) => number;
  readonly pi?: (i: number) => number;
};
function labelsOf({ seed, n, error, pi = () => 0.1 }: Stream): JudgedLabel[] {
  return Array.from({ length: n }, (_, i) => ({
    at: START + Math.floor((i / n) * 168 * HOUR),
    segment: i % 3 === 0 ? 'shop' : 'web',
    predicted: draw(seed, 'class', i) < 0.5 ? 'spam' : 'ham',
    confidence: 0.9,
    isError: draw(seed, 'error', i) < error(i),
    pi: pi(i),
    piMin: 0.1,
    uniform: draw(seed, 'thin', i),
    corrects: null,
  }));
}
const stateOf = (labels: readonly JudgedLabel[]): ConceptState => addLabels(noLabels(), labels);

describe('labels of one version', () => {
  it('tells of an error that rose, since when, and on which side of the band', () => {
    const labels = labelsOf({ seed: 3, n: 1600, error: (i) => (i < 800 ? 0.05 : 0.3) });
    const { state, since, detectors, recent, reference, points } = viewConcept(stateOf(labels));
    expect(state).toBe('ROSE');
    expect(since).toBeGreaterThan(labels[800]?.at ?? Infinity);
    expect(since).toBeLessThan(labels[1000]?.at ?? 0);
    expect(detectors.map(({ detector, state: told }) => [detector, told])).toEqual([
      ['eDetector', 'FIRED'],
      ['adwin', 'FIRED'],
      ['pageHinkley', 'FIRED'],
    ]);
    expect(recent.lower).toBeGreaterThan(reference.value ?? 1);
    expect(points).toHaveLength(168);
    for (const { value, lower, upper } of points) {
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(upper).toBeLessThanOrEqual(1);
      expect(value).toBeGreaterThanOrEqual(lower);
      expect(value).toBeLessThanOrEqual(upper);
    }
  });

  it('is steady over a steady week, whatever the audit rate becomes', () => {
    // Cases of a high error get a label for sure in the second half: the plain share of errors among labels rises.
    const hard = (i: number): boolean => i % 4 === 0;
    const labels = labelsOf({
      seed: 5,
      n: 2000,
      error: (i) => (hard(i) ? 0.3 : 0.04),
      pi: (i) => (i >= 1000 && hard(i) ? 1 : 0.1),
    });
    const { state, detectors, total } = viewConcept(stateOf(labels));
    expect(state).toBe('STEADY');
    expect(detectors.every(({ signals }) => signals.length === 0)).toBe(true);
    const plain = labels.filter(({ isError }) => isError).length / labels.length;
    expect(total.value).toBeLessThan(plain);
  });

  it('says nothing before there are enough labels', () => {
    const { state, total } = viewConcept(stateOf(labelsOf({ seed: 1, n: 60, error: () => 1 })));
    expect(state).toBe('UNKNOWN');
    expect(viewConcept(noLabels()).total).toEqual({ labels: 0, value: null, lower: 0, upper: 1 });
    expect(total.labels).toBe(60);
  });

  it('is the same after its state was stored, and in parts', () => {
    const labels = labelsOf({ seed: 7, n: 400, error: () => 0.1 });
    const half = JSON.parse(JSON.stringify(stateOf(labels.slice(0, 171)))) as ConceptState;
    expect(addLabels(half, labels.slice(171))).toEqual(stateOf(labels));
  });

  it('counts a late label in its own period, and takes back what a correction corrects', () => {
    const labels = labelsOf({ seed: 2, n: 336, error: () => 0 });
    const late: JudgedLabel = { ...(labels[0] as JudgedLabel), isError: true };
    const before = viewConcept(stateOf(labels));
    const after = viewConcept(addLabels(stateOf(labels), [late]));
    expect(after.points[0]?.labels).toBe((before.points[0]?.labels ?? 0) + 1);
    expect(after.points.slice(1)).toEqual(before.points.slice(1));
    const corrected = viewConcept(
      addLabels(stateOf([...labels, late]), [
        { ...late, isError: false, at: late.at + HOUR, corrects: { isError: true, at: late.at } },
      ]),
    );
    expect(corrected.total.value).toBe(0);
    expect(corrected.total.labels).toBe(labels.length + 1);
  });

  it('stays small: periods grow longer, names beyond a bound are put together', () => {
    const labels = labelsOf({ seed: 4, n: 3000, error: () => 0.1 }).map((label, i) => ({
      ...label,
      at: START + i * 6 * HOUR,
      segment: `segment ${i % 500}`,
    }));
    const state = stateOf(labels);
    const { points, segments, total, periodSeconds } = viewConcept(state);
    expect(points.length).toBeLessThanOrEqual(336);
    expect(periodSeconds).toBeGreaterThan(3600);
    expect(points.reduce((n, one) => n + one.labels, 0)).toBe(total.labels);
    expect(segments).toHaveLength(41);
    expect(segments.reduce((n, one) => n + one.labels, 0)).toBe(3000);
    expect(JSON.stringify(state).length).toBeLessThan(200_000);
  });

  it('sees that confidence no longer means what it meant', () => {
    const labels = labelsOf({ seed: 6, n: 900, error: (i) => (i < 400 ? 0.1 : 0.35) });
    const { state, reference, recent, bins } = viewConcept(stateOf(labels)).calibration;
    expect(state).toBe('OVERCONFIDENT');
    expect((recent.gap ?? 0) - (reference.gap ?? 0)).toBeGreaterThan(0.05);
    expect(bins.filter((bin) => bin.recent.labels > 0)).toHaveLength(1);
    const steady = labelsOf({ seed: 6, n: 900, error: () => 0.1 });
    expect(viewConcept(stateOf(steady)).calibration.state).toBe('STEADY');
  });

  it('refuses a chance that cannot be', () => {
    const [label] = labelsOf({ seed: 1, n: 1, error: () => 0 });
    expect(() => addLabels(noLabels(), [{ ...(label as JudgedLabel), pi: 0 }])).toThrow(RangeError);
  });
});

describe('what reviewers of blind cases see', () => {
  it('has no row and no period from which a single answer could be told', () => {
    const view = viewConcept(stateOf(labelsOf({ seed: 3, n: 1000, error: () => 0.1 })));
    expect(Math.min(...view.points.map(({ labels }) => labels))).toBeLessThan(10);
    const veiled = veilConcept(view);
    expect(veiled.points.every(({ labels }) => labels >= 10)).toBe(true);
    expect([veiled.classes, veiled.segments, veiled.calibration.bins]).toEqual([[], [], []]);
    expect(veiled.total).toEqual(view.total);
  });

  it('moves on by ten labels and an hour, not by one', () => {
    expect(maySettle(null, { labels: 9, at: 0 })).toBe(false);
    expect(maySettle(null, { labels: 10, at: 0 })).toBe(true);
    expect(maySettle({ labels: 10, at: 0 }, { labels: 19, at: 2 * HOUR })).toBe(false);
    expect(maySettle({ labels: 10, at: 0 }, { labels: 40, at: HOUR - 1 })).toBe(false);
    expect(maySettle({ labels: 10, at: 0 }, { labels: 20, at: HOUR })).toBe(true);
  });
});

describe('the estimate without labels', () => {
  const moments = (n: number, mean: number) => ({ n, mean, se: 0.1 / Math.sqrt(n) });
  it('is 1 − the mean confidence, and moves where that is sure and large enough', () => {
    expect(estimateError(moments(1000, 0.9), moments(1000, 0.9))).toMatchObject({ state: 'STEADY', cases: 1000 });
    expect(estimateError(moments(1000, 0.8), moments(1000, 0.9)).state).toBe('WORSE');
    expect(estimateError(moments(1000, 0.9), moments(1000, 0.8)).state).toBe('BETTER');
    expect(estimateError(moments(1000, 0.8), moments(1000, 0.9)).value).toBeCloseTo(0.2, 12);
    expect(estimateError(moments(50, 0.8), moments(1000, 0.9)).state).toBe('UNKNOWN');
    expect(estimateError({ n: 0, mean: null, se: 0 }, moments(500, 0.9)).value).toBeNull();
  });
});

describe('the sentence', () => {
  const errors = ['UNKNOWN', 'STEADY', 'ROSE', 'FELL'] as const;
  const all = INPUT_MOVES.flatMap((inputs) =>
    errors.flatMap((error) => ESTIMATE_MOVES.map((estimate) => ({ inputs, error, estimate }))),
  );

  it('is one for each of the 48 combinations, and no two are alike', () => {
    const sentences = all.map(driftSentence);
    expect(new Set(sentences).size).toBe(48);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^.]+\.$/);
  });

  it.each(all)('names what is not known yet: inputs $inputs, error $error, estimate $estimate', (signs) => {
    const sentence = driftSentence(signs);
    expect(sentence.startsWith('Not known yet')).toBe(signs.error === 'UNKNOWN');
    expect(sentence.includes('whether the inputs moved is not known yet')).toBe(signs.inputs === 'UNKNOWN');
    expect(sentence.includes('confidence says too little yet')).toBe(signs.estimate === 'UNKNOWN');
    // That the rules changed is said only where labels show more errors on inputs that did not move.
    const isRules = signs.error === 'ROSE' && signs.inputs === 'STEADY' && signs.estimate !== 'WORSE';
    expect(sentence.includes('the rules of taking the decision changed')).toBe(isRules);
  });

  it.each([
    [{ inputs: 'MOVED', error: 'STEADY', estimate: 'STEADY' }, 'copes with the new inputs'],
    [{ inputs: 'STEADY', error: 'ROSE', estimate: 'STEADY' }, 'the rules of taking the decision changed'],
    [{ inputs: 'MOVED', error: 'ROSE', estimate: 'WORSE' }, 'harder for the machine'],
    [{ inputs: 'MOVED', error: 'ROSE', estimate: 'STEADY' }, 'thresholds do not protect'],
    [{ inputs: 'STEADY', error: 'ROSE', estimate: 'WORSE' }, 'not among the watched inputs'],
    [{ inputs: 'STEADY', error: 'STEADY', estimate: 'STEADY' }, 'nothing changed'],
    [{ inputs: 'MOVED', error: 'UNKNOWN', estimate: 'UNKNOWN' }, 'blind labels are needed'],
    [{ inputs: 'STEADY', error: 'FELL', estimate: 'STEADY' }, 'reviews became careless'],
  ] as const)('of %o means: %s', (signs, meaning) => {
    expect(driftSentence(signs)).toContain(meaning);
  });
});
