/**
 * When somebody should look: rules over metrics that are looked at every minute, the alarms that they raise, what people and
 * rules do with them. Owns the tables `alarm*`; what goes out is written to *platform/outbox*.
 */
export { AlarmReads } from './alarm-reads.js';
export { AlarmsModule } from './alarms.module.js';
export { TellPrometheus } from './tell-prometheus.js';
export { WatchAlarms } from './watch-alarms.js';
