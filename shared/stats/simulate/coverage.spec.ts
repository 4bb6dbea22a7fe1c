import { expect, it } from 'vitest';
import {
  oracleCoverage,
  random,
  simulateAuditDesign,
  simulateDelays,
  simulateKnownData,
  simulatePeeking,
  simulatePropensities,
  simulateQueue,
  simulateRunLength,
  simulateSequences,
  simulateVille,
  type SimulationRow,
} from './index.js';

/** The short form: fewer runs than `npm run bench:stats`, enough to catch a method that is broken. */
function expectAsPromised(rows: readonly SimulationRow[]): void {
  expect(rows.filter(({ passes }) => !passes).map(({ method, rate, tolerance }) => [method, rate, tolerance])).toEqual(
    [],
  );
}

/** Errors that fall with the confidence, but less than it promises. */
function population() {
  const draw = random(7);
  const confidence = Array.from({ length: 3000 }, () => 1 - 0.7 * draw() ** 2);
  return { confidence, errors: confidence.map((c) => (draw() < 0.4 * (1 - c) ? 1 : 0)) };
}

it('known data: the certified keep their promise, the naive does not, and no power is lost', () => {
  const given = { population: population(), alpha: 0.05, delta: 0.1, n: 600, runs: 150, seed: 1 };
  const rows = simulateKnownData(given);
  expectAsPromised(rows);
  const sequence = rows.find(({ method }) => method === 'fixed sequence, binomial');
  expect(sequence?.achieved).toBeGreaterThan(oracleCoverage(given.population, 0.05) - 0.12);
});
it('audits with two rates', () => expectAsPromised(simulateAuditDesign({ runs: 60, seed: 2, arrivals: 8000 })));
it('looking twenty times', () =>
  expectAsPromised(simulatePeeking({ population: population(), alpha: 0.05, delta: 0.1, runs: 150, seed: 3 })));
it('null streams', () => expectAsPromised(simulateVille({ runs: 100, seed: 4, length: 500 })));
it('confidence sequences', () => expectAsPromised(simulateSequences({ runs: 100, seed: 5, length: 200 })));
it('run length', () => expectAsPromised([simulateRunLength({ runs: 40, seed: 6, threshold: 100 })]));
it('delays', () => expectAsPromised(simulateDelays({ runs: 31, seed: 7, within: 0.5 })));
it('propensities through the routing rule', () => expectAsPromised(simulatePropensities({ runs: 40, seed: 8 })));
it('waiting', () => expectAsPromised([simulateQueue({ arrivals: 200_000, seed: 9, within: 0.03 })]));
