import { hedgedStream, predmixStream } from '../confseq.js';
import { bernoulliConfSeq, betaBinomialE, weightedSelectiveCs, weightedSelectiveE } from '../evalues.js';
import { conditionalRateE } from '../rollout.js';
import { random } from './random.js';
import { rowOf, type SimulationRow } from './row.js';

type Given = { readonly runs: number; readonly seed: number };
const LOOKS = 20;

const RATE = 0.05;
const VILLE = {
  weighted: 'weightedSelectiveE below',
  above: 'weightedSelectiveE above',
  betaBinomial: 'betaBinomialE',
  less: 'betaBinomialE less',
  greater: 'betaBinomialE greater',
  conditional: 'conditionalRateE, drifting base',
} as const;

/** Simulation 4: null streams; an e-process may cross 1/δ in at most δ of them, at any time (Ville). */
export function simulateVille({ runs, seed, length = 1500 }: Given & { readonly length?: number }): SimulationRow[] {
  const delta = 0.05;
  const draw = random(seed);
  const streams = Array.from({ length: runs }, () => crossingsOf(draw, length, Math.log(1 / delta)));
  return namesOf(VILLE).map((name) =>
    rowOf({
      method: VILLE[name],
      target: 'null stream never crosses 1/δ',
      delta,
      runs,
      violations: streams.filter((crossed) => crossed.has(name)).length,
      labels: length,
    }),
  );
}

/** Which e-processes crossed the goal at one of the looks (every tenth label) of one null stream. */
function crossingsOf(draw: () => number, length: number, goal: number): ReadonlySet<keyof typeof VILLE> {
  const rare = { pi: 0.1, errors: 0, correct: 0 };
  const sure = { pi: 1, errors: 0, correct: 0 };
  const tally = [rare, sure];
  const crossed = new Set<keyof typeof VILLE>();
  let [k, challenger, incumbent] = [0, 0, 0];
  for (let t = 1; t <= length; t += 1) {
    const row = draw() < 0.5 ? rare : sure;
    const kind = draw() < RATE ? 'errors' : 'correct';
    row[kind] += Number(draw() < row.pi);
    k += Number(draw() < RATE);
    // The base rate drifts over the day; the challenger has 30 % of the traffic and the same rate.
    const isEvent = draw() < 0.1 + 0.09 * Math.sin(t / 50);
    const isChallenger = isEvent && draw() < 0.3;
    challenger += Number(isChallenger);
    incumbent += Number(isEvent && !isChallenger);
    if (t % 10 !== 0) continue;
    const logs: Record<keyof typeof VILLE, number> = {
      weighted: weightedSelectiveE({ tally, alpha: RATE, piMin: 0.1 }).logE,
      above: weightedSelectiveE({ tally, alpha: RATE, piMin: 0.1, direction: 'above' }).logE,
      betaBinomial: betaBinomialE({ k, n: t, p0: RATE }).logE,
      less: betaBinomialE({ k, n: t, p0: RATE, side: 'less' }).logE,
      greater: betaBinomialE({ k, n: t, p0: RATE, side: 'greater' }).logE,
      conditional: conditionalRateE({ challengerEvents: challenger, incumbentEvents: incumbent, share: 0.3 }).logE,
    };
    for (const name of namesOf(VILLE)) if (logs[name] >= goal) crossed.add(name);
  }
  return crossed;
}

const SEQUENCES = {
  hedged: 'hedgedCs',
  predmix: 'predmixEbLower',
  bernoulli: 'bernoulliConfSeq',
  weighted: 'weightedSelectiveCs',
  naive: 'naive: normal interval at each look',
} as const;
type Sequence = keyof typeof SEQUENCES;
type Missed = { readonly names: ReadonlySet<Sequence>; readonly widths: Readonly<Record<Sequence, number>> };

/** Simulation 5: the true mean lies in every interval of a path; a normal interval at each look does not keep it. */
export function simulateSequences({ runs, seed, length = 400 }: Given & { readonly length?: number }): SimulationRow[] {
  const alpha = 0.1;
  const draw = random(seed);
  const paths = Array.from({ length: runs }, () => missesOf(draw, length, alpha));
  return namesOf(SEQUENCES).map((name) =>
    rowOf({
      method: SEQUENCES[name],
      target: 'mean inside at all times',
      delta: alpha,
      runs,
      violations: paths.filter(({ names }) => names.has(name)).length,
      mustFail: name === 'naive',
      achieved: paths.reduce((part, { widths }) => part + widths[name], 0) / runs,
      labels: length,
    }),
  );
}

/** Which intervals lost the true mean at some time of one path, and how wide each is at its end. */
function missesOf(draw: () => number, length: number, alpha: number): Missed {
  const p = 0.1;
  const names = new Set<Sequence>();
  const widths = { hedged: 1, predmix: 1, bernoulli: 1, weighted: 1, naive: 1 };
  const look = (name: Sequence, { lower, upper }: { lower: number; upper: number }): void => {
    if (lower > p || upper < p) names.add(name);
    widths[name] = upper - lower;
  };
  let hedged = hedgedStream.init({ alpha, breaks: 100, runningIntersection: false });
  let predmix = predmixStream.init({ alpha });
  let k = 0;
  for (let n = 1; n <= length; n += 1) {
    const x = draw() < p ? 1 : 0;
    k += x;
    hedged = hedgedStream.update(hedged, x);
    predmix = predmixStream.update(predmix, 1 - x);
    look('hedged', hedged);
    look('predmix', { lower: 0, upper: 1 - predmix.lower });
    if (n % (length / LOOKS) !== 0) continue;
    look('bernoulli', bernoulliConfSeq({ k, n, alpha }));
    look('weighted', weightedSelectiveCs({ tally: [{ pi: 1, errors: k, correct: n - k }], delta: alpha, piMin: 1 }));
    const half = 1.6449 * Math.sqrt(((k / n) * (1 - k / n)) / n);
    look('naive', { lower: k / n - half, upper: k / n + half });
  }
  return { names, widths };
}

function namesOf<T extends object>(record: T): (keyof T)[] {
  return Object.keys(record) as (keyof T)[];
}
