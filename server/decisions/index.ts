/**
 * The way of a case: intake, prediction, routing, recording, reading. Owns `intake_case`, `prediction` and `decision`.
 * Opens reviews through the port `HumanQueue`, which *reviews* implements.
 */
export { CaseHours, type HourRow } from './case-hours.js';
export { DecisionsModule } from './decisions.module.js';
export { HumanQueue, type NewReview } from './human-queue.js';
export { Intake, type NewCase, type Taken } from './intake.js';
export { DecisionReads } from './decision-reads.js';
export { withoutBlindOpen } from './case-list.sql.js';
export { keepSuggestionSeen } from './suggestion-seen.sql.js';
export { recordHumanDecision } from './decision.sql.js';
export { storeImported, updateImported, type ImportedCase, type ImportedOutcome } from './store-imported.js';
export { PreviewReads } from './preview-reads.js';
export { ScoreBehind } from './score-behind.js';
export { ScorePast } from './score-past.js';
export { FieldStateEnum } from './cases.types.js';
