import { hedgedStream, predmixStream } from '../confseq.js';
import { bernoulliConfSeq, betaBinomialE, weightedSelectiveCs, weightedSelectiveE } from '../evalues.js';
import { binomialTailP } from '../proportions.js';
import { conditionalRateE } from '../rollout.js';
import { random } from './random.js';
import { rowOf, type SimulationRow } from './row.js';

type Given = { readonly runs: number; readonly seed: number };
const LOOKS = 20;

/** Simulation 3: twenty looks at labels whose error is exactly α. Looking again with a fixed-n test breaks its promise. */
export function simulatePeeking({ runs, seed }: Given): SimulationRow[] {
  const [alpha, delta, step] = [0.05, 0.1, 100];
  const draw = random(seed);
  let [byE, byBinomial] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    let [k, n, crossedE, crossedP] = [0, 0, false, false];
    for (let look = 0; look < LOOKS; look += 1) {
      for (let i = 0; i < step; i += 1) k += draw() < alpha ? 1 : 0;
      n += step;
      const tally = [{ pi: 1, errors: k, correct: n - k }];
      crossedE ||= weightedSelectiveE({ tally, alpha, piMin: 1 }).logE >= Math.log(1 / delta);
      crossedP ||= binomialTailP({ k, n, alpha }) <= delta;
    }
    byE += crossedE ? 1 : 0;
    byBinomial += crossedP ? 1 : 0;
  }
  const common = { target: `${LOOKS} looks at error = ${alpha}`, delta, runs, labels: LOOKS * step };
  return [
    rowOf({ method: 'e-value at each look', violations: byE, ...common }),
    rowOf({ method: 'naive: binomial at each look', violations: byBinomial, mustFail: true, ...common }),
  ];
}

/** Simulation 4: null streams; an e-process may cross 1/δ in at most δ of them, at any time (Ville). */
export function simulateVille({ runs, seed, length = 1500 }: Given & { readonly length?: number }): SimulationRow[] {
  const [delta, rate] = [0.05, 0.05];
  const goal = Math.log(1 / delta);
  const draw = random(seed);
  const crossings = { weighted: 0, above: 0, betaBinomial: 0, conditional: 0 };
  const every = 10;
  for (let run = 0; run < runs; run += 1) {
    const tally = [
      { pi: 0.1, errors: 0, correct: 0 },
      { pi: 1, errors: 0, correct: 0 },
    ];
    const seen = { weighted: false, above: false, betaBinomial: false, conditional: false };
    let [k, challenger, incumbent] = [0, 0, 0];
    for (let t = 1; t <= length; t += 1) {
      const row = tally[draw() < 0.5 ? 0 : 1];
      if (row) row[draw() < rate ? 'errors' : 'correct'] += draw() < row.pi ? 1 : 0;
      k += draw() < rate ? 1 : 0;
      // The base rate drifts over the day; the challenger has 30 % of the traffic and the same rate.
      if (draw() < 0.1 + 0.09 * Math.sin(t / 50)) {
        if (draw() < 0.3) challenger += 1;
        else incumbent += 1;
      }
      if (t % every !== 0) continue;
      seen.weighted ||= weightedSelectiveE({ tally, alpha: rate, piMin: 0.1 }).logE >= goal;
      seen.above ||= weightedSelectiveE({ tally, alpha: rate, piMin: 0.1, direction: 'above' }).logE >= goal;
      seen.betaBinomial ||= betaBinomialE({ k, n: t, p0: rate }).logE >= goal;
      seen.conditional ||=
        conditionalRateE({ challengerEvents: challenger, incumbentEvents: incumbent, share: 0.3 }).logE >= goal;
    }
    for (const name of Object.keys(seen) as (keyof typeof seen)[]) crossings[name] += seen[name] ? 1 : 0;
  }
  const names = {
    weighted: 'weightedSelectiveE below',
    above: 'weightedSelectiveE above',
    betaBinomial: 'betaBinomialE',
    conditional: 'conditionalRateE, drifting base',
  };
  return (Object.keys(names) as (keyof typeof names)[]).map((name) =>
    rowOf({
      method: names[name],
      target: 'null stream never crosses 1/δ',
      delta,
      runs,
      violations: crossings[name],
      labels: length,
    }),
  );
}

/** Simulation 5: the true mean lies in every interval of a path; a normal interval at each look does not keep it. */
export function simulateSequences({ runs, seed, length = 400 }: Given & { readonly length?: number }): SimulationRow[] {
  const alpha = 0.1;
  const draw = random(seed);
  const misses = { hedged: 0, predmix: 0, bernoulli: 0, weighted: 0, naive: 0 };
  let width = 0;
  for (let run = 0; run < runs; run += 1) {
    const p = 0.1;
    let hedged = hedgedStream.init({ alpha, breaks: 100, runningIntersection: false });
    let predmix = predmixStream.init({ alpha });
    const missed = { hedged: false, predmix: false, bernoulli: false, weighted: false, naive: false };
    let k = 0;
    for (let n = 1; n <= length; n += 1) {
      const x = draw() < p ? 1 : 0;
      k += x;
      hedged = hedgedStream.update(hedged, x);
      predmix = predmixStream.update(predmix, 1 - x);
      missed.hedged ||= hedged.lower > p || hedged.upper < p;
      missed.predmix ||= predmix.lower > 1 - p;
      if (n % (length / LOOKS) !== 0) continue;
      const bernoulli = bernoulliConfSeq({ k, n, alpha });
      missed.bernoulli ||= bernoulli.lower > p || bernoulli.upper < p;
      const weighted = weightedSelectiveCs({ tally: [{ pi: 1, errors: k, correct: n - k }], delta: alpha, piMin: 1 });
      missed.weighted ||= weighted.lower > p || weighted.upper < p;
      const half = 1.6449 * Math.sqrt(((k / n) * (1 - k / n)) / n);
      missed.naive ||= Math.abs(k / n - p) > half;
    }
    width += hedged.upper - hedged.lower;
    for (const name of Object.keys(missed) as (keyof typeof missed)[]) misses[name] += missed[name] ? 1 : 0;
  }
  const names = {
    hedged: 'hedgedCs',
    predmix: 'predmixEbLower',
    bernoulli: 'bernoulliConfSeq',
    weighted: 'weightedSelectiveCs',
    naive: 'naive: normal interval at each look',
  };
  return (Object.keys(names) as (keyof typeof names)[]).map((name) =>
    rowOf({
      method: names[name],
      target: 'mean inside at all times',
      delta: alpha,
      runs,
      violations: misses[name],
      mustFail: name === 'naive',
      achieved: name === 'hedged' ? width / runs : null,
      labels: length,
    }),
  );
}
