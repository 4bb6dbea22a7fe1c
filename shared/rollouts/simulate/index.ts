/** Seeded rollouts that never happened: how often a good challenger is rolled back, how soon a bad one is. */
export { liveWorld, ROLLOUT_WORLDS, type LivedWorld, type RolloutWorld } from './worlds.js';
export { simulateRollouts, type SimulatedRollouts } from './rollouts.js';
