/**
 * What is watched of every project: metrics in buckets that are flushed, rolled up and read again. Owns `metric_series`,
 * `metric_bucket`, `metric_name`, `metric_layout`, `metric_reference`, `metric_due`, `media_measure`, `media_cursor`, `concept_state`,
 * `concept_cursor`, `overview_limit`, `drift_state` and `drift_look`; hears the live path, looks at the media of new cases, and reads cases only to freeze a reference and to
 * name the most different ones.
 */
export { BeginReferences } from './drift/begin-references.js';
export { DriftReads } from './drift/drift-reads.js';
export type { DriftState } from './drift/drift-state.sql.js';
export { DriftStates } from './drift/drift-states.js';
export { FreezeReferences } from './drift/freeze-references.js';
export { LearnReferences } from './drift/learn-references.js';
export { KeepMetrics } from './keep-metrics.js';
export { MeasureMedia } from './media/measure-media.js';
export { MetricReads } from './metric-reads.js';
export { MonitoringModule } from './monitoring.module.js';
export { OpenAlarms } from './open-alarms.js';
export { toCell, type CellRow } from './read-buckets.sql.js';
export { RollUpMetrics } from './roll-up-metrics.js';
export { WatchConcept } from './concept/watch-concept.js';
export { WatchDrift } from './drift/watch-drift.js';
export { WatchProcess } from './watch-process.js';
export { WatchQueues } from './watch-queues.js';
export { WatchTraffic } from './watch-traffic.js';
