import { registerEnumType } from '@nestjs/graphql';
import {
  ALARM_EVENTS,
  ALARM_PHASES,
  ALARM_VIEWS,
  CAUSE_KINDS,
  RULE_ACTIONS,
  RULE_CONDITIONS,
  RULE_READS,
  RULE_SOURCES,
} from '@handrail/shared/alarms';

const enumOf = <T extends string>(values: readonly T[]): { [V in T]: V } =>
  // The keys are the values, which the compiler cannot see.
  Object.fromEntries(values.map((value) => [value, value])) as { [V in T]: V };

export const AlarmPhaseEnum = enumOf(ALARM_PHASES);
export const AlarmViewEnum = enumOf(ALARM_VIEWS);
export const AlarmEventEnum = enumOf(ALARM_EVENTS);
export const CauseKindEnum = enumOf(CAUSE_KINDS);
export const RuleActionEnum = enumOf(RULE_ACTIONS);
export const RuleConditionEnum = enumOf(RULE_CONDITIONS);
export const RuleReadEnum = enumOf(RULE_READS);
export const RuleSourceEnum = enumOf(RULE_SOURCES);
export const ActionStateEnum = enumOf(['DUE', 'DONE', 'SKIPPED'] as const);
registerEnumType(AlarmPhaseEnum, { name: 'AlarmPhase' });
registerEnumType(AlarmViewEnum, {
  name: 'AlarmView',
  description:
    'UNRESOLVED: open or acknowledged; OPEN: nobody sees to it yet; MINE: unresolved and assigned to who asks.',
});
registerEnumType(AlarmEventEnum, { name: 'AlarmEventKind' });
registerEnumType(CauseKindEnum, { name: 'AlarmCauseKind', description: 'SCHEMA: a policy with a new output schema.' });
registerEnumType(RuleActionEnum, {
  name: 'AlarmActionKind',
  description: 'What an alarm does by itself: nothing, a rung down, or the running rollout back.',
});
registerEnumType(RuleConditionEnum, {
  name: 'AlarmCondition',
  description:
    'ABOVE and BELOW: against the limit. HIGHER, LOWER, DIFFERS: by at least the limit from the hours before.',
});
registerEnumType(RuleReadEnum, { name: 'AlarmRead', description: 'P95: the 95th percentile of numbers.' });
registerEnumType(RuleSourceEnum, { name: 'AlarmSource' });
registerEnumType(ActionStateEnum, { name: 'AlarmActionState' });
