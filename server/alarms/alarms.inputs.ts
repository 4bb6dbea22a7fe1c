import { Field, Float, ID, InputType, Int } from '@nestjs/graphql';
import type { RuleAction, RuleCondition, RuleRead, RuleSource } from '@handrail/shared/alarms';
import type { Level } from '@handrail/shared/ladder';
import { LevelEnum } from '../projects/index.js';
import { RuleActionEnum, RuleConditionEnum, RuleReadEnum, RuleSourceEnum } from './alarm-enums.js';

@InputType()
export class AlarmRuleInput {
  @Field(() => String, { description: '1 to 120 characters.' }) name: string;
  @Field(() => RuleSourceEnum, { nullable: true }) source?: RuleSource;
  @Field(() => String) metric: string;
  @Field(() => String, { nullable: true, description: 'Absent: every part by itself.' }) part?: string | null;
  @Field(() => String, { nullable: true }) segment?: string | null;
  @Field(() => String, { nullable: true, description: 'name@version.' }) decider?: string | null;
  @Field(() => LevelEnum, { nullable: true }) level?: Level | null;
  @Field(() => RuleReadEnum, { nullable: true }) read?: RuleRead;
  @Field(() => RuleConditionEnum) condition: RuleCondition;
  @Field(() => Float) limit: number;
  @Field(() => Float, { nullable: true }) closeLimit?: number | null;
  @Field(() => Float, { nullable: true }) minimumEffect?: number;
  @Field(() => Int, { nullable: true }) minimumCount?: number;
  @Field(() => Int, { nullable: true }) windowMinutes?: number;
  @Field(() => Int, { nullable: true }) referenceHours?: number;
  @Field(() => Boolean, { nullable: true }) isRelative?: boolean;
  @Field(() => Int, { nullable: true }) opensAfter?: number;
  @Field(() => Int, { nullable: true }) closesAfter?: number;
  @Field(() => RuleActionEnum, { nullable: true }) action?: RuleAction;
  @Field(() => Boolean, { nullable: true }) isOn?: boolean;
}
@InputType()
export class SaveAlarmRuleInput {
  @Field(() => ID) projectId: string;
  @Field(() => ID, { nullable: true, description: 'Absent: a new one.' }) id?: string | null;
  @Field(() => Int, { nullable: true, description: 'The version that you were looking at.' })
  expectedVersion?: number | null;
  @Field(() => AlarmRuleInput) rule: AlarmRuleInput;
}
@InputType()
export class MuteAlarmsInput {
  @Field(() => ID) projectId: string;
  @Field(() => ID, { nullable: true, description: 'Absent: all rules.' }) ruleId?: string | null;
  @Field(() => Date) from: Date;
  @Field(() => Date, { description: 'At most 30 days later.' }) to: Date;
  @Field(() => String, { description: '1 to 500 characters.' }) reason: string;
}

/** The rule as the schema of `shared` takes it: what is absent has its default there. */
export function ruleOf({ decider, ...rule }: AlarmRuleInput): unknown {
  const given = Object.entries({ ...rule, version: decider }).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return Object.fromEntries(given);
}
