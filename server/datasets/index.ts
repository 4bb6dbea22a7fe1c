/**
 * Labels as training data: frozen, numbered datasets that give the same bytes again, and labels streamed as they are.
 * Owns `dataset`, `dataset_version`, `dataset_row` and `case_erasure`; reads what the other steps wrote.
 */
export { JudgedLabels, type LabelOfMachine } from './judged-labels.js';
export { DatasetsModule } from './datasets.module.js';
export { WatchExpiry } from './expiry/watch-expiry.js';
export { WatchSchedules } from './watch-schedules.js';
