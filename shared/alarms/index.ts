/**
 * When to wake somebody: rules over the buckets of metrics, what a look at them says, what a rule remembers between looks,
 * what becomes one alarm, and what an alarm says. Pure: times are given, looks can be replayed.
 */
export { ALARM_EVENTS, ALARM_PHASES, ALARM_VIEWS, applyAlarmEvent, NEW_ALARM, replayAlarm } from './alarm.js';
export type { AlarmEvent, AlarmEventKind, AlarmListView, AlarmPhase, AlarmState } from './alarm.js';
export { alphaOf } from './alpha.js';
export { alarmToJoin, CAUSE_KINDS, causeKeyOf, causesFrom, likelyCauses } from './causes.js';
export type { Cause, CauseKind, OpenAlarm } from './causes.js';
export { DRIFT_METRICS, DRIFT_WINDOWS, driftMetricOf, type DriftMetric } from './drift-metrics.js';
export { hasGrown } from './grown.js';
export { differenceOf, judgeReading, type RuleVerdict } from './judge.js';
export { alarmPicture, type PictureOf, type PicturePoint } from './picture.js';
export { measure, type Measured, type Reading } from './reading.js';
export {
  alarmRuleSchema,
  isComparison,
  MAX_RULES,
  RULE_ACTIONS,
  RULE_CONDITIONS,
  RULE_READS,
  RULE_SOURCES,
} from './rule.js';
export type { AlarmRule, AlarmRuleContent, RuleAction, RuleCondition, RuleRead, RuleSource } from './rule.js';
export { alarmSentence, limitUnit, ruleWords, type LimitUnit } from './sentence.js';
export { startingRules, type StartingRule } from './starting-rules.js';
export { correlationOf, proposeRetirements } from './usefulness.js';
export type { AlarmTally, MetricCorrelation, RetirementProposal } from './usefulness.js';
export { dispersionOf, isOfTraffic, referenceOf, SHOWN_MS, spanOf, type SeenCell, type Span } from './windows.js';
export { NEW_WATCH, quieted, stepWatch, type Look, type Watch, type WatchStep } from './watch.js';
