/** Seeded simulations that show whether the promises of `shared/stats` hold; for tests and `npm run bench:stats`. */
export { random } from './random.js';
export { simulatePeeking } from './peeking.js';
export { oracleCoverage, type Population } from './population.js';
export { simulateAuditDesign, simulateKnownData } from './thresholds.js';
export { simulateSequences, simulateVille } from './sequences.js';
export { simulateDelays, simulatePropensities, simulateQueue, simulateRunLength } from './operations.js';
export type { SimulationRow } from './row.js';
