import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type {
  AlarmEventKind,
  AlarmPhase,
  CauseKind,
  RuleAction,
  RuleCondition,
  RuleRead,
  RuleSource,
} from '@handrail/shared/alarms';
import { FieldStateEnum } from '../decisions/index.js';
import { PageInfo } from '../platform/graphql/index.js';
import { LevelEnum } from '../projects/index.js';
import type { Level } from '@handrail/shared/ladder';
import {
  ActionStateEnum,
  AlarmEventEnum,
  AlarmPhaseEnum,
  CauseKindEnum,
  RuleActionEnum,
  RuleConditionEnum,
  RuleReadEnum,
  RuleSourceEnum,
} from './alarm-enums.js';

@ObjectType({ description: 'Filters of the decision log that give the cases behind an alarm.' })
export class AlarmCases {
  @Field(() => Date) from: Date;
  @Field(() => Date) to: Date;
  @Field(() => String, { nullable: true }) segment: string | null;
  @Field(() => String, { nullable: true }) decider: string | null;
  @Field(() => LevelEnum, { nullable: true }) level: Level | null;
  @Field(() => String, { nullable: true, description: 'The field that the alarm is about.' }) field: string | null;
  @Field(() => FieldStateEnum, { nullable: true, description: 'What those cases have in it.' })
  fieldState: 'MISSING' | 'NEW' | null;
}
@ObjectType({ description: 'What one part of one metric did.' })
export class AlarmSignal {
  @Field(() => ID) id: string;
  @Field(() => String) rule: string;
  @Field(() => String) metric: string;
  @Field(() => String, { description: 'A field, a stage; empty where there are no parts.' }) part: string;
  @Field(() => String, { description: 'The value with its interval against the limit.' }) sentence: string;
  @Field(() => Date) since: Date;
  @Field(() => Date, { nullable: true, description: 'Null: still past its limit.' }) closedAt: Date | null;
  @Field(() => String, {
    nullable: true,
    description: 'The series as SVG; null: kept from who answers reviews blindly.',
  })
  picture: string | null;
  @Field(() => AlarmCases) cases: AlarmCases;
}
@ObjectType({ description: 'What may have caused an alarm.' })
export class AlarmCause {
  @Field(() => ID) id: string;
  @Field(() => CauseKindEnum) kind: CauseKind;
  @Field(() => Date) at: Date;
  @Field(() => String) title: string;
  @Field(() => String) detail: string;
}
@ObjectType({ description: 'Something that happened to an alarm.' })
export class AlarmEvent {
  @Field(() => ID) id: string;
  @Field(() => AlarmEventEnum) kind: AlarmEventKind;
  @Field(() => String) actor: string;
  @Field(() => String) detail: string;
  @Field(() => Date) at: Date;
}
@ObjectType({ description: 'What an alarm did by itself.' })
export class AlarmAction {
  @Field(() => RuleActionEnum) kind: RuleAction;
  @Field(() => ActionStateEnum) state: 'DUE' | 'DONE' | 'SKIPPED';
  @Field(() => String) result: string;
  @Field(() => Date, { nullable: true }) doneAt: Date | null;
}
@ObjectType()
export class AlarmPerson {
  @Field(() => ID) id: string;
  @Field(() => String) name: string;
}
@ObjectType({
  description: 'Something that somebody should look at: one or more metrics past their limits, of one cause.',
})
export class Alarm {
  @Field(() => ID) id: string;
  @Field(() => ID) projectId: string;
  @Field(() => String) title: string;
  @Field(() => AlarmPhaseEnum) phase: AlarmPhase;
  @Field(() => Date) since: Date;
  @Field(() => Date) openedAt: Date;
  @Field(() => Date, { nullable: true }) resolvedAt: Date | null;
  @Field(() => String, { nullable: true }) resolvedBy: string | null;
  @Field(() => String, { nullable: true }) acknowledgedBy: string | null;
  @Field(() => AlarmPerson, { nullable: true, description: 'Null: nobody in particular.' })
  assignee: AlarmPerson | null;
  @Field(() => Boolean, { nullable: true, description: 'Null: nobody has said.' }) isUseful: boolean | null;
  @Field(() => [AlarmSignal]) signals: readonly AlarmSignal[];
  @Field(() => [AlarmCause], { description: 'The likeliest first, at most 5.' }) causes: readonly AlarmCause[];
  @Field(() => [AlarmEvent], { description: 'Oldest first.' }) events: readonly AlarmEvent[];
  @Field(() => [AlarmAction]) actions: readonly AlarmAction[];
}
@ObjectType({ description: 'When an alarm is raised.' })
export class AlarmRule {
  @Field(() => ID) id: string;
  @Field(() => Int, { description: 'To be sent back with a change.' }) version: number;
  @Field(() => Boolean, { description: 'Every project has it from the start.' }) isStarting: boolean;
  @Field(() => String) changedBy: string;
  @Field(() => Date) changedAt: Date;
  @Field(() => String) name: string;
  @Field(() => RuleSourceEnum) source: RuleSource;
  @Field(() => String) metric: string;
  @Field(() => String, { nullable: true, description: 'Null: every part by itself.' }) part: string | null;
  @Field(() => String, { nullable: true }) segment: string | null;
  @Field(() => String, { nullable: true, description: 'name@version.' }) decider: string | null;
  @Field(() => LevelEnum, { nullable: true }) level: Level | null;
  @Field(() => RuleReadEnum) read: RuleRead;
  @Field(() => RuleConditionEnum) condition: RuleCondition;
  @Field(() => Float) limit: number;
  @Field(() => Float, { nullable: true, description: 'Where it closes; null: at the limit.' }) closeLimit:
    number | null;
  @Field(() => Float) minimumEffect: number;
  @Field(() => Int) minimumCount: number;
  @Field(() => Int) windowMinutes: number;
  @Field(() => Int) referenceHours: number;
  @Field(() => Boolean, { description: 'The limit is a share of the value before.' }) isRelative: boolean;
  @Field(() => Int, { description: 'Looks in a row, one a minute.' }) opensAfter: number;
  @Field(() => Int) closesAfter: number;
  @Field(() => RuleActionEnum) action: RuleAction;
  @Field(() => Boolean) isOn: boolean;
}
@ObjectType()
export class AlarmEdge {
  @Field(() => String) cursor: string;
  @Field(() => Alarm) node: Alarm;
}
@ObjectType()
export class AlarmConnection {
  @Field(() => [AlarmEdge]) edges: AlarmEdge[];
  @Field(() => PageInfo) pageInfo: PageInfo;
}
@ObjectType({ description: 'How many alarms there are in each view; each counted up to 1,000.' })
export class AlarmCounts {
  @Field(() => Int, { description: 'Nobody sees to them yet.' }) open: number;
  @Field(() => Int) acknowledged: number;
  @Field(() => Int) resolved: number;
  @Field(() => Int, { description: 'Unresolved, and assigned to who asks.' }) mine: number;
}
@ObjectType({ description: 'A time in which nothing is raised, such as maintenance.' })
export class AlarmMute {
  @Field(() => ID) id: string;
  @Field(() => ID, { nullable: true, description: 'Null: all rules.' }) ruleId: string | null;
  @Field(() => Date) from: Date;
  @Field(() => Date) to: Date;
  @Field(() => String) reason: string;
  @Field(() => String) by: string;
}
@ObjectType()
export class AlarmSettings {
  @Field(() => [AlarmRule], { description: 'By name; at most 100.' }) rules: readonly AlarmRule[];
  @Field(() => [AlarmMute], { description: 'Those that last or are to come.' }) mutes: readonly AlarmMute[];
  @Field(() => [AlarmPerson], { description: 'Who alarms can be assigned to.' }) handlers: readonly AlarmPerson[];
}
