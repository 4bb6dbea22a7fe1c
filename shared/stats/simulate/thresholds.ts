import { weightedSelectiveE } from '../evalues.js';
import { at } from '../numeric.js';
import { binomialTailP, thinToUniform, zeroErrorSampleSize } from '../proportions.js';
import { selectThreshold, sgr, tallyAbove } from '../threshold.js';
import { GRID, startFor, truthAt, type Population } from './population.js';
import { random } from './random.js';
import { rowOf, type SimulationRow } from './row.js';

/**
 * Simulation 1: draw n labelled cases from the population, choose a threshold, look up its true risk. A violation is a
 * threshold whose true risk is above alpha. Source: the claim of Learn then Test, arXiv 2110.01052.
 */
export function simulateKnownData(given: {
  readonly population: Population;
  readonly alpha: number;
  readonly delta: number;
  readonly n: number;
  readonly runs: number;
  readonly seed: number;
}): SimulationRow[] {
  const { population, alpha, delta, n, runs } = given;
  const draw = random(given.seed);
  const size = population.confidence.length;
  const truths = new Map(GRID.map((threshold) => [threshold, truthAt(population, threshold)]));
  const least = zeroErrorSampleSize({ alpha, delta });
  const [start, startOfE] = [startFor(population, n, 2 * least), startFor(population, n, 4 * least)];
  const methods: Record<string, (scores: number[], errors: number[]) => number | null> = {
    'fixed sequence, binomial': (scores, errors) =>
      selectThreshold({ scores, errors, grid: GRID, alpha, delta, startAt: start }).threshold,
    'Holm, binomial': (scores, errors) =>
      selectThreshold({ scores, errors, grid: GRID, alpha, delta, method: 'holm' }).threshold,
    'fixed sequence, e-value': (scores, errors) => lowestByE({ scores, errors, alpha, delta, from: startOfE }),
    SGR: (scores, errors) => sgr({ scores, errors, targetRisk: alpha, delta }).threshold,
    'naive: empirical error ≤ α': (scores, errors) => lowestByEye(scores, errors, alpha),
  };
  const tallies = Object.keys(methods).map((name) => ({ name, violations: 0, coverage: 0 }));
  for (let run = 0; run < runs; run += 1) {
    const picks = Array.from({ length: n }, () => Math.floor(draw() * size));
    const scores = picks.map((i) => at(population.confidence, i));
    const errors = picks.map((i) => at(population.errors, i));
    for (const tally of tallies) {
      const threshold = methods[tally.name]?.(scores, errors) ?? null;
      if (threshold === null) continue;
      const { risk, coverage } = truths.get(threshold) ?? truthAt(population, threshold);
      if (risk > alpha) tally.violations += 1;
      tally.coverage += coverage;
    }
  }
  return tallies.map(({ name, violations, coverage }) =>
    rowOf({
      method: name,
      target: `known data, error ≤ ${alpha}`,
      delta,
      runs,
      violations,
      mustFail: name.startsWith('naive'),
      achieved: coverage / runs,
      labels: n,
    }),
  );
}

function lowestByE(given: {
  scores: readonly number[];
  errors: readonly number[];
  alpha: number;
  delta: number;
  from: number;
}): number | null {
  const { scores, errors, alpha, delta } = given;
  let certified: number | null = null;
  for (const threshold of [...GRID].reverse().filter((value) => value <= given.from)) {
    const tally = tallyAbove({ scores, errors, propensities: scores.map(() => 1), threshold });
    if (weightedSelectiveE({ tally, alpha, piMin: 1 }).logE < Math.log(1 / delta)) break;
    certified = threshold;
  }
  return certified;
}

function lowestByEye(scores: readonly number[], errors: readonly number[], alpha: number): number | null {
  return (
    GRID.find((threshold) => {
      let [n, wrong] = [0, 0];
      scores.forEach((score, i) => {
        if (score < threshold) return;
        n += 1;
        wrong += at(errors, i);
      });
      return n > 0 && wrong / n <= alpha;
    }) ?? null
  );
}

const AUDIT = { tau0: 0.85, above: 0.06, below: 0.008, q: 0.1, b: 1, alpha: 0.05, wrongTau: 0.83, goodTau: 0.6 };

const AUDIT_METHODS = ['thinned, binomial', 'weighted e-value', 'naive: pooled, unweighted'] as const;
type Audited = { readonly score: number; readonly error: number; readonly pi: number; readonly u: number };

/** One deployment's arrivals, as far as they were labelled. */
function auditedCases(draw: () => number, arrivals: number): Audited[] {
  const { tau0, above, below, q, b } = AUDIT;
  const cases: Audited[] = [];
  for (let i = 0; i < arrivals; i += 1) {
    const score = 0.5 + draw() / 2;
    const pi = score >= tau0 ? q : b;
    if (draw() >= pi) continue;
    cases.push({ score, error: draw() < (score >= tau0 ? above : below) ? 1 : 0, pi, u: draw() });
  }
  return cases;
}

/** Whether the method would let the threshold be lowered to tau. */
function certifies(
  name: (typeof AUDIT_METHODS)[number],
  { cases, tau, delta }: { readonly cases: readonly Audited[]; readonly tau: number; readonly delta: number },
): boolean {
  const { alpha, q: piMin } = AUDIT;
  const seen = cases.filter(({ score }) => score >= tau);
  const propensities = seen.map(({ pi }) => pi);
  if (name === 'weighted e-value') {
    const scores = seen.map(({ score }) => score);
    const tally = tallyAbove({ scores, errors: seen.map(({ error }) => error), propensities, threshold: tau });
    return weightedSelectiveE({ tally, alpha, piMin }).logE >= Math.log(1 / delta);
  }
  const used = usedBy(name, seen);
  const k = used.reduce((part, { error }) => part + error, 0);
  return binomialTailP({ k, n: used.length, alpha }) <= delta;
}

/** The labels that the method looks at. */
function usedBy(name: (typeof AUDIT_METHODS)[number], seen: readonly Audited[]): readonly Audited[] {
  if (name !== 'thinned, binomial') return seen;
  const propensities = seen.map(({ pi }) => pi);
  const { keep } = thinToUniform({ propensities, uniforms: seen.map(({ u }) => u), piMin: AUDIT.q });
  return seen.filter((_, i) => keep[i]);
}

/**
 * Simulation 2: audits with q above and b below the threshold in force, and an error that is higher above. Lowering the
 * threshold a little (to 0.83) violates; lowering it to 0.60 would hold. Pooling the labels without weights certifies the
 * violation.
 */
export function simulateAuditDesign({
  arrivals = 20_000,
  runs,
  delta = 0.1,
  seed,
}: {
  readonly arrivals?: number;
  readonly runs: number;
  readonly delta?: number;
  readonly seed: number;
}): SimulationRow[] {
  const draw = random(seed);
  const counters = AUDIT_METHODS.map((name) => ({ name, violations: 0, power: 0, labels: 0 }));
  for (let run = 0; run < runs; run += 1) {
    const cases = auditedCases(draw, arrivals);
    for (const counter of counters) {
      if (certifies(counter.name, { cases, tau: AUDIT.wrongTau, delta })) counter.violations += 1;
      if (certifies(counter.name, { cases, tau: AUDIT.goodTau, delta })) counter.power += 1;
      counter.labels += usedBy(counter.name, cases).length;
    }
  }
  return counters.map(({ name, violations, power, labels }) =>
    rowOf({
      method: name,
      target: `audit q ${AUDIT.q}, b ${AUDIT.b}: error ≤ ${AUDIT.alpha}`,
      delta,
      runs,
      violations,
      mustFail: name.startsWith('naive'),
      achieved: power / runs,
      labels: Math.round(labels / runs),
    }),
  );
}
