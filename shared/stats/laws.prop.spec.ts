import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as stats from './index.js';

/** Mostly plain shares: doubles alone are nearly always close to an end. */
const share = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000) },
  { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
);
const histogram = (size: number) =>
  fc.array(fc.nat(50), { minLength: size, maxLength: size }).filter((counts) => counts.some((count) => count > 0));
const pair = fc.integer({ min: 1, max: 8 }).chain((size) => fc.tuple(histogram(size), histogram(size)));
const tally = fc.array(fc.record({ pi: fc.constantFrom(0.1, 0.25, 1), errors: fc.nat(30), correct: fc.nat(300) }), {
  maxLength: 6,
});
const labelled = fc.array(fc.tuple(share, fc.constantFrom(0, 0, 0, 1)), { maxLength: 120 }).map((rows) => ({
  scores: rows.map(([score]) => score),
  errors: rows.map(([, error]) => error),
}));
const values = fc.array(
  fc.option(
    fc.oneof(
      fc.integer({ min: -50, max: 50 }).map((tenths) => tenths / 10),
      fc.double({ min: -5, max: 5, noNaN: true }),
    ),
    { nil: null },
  ),
  { maxLength: 60 },
);

describe('laws', () => {
  it('clopperPearson contains k/n and grows with k', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), share, share, (n, a, b) => {
        const [low, high] = [Math.floor(Math.min(a, b) * n), Math.floor(Math.max(a, b) * n)];
        const [one, two] = [stats.clopperPearson({ k: low, n }), stats.clopperPearson({ k: high, n })];
        expect(one.lower).toBeLessThanOrEqual(low / n);
        expect(one.upper).toBeGreaterThanOrEqual(low / n);
        expect(one.lower).toBeLessThanOrEqual(two.lower + 1e-12);
        expect(one.upper).toBeLessThanOrEqual(two.upper + 1e-12);
      }),
    ));

  it('an e-value does not depend on the order of labels, and the tallies of shards add', () =>
    fc.assert(
      fc.property(tally, tally, fc.constantFrom('below' as const, 'above' as const), (a, b, direction) => {
        const logE = (rows: readonly stats.TallyRow[]) =>
          stats.weightedSelectiveE({ tally: rows, alpha: 0.05, piMin: 0.1, direction }).logE;
        expect(logE([...a, ...b])).toBeCloseTo(logE([...b, ...a].reverse()), 8);
        expect(logE([...a, ...b])).toBeCloseTo(logE(stats.mergeTallies([a, b])), 8);
      }),
    ));

  it('a confidence sequence lies around the weighted share', () =>
    fc.assert(
      fc.property(fc.nat(40), fc.nat(400), (errors, correct) => {
        const { lower, upper } = stats.weightedSelectiveCs({
          tally: [{ pi: 0.2, errors, correct }],
          delta: 0.1,
          piMin: 0.2,
        });
        const rate = errors + correct === 0 ? 0.5 : errors / (errors + correct);
        expect(lower).toBeLessThanOrEqual(rate);
        expect(upper).toBeGreaterThanOrEqual(rate);
      }),
      { numRuns: 60 },
    ));

  it('allowing more risk never raises the threshold', () =>
    fc.assert(
      fc.property(
        labelled,
        fc.constantFrom('fixed-sequence' as const, 'holm' as const, 'bonferroni' as const),
        (cases, method) => {
          const grid = [0.2, 0.4, 0.6, 0.8];
          const at = (alpha: number) =>
            stats.selectThreshold({ ...cases, grid, alpha, delta: 0.2, method }).threshold ?? Infinity;
          expect(at(0.4)).toBeLessThanOrEqual(at(0.2));
        },
      ),
    ));

  it('an isotonic fit rises, keeps the mean, and is its own fit', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), share), { minLength: 1 }), (points) => {
        const x = points.map(([value]) => value);
        const y = points.map(([, value]) => value);
        const model = stats.isotonicFit({ x, y });
        model.y.forEach((value, i) => expect(value).toBeGreaterThanOrEqual((model.y[i - 1] ?? -1) - 1e-12));
        const fitted = stats.isotonicPredict({ model, x });
        const total = (list: readonly number[]) => list.reduce((part, value) => part + value, 0);
        expect(total(fitted)).toBeCloseTo(total(y), 9);
        const again = stats.isotonicFit({ x: model.x, y: model.y });
        again.y.forEach((value, i) => expect(value).toBeCloseTo(model.y[i] ?? Number.NaN, 12));
      }),
    ));

  it.each(['jensenShannon', 'hellinger'] as const)('%s is symmetric, and 0 exactly for equal shares', (name) =>
    fc.assert(
      fc.property(pair, ([reference, current]) => {
        const distance = stats[name]({ reference, current });
        expect(distance).toBeCloseTo(stats[name]({ reference: current, current: reference }), 12);
        const total = (list: readonly number[]) => list.reduce((part, value) => part + value, 0);
        const isEqual = reference.every((count, i) => count * total(current) === (current[i] ?? 0) * total(reference));
        if (isEqual) expect(distance).toBeLessThan(1e-7);
        else expect(distance).toBeGreaterThan(1e-7);
      }),
    ),
  );

  it('merged grids are the grid of the union', () =>
    fc.assert(
      fc.property(values, values, (a, b) => {
        const grid = stats.numericGrid({ reference: Array.from({ length: 200 }, (_, i) => i / 40 - 2.5) });
        const union = stats.gridAddAll(grid, [...a, ...b]);
        const merged = stats.gridMerge({ grids: [stats.gridAddAll(grid, a), stats.gridAddAll(grid, b)] });
        expect(merged.counts).toEqual(union.counts);
        expect([merged.nulls, merged.below, merged.above]).toEqual([union.nulls, union.below, union.above]);
        merged.sums.forEach((sum, i) => expect(sum).toBeCloseTo(union.sums[i] ?? Number.NaN, 9));
      }),
    ));

  it('merged grids of categories are the grid of the union', () => {
    const names = fc.array(
      fc.oneof(
        fc.integer({ min: 0, max: 260 }).map((i) => `known ${i}`),
        fc.constantFrom('never seen', null),
      ),
      { maxLength: 60 },
    );
    const reference = Array.from({ length: 250 }, (_, i) => [`known ${i}`, ...(i < 200 ? [`known ${i}`] : [])]).flat();
    const grid = stats.categoricalGrid({ reference });
    fc.assert(
      fc.property(names, names, (a, b) => {
        const parts = [a, b].map((part) => stats.gridAddAll(grid, part));
        expect(stats.gridMerge({ grids: parts })).toEqual(stats.gridAddAll(grid, [...a, ...b]));
      }),
    );
  });

  it('a grid filled one by one through JSON is the grid filled at once', () =>
    fc.assert(
      fc.property(values, (list) => {
        const empty = stats.confidenceGrid();
        let grid = empty;
        for (const value of list) grid = JSON.parse(JSON.stringify(stats.gridAdd(grid, value))) as stats.NumericGrid;
        expect(grid).toEqual(stats.gridAddAll(empty, list));
      }),
      { numRuns: 40 },
    ));

  it('complete agreement in two classes or more is kappa 1', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 5 }), (diagonal) => {
        const table = diagonal.map((count, i) => diagonal.map((_, j) => (i === j ? count : 0)));
        for (const weights of ['none', 'linear', 'quadratic'] as const)
          expect(stats.cohenKappa({ table, weights }).kappa).toBeCloseTo(1, 12);
      }),
    ));

  it('Benjamini–Hochberg rejects whatever Holm rejects', () =>
    fc.assert(
      fc.property(fc.array(fc.oneof(share, fc.double({ min: 0, max: 0.02, noNaN: true }))), (p) => {
        const { rejected } = stats.benjaminiHochberg({ p, q: 0.05 });
        stats.holm({ p, alpha: 0.05 }).rejected.forEach((isRejected, i) => {
          if (isRejected) expect(rejected[i]).toBe(true);
        });
      }),
    ));

  it('more servers serve better', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 300 }), (servers, arrivalsPerHour) => {
        const at = (c: number) =>
          stats.queueMetrics({ servers: c, arrivalsPerHour, handleSeconds: 200, targetSeconds: 60 }).serviceLevel;
        expect(at(servers + 1)).toBeGreaterThanOrEqual(at(servers) - 1e-12);
      }),
    ));

  const errors = (rates: readonly number[], [least, most]: readonly [number, number]) =>
    fc.array(fc.constantFrom(...rates), { minLength: least, maxLength: most, size: 'max' });
  /** Errors that become much more frequent, so that there is something to detect, and then rare again. */
  const bits = fc
    .tuple(
      errors([0, 0, 0, 0, 0, 1], [0, 240]),
      errors([0, 1, 1, 1], [30, 100]),
      errors([0, 0, 0, 0, 0, 0, 1], [0, 100]),
    )
    .map((parts) => parts.flat());
  it.each([
    ['ddm', stats.ddm, {}],
    ['eddm', stats.eddm, { warmStart: 8 }],
    ['adwin', stats.adwin, { clock: 4 }],
    ['pageHinkley', stats.pageHinkley, { threshold: 3 }],
    ['kswin', stats.kswin, { windowSize: 20, statSize: 6 }],
    ['eDetector', stats.eDetector, { m: 0.1, threshold: 50 }],
    ['eDetector', stats.eDetector, { m: 0.1, threshold: 50, type: 'CUSUM' }],
  ] as const)('%s replayed is the same as updated one by one through JSON', (detector, reducer, params) =>
    fc.assert(
      fc.property(bits, (stream) => {
        const { drifts, firstWarning } = stats.runDetector({ detector, params, stream });
        const { init, update } = reducer as unknown as stats.Detector<object, stats.DetectorState>;
        let state = init(params);
        const states = stream.map((x) => {
          state = JSON.parse(JSON.stringify(update(state, x))) as stats.DetectorState;
          return state;
        });
        expect(states.flatMap(({ isDrift }, index) => (isDrift ? [index] : []))).toEqual(drifts);
        expect(states.findIndex(({ isWarning }) => isWarning)).toBe(firstWarning ?? -1);
      }),
      { numRuns: 150 },
    ),
  );

  it('confidence sequences are the same after each step through JSON', () =>
    fc.assert(
      fc.property(fc.array(share, { maxLength: 40 }), (x) => {
        const whole = stats.hedgedCs({ x, breaks: 50 });
        let state = stats.hedgedStream.init({ breaks: 50 });
        x.forEach((value, i) => {
          state = JSON.parse(JSON.stringify(stats.hedgedStream.update(state, value))) as stats.HedgedState;
          expect([state.lower, state.upper]).toEqual([whole.lower[i], whole.upper[i]]);
        });
        // Well above 0, so that there is a bound to lose.
        const rewards = x.map((value) => 1 + value);
        let lower = stats.predmixStream.init({ alpha: 0.1 });
        const bound = stats.predmixEbLower({ x: rewards, alpha: 0.1 }).lower;
        rewards.forEach((value, i) => {
          lower = JSON.parse(JSON.stringify(stats.predmixStream.update(lower, value))) as stats.PredmixState;
          expect(lower.lower).toBe(bound[i]);
        });
      }),
      { numRuns: 40 },
    ));
});
