import { expect, it } from 'vitest';
import { random } from '../../stats/simulate/random.js';
import { liveWorld, ROLLOUT_WORLDS, simulateRollouts } from './index.js';

const base = { incumbentRate: 0.05, overlap: 0.5, labelRate: 0.2, mostCases: 20_000 };

it('rolls a good challenger back in at most delta of all rollouts, and a bad one soon (short form; the long one is in the bench)', () => {
  const good = simulateRollouts({ ...base, challengerRate: 0.05, runs: 60, draw: random(1) });
  // 0.05 + 3√(0.05·0.95/60): what chance alone allows.
  expect(good.rolledBack / good.runs).toBeLessThanOrEqual(0.135);
  expect(good.finished).toBeGreaterThan(40);
  const bad = simulateRollouts({ ...base, challengerRate: 0.2, runs: 20, draw: random(2) });
  expect(bad.rolledBack).toBe(20);
  expect(bad.medianChallengerCases).toBeLessThan(200);
});

it.each(ROLLOUT_WORLDS)('a challenger that is $name', (world) => {
  const runs = 15;
  const { rolledBack } = liveWorld(world, { runs, mostCases: 8000, draw: random(3) });
  // Six guardrails of 0.05 each may all err; in fact they seldom do. The long form is in the bench.
  if (world.isGood) expect(rolledBack).toBeLessThanOrEqual(2);
  else expect(rolledBack).toBe(runs);
});
