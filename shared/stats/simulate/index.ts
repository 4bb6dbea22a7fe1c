/** Seeded simulations that show whether the promises of `shared/stats` hold; for tests and `npm run bench:stats`. */
export { random } from './random.js';
export { oracleCoverage, simulateAuditDesign, simulateKnownData, type Population } from './thresholds.js';
export { simulatePeeking, simulateSequences, simulateVille } from './sequences.js';
export { simulateDelays, simulatePropensities, simulateQueue, simulateRunLength } from './operations.js';
export type { SimulationRow } from './row.js';
