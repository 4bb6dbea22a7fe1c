import { defaultPolicy, route, type Policy } from '../../ladder/index.js';
import { adwin } from '../adwin.js';
import type { Detector, DetectorState } from '../detector.js';
import { eDetector, type EDetectorParams, type EDetectorState } from '../e-detector.js';
import { ddm, eddm } from '../error-rate-detectors.js';
import { pageHinkley } from '../mean-detectors.js';
import { at } from '../numeric.js';
import { erlangC } from '../queue.js';
import { hajek } from '../survey.js';
import { random } from './random.js';
import { figureOf, rowOf, type SimulationRow } from './row.js';

type Given = { readonly runs: number; readonly seed: number };

/** Simulation 6a: the average run length of the e-detector at the largest acceptable error is at least its threshold. */
export function simulateRunLength({
  runs,
  seed,
  threshold = 10_000,
}: Given & { readonly threshold?: number }): SimulationRow {
  const draw = random(seed);
  const m = 0.03;
  // Cut there, so that the mean found is itself too small.
  const longest = 3 * threshold;
  let total = 0;
  for (let run = 0; run < runs; run += 1) {
    let state = eDetector.init({ m, threshold });
    let t = 0;
    while (t < longest && !state.isDrift) {
      state = eDetector.update(state, draw() < m ? 1 : 0);
      t += 1;
    }
    total += t;
  }
  const achieved = total / runs;
  return figureOf({
    method: 'eDetector SR',
    target: `mean labels to a false alarm ≥ ${threshold}`,
    runs,
    achieved,
    passes: achieved >= threshold,
    labels: Math.round(achieved),
  });
}

type Start = () => (x: number) => boolean;
function started<P extends object, S extends DetectorState>(detector: Detector<P, S>, params: Partial<P> = {}): Start {
  return () => {
    let state = detector.init(params);
    return (x) => (state = detector.update(state, x)).isDrift;
  };
}
const eStarted = (type: 'SR' | 'CUSUM'): Start =>
  started<EDetectorParams, EDetectorState>({ ...eDetector, init: () => eDetector.init({ m: 0.03, type }) });

/** The design's table of median labels from 2 % → 6 % to the alarm. */
const DELAYS: readonly { readonly name: string; readonly start: Start; readonly expected: number }[] = [
  { name: 'DDM', start: started(ddm), expected: 394 },
  { name: 'EDDM', start: started(eddm), expected: 220 },
  { name: 'ADWIN', start: started(adwin), expected: 695 },
  { name: 'Page–Hinkley 50', start: started(pageHinkley, { threshold: 50 }), expected: 2070 },
  { name: 'Page–Hinkley 8', start: started(pageHinkley, { threshold: 8 }), expected: 205 },
  { name: 'eDetector SR, m .03', start: eStarted('SR'), expected: 353 },
  { name: 'eDetector CUSUM, m .03', start: eStarted('CUSUM'), expected: 730 },
];
const AFTER = 10_000;

/**
 * Simulation 6b: median labels from a rise of the error (2 % → 6 %) to the alarm, against the design's table. The table
 * does not say how long the stream was healthy before. DDM's delay grows with it and ADWIN's falls (DDM 366 after 3,000
 * labels and 711 after 10,000; ADWIN 784 after 2,000 and 528 after 10,000), so that the table fits about 3,000.
 */
export function simulateDelays({
  runs,
  seed,
  before = 3000,
  within = 0.25,
}: Given & { readonly before?: number; readonly within?: number }): SimulationRow[] {
  return DELAYS.map(({ name, start, expected }) => {
    const draw = random(seed);
    const delays = Array.from({ length: runs }, () => delayOf(start(), draw, before)).sort((a, b) => a - b);
    const achieved = at(delays, Math.floor(delays.length / 2));
    const passes = Math.abs(achieved / expected - 1) <= within;
    return figureOf({
      method: name,
      target: `median labels to the alarm ${expected} ± ${100 * within} %`,
      runs,
      achieved,
      passes,
      labels: before + achieved,
    });
  });
}

/** Labels from the rise to the first alarm after it. */
function delayOf(isDrift: (x: number) => boolean, draw: () => number, before: number): number {
  for (let t = 0; t < before; t += 1) isDrift(draw() < 0.02 ? 1 : 0);
  let delay = 1;
  while (delay < AFTER && !isDrift(draw() < 0.06 ? 1 : 0)) delay += 1;
  return delay;
}

/**
 * Simulation 7: cases through the one routing rule; the blind labels that it brings about, weighted by the propensities
 * that it wrote down, count the cases and estimate the error, in each segment.
 */
export function simulatePropensities({
  runs,
  seed,
  cases = 4000,
}: Given & { readonly cases?: number }): SimulationRow[] {
  const draw = random(seed);
  const segments = Array.from({ length: runs }, (_, run) => labelSegments(draw, `run ${seed} ${run}`, cases)).flat();
  const judged = segments.map(judge);
  const labels = segments.reduce((part, { y }) => part + y.length, 0);
  const common = { delta: 0.01, runs: segments.length, labels: Math.round(labels / runs) };
  const count = (key: keyof ReturnType<typeof judge>): number => judged.filter((one) => one[key]).length;
  const target = 'error within 3 se, per segment';
  return [
    rowOf({ method: 'Hájek over routed labels', target, violations: count('weighted'), ...common }),
    rowOf({
      method: 'Σ1/π of routed labels',
      target: 'number of cases within 3 sd',
      violations: count('count'),
      ...common,
    }),
    rowOf({ method: 'naive: unweighted mean', target, violations: count('unweighted'), mustFail: true, ...common }),
  ];
}

type Segment = { readonly name: 'x' | 'y'; n: number; wrong: number; readonly y: number[]; readonly pi: number[] };

/** One deployment: cases of two segments, routed; the blind labels of each with their propensities. */
function labelSegments(draw: () => number, salt: string, cases: number): [Segment, Segment] {
  const policy: Policy = {
    ...defaultPolicy({ salt, outputSchema: { kind: 'label', labels: [{ value: 'a' }, { value: 'b' }] } }),
    level: 'PARTIAL_AUTOMATION',
    thresholds: { global: 0.8, perClass: {}, perSegment: {} },
    auditRate: 0.15,
    blindControlRate: 0.6,
  };
  const x: Segment = { name: 'x', n: 0, wrong: 0, y: [], pi: [] };
  const y: Segment = { name: 'y', n: 0, wrong: 0, y: [], pi: [] };
  for (let i = 0; i < cases; i += 1) {
    const segment = i % 2 === 0 ? x : y;
    const confidence = draw();
    const error = draw() < (segment.name === 'x' ? 0.5 : 0.9) * (1 - confidence) ? 1 : 0;
    segment.n += 1;
    segment.wrong += error;
    const { review, blindPropensity } = route(policy, { key: `case ${i}`, segment: segment.name }, [
      { model: 'm@1', kind: 'model', value: 'a', confidence },
    ]);
    if (!review?.blind) continue;
    segment.y.push(error);
    segment.pi.push(blindPropensity);
  }
  return [x, y];
}

/** Which of the three statements about a segment is wrong. */
function judge({ n, wrong, y, pi }: Segment): { weighted: boolean; unweighted: boolean; count: boolean } {
  const truth = wrong / n;
  const { mean, se } = hajek({ y, pi });
  const plain = y.reduce((part, value) => part + value, 0) / y.length;
  const spread = Math.sqrt((plain * (1 - plain)) / y.length);
  const total = pi.reduce((part, value) => part + 1 / value, 0);
  const sd = Math.sqrt(pi.reduce((part, value) => part + (1 - value) / value ** 2, 0));
  return {
    weighted: mean === null || se === null || Math.abs(mean - truth) > 3 * se,
    unweighted: Math.abs(plain - truth) > 3 * spread,
    count: Math.abs(total - n) > 3 * sd,
  };
}

/** Simulation 8: Erlang C against M/M/c event by event; the wait probability to `within`, relative. */
export function simulateQueue({
  arrivals,
  seed,
  within = 0.01,
}: {
  readonly arrivals: number;
  readonly seed: number;
  readonly within?: number;
}): SimulationRow {
  const draw = random(seed);
  const [servers, load] = [8, 6];
  const free = Array.from({ length: servers }, () => 0);
  let [clock, waited] = [0, 0];
  for (let i = 0; i < arrivals; i += 1) {
    clock += -Math.log(1 - draw()) / load;
    let first = 0;
    for (let s = 1; s < servers; s += 1) if (at(free, s) < at(free, first)) first = s;
    const start = Math.max(clock, at(free, first));
    if (start > clock) waited += 1;
    free[first] = start - Math.log(1 - draw());
  }
  const achieved = waited / arrivals;
  const expected = erlangC({ servers, load });
  return figureOf({
    method: 'Erlang C, 8 servers, load 6',
    target: `${arrivals} arrivals: wait probability ${expected.toFixed(4)} ± ${100 * within} %`,
    runs: 1,
    achieved,
    passes: Math.abs(achieved / expected - 1) <= within,
  });
}
