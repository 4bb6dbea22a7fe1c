/**
 * What could go wrong in a project and which metrics would reveal it: the shape of a risk, the list that a project starts
 * with, and what is marked. Pure: the page shows what the server will write.
 */
export { markRegister, type Marks } from './mark-register.js';
export {
  MAX_RISKS,
  retirementSchema,
  riskSchema,
  WATCHABLE,
  watchableIn,
  type RiskContent,
  type Watchable,
} from './risk.js';
export { startingRisks, type StartingRisk } from './starting-risks.js';
