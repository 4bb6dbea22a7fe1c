/**
 * What could go wrong in a project, which metrics would reveal it, and which metrics are retired. Owns `risk` and
 * `retired_metric`.
 */
export { EditRisks } from './edit-risks.js';
export { RiskReads } from './risk-reads.js';
export { RisksModule } from './risks.module.js';
