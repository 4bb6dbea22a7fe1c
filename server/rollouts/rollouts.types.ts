import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Level } from '@handrail/shared/ladder';
import {
  ROLLOUT_METRICS,
  ROLLOUT_MODES,
  ROLLOUT_STATUSES,
  type RolloutMetric,
  type RolloutMode,
  type RolloutStatus,
} from '@handrail/shared/rollouts';
import { LevelEnum } from '../projects/index.js';
import type { RolloutEventKind } from './rollout-rows.js';

/** What code and tables write in lower case is upper case in GraphQL. */
type UpperCased<T extends string> = { [V in T as Uppercase<V>]: V };
const upper = <T extends string>(values: readonly T[]): UpperCased<T> =>
  // The keys are the values, upper-cased, which the compiler cannot see.
  Object.fromEntries(values.map((value) => [value.toUpperCase(), value])) as unknown as UpperCased<T>;

const EVENTS = [
  'started',
  'advanced',
  'approved',
  'approval_withdrawn',
  'switched',
  'finished',
  'rolled_back',
  'stopped',
] as const;
const VERDICTS = ['pass', 'fail', 'unknown'] as const;
const WAITS = ['time', 'cases', 'labels', 'guardrail', 'approval', 'switch', 'level'] as const;

export const RolloutModeEnum = upper(ROLLOUT_MODES);
export const RolloutMetricEnum = upper(ROLLOUT_METRICS);
export const RolloutStatusEnum = upper(ROLLOUT_STATUSES);
export const RolloutEventEnum = upper(EVENTS);
export const RolloutVerdictEnum = upper(VERDICTS);
export const RolloutWaitEnum = upper(WAITS);
registerEnumType(RolloutModeEnum, {
  name: 'RolloutMode',
  description: 'Canary: a growing sticky share. Blue/green: one switch of all traffic, and back.',
});
registerEnumType(RolloutMetricEnum, {
  name: 'RolloutMetric',
  description:
    'What a guardrail watches: wrong by a blind label, overridden or refused by end users, no usable answer, slower than the incumbent’s 95th percentile, another answer than the incumbent’s.',
});
registerEnumType(RolloutStatusEnum, {
  name: 'RolloutStatus',
  description: 'Stopped: the arms held another ratio than the share, so nothing could be believed.',
});
registerEnumType(RolloutEventEnum, { name: 'RolloutEventKind', description: 'What happened to a rollout.' });
registerEnumType(RolloutVerdictEnum, {
  name: 'RolloutVerdict',
  description: 'Unknown is neither good nor bad: it holds.',
});
registerEnumType(RolloutWaitEnum, {
  name: 'RolloutWaitKind',
  description: 'What a step still waits for. LEVEL: the project is at Human only.',
});

@ObjectType({ description: 'One step of a canary and what has to be there before it is left: all of it.' })
export class RolloutStep {
  @Field(() => Float, { description: 'The challenger’s share of subjects, in (0, 1].' }) share: number;
  @Field(() => Int) minimumMinutes: number;
  @Field(() => Int, { description: 'The challenger’s, in this step.' }) minimumCases: number;
  @Field(() => Int, { description: 'Blind labels of the challenger’s cases, in this step.' }) minimumLabels: number;
  @Field(() => Boolean, { description: 'Whether a person has to say yes to leaving it.' }) approval: boolean;
}

@ObjectType()
export class RolloutGuardrail {
  @Field(() => RolloutMetricEnum) metric: RolloutMetric;
  @Field(() => Float, {
    nullable: true,
    description: 'Fails above this many times the incumbent’s rate; null: see limit.',
  })
  worseThan: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Passes below this many times the incumbent’s rate; null: see limit.',
  })
  atMost: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Fails above this share of its own; null: only the ratio counts.',
  })
  limit: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Latency: an answer within so many milliseconds is never slow; null: within the latency budget.',
  })
  withinMs: number | null;
  @Field(() => Float, { description: 'Chance of a false alarm over the whole rollout, in (0, 0.5].' }) delta: number;
}

@ObjectType({ description: 'A rollout as it was decided; never changes.' })
export class RolloutPlan {
  @Field(() => RolloutModeEnum) mode: RolloutMode;
  @Field(() => String, { description: 'name@version' }) challenger: string;
  @Field(() => String, { nullable: true, description: 'name@version; null: people and the previous system.' })
  incumbent: string | null;
  @Field(() => LevelEnum, { nullable: true, description: 'The challenger’s own rung; null: the project’s.' })
  challengerLevel: Level | null;
  @Field(() => [RolloutStep], { description: 'At most 20; none for blue/green.' }) steps: RolloutStep[];
  @Field(() => [RolloutGuardrail], { description: 'At most one a metric.' }) guardrails: RolloutGuardrail[];
}

@ObjectType({ description: 'Counted on one arm since the step began. Events count once a subject.' })
export class RolloutArm {
  @Field(() => Int) cases: number;
  @Field(() => Int) subjects: number;
  @Field(() => Int, { description: 'Blind labels that count.' }) labels: number;
  @Field(() => Int, { description: 'Wrong by a blind label.' }) error: number;
  @Field(() => Int) override: number;
  @Field(() => Int) refusal: number;
  @Field(() => Int, { description: 'No usable answer.', name: 'nulls' }) null: number;
  @Field(() => Int, { description: 'Slower than the limit.' }) latency: number;
  @Field(() => Int, { description: 'Decided without a person.' }) automated: number;
}

@ObjectType({ description: 'Subjects on which both machines were asked, by whose answer it was.' })
export class RolloutPairs {
  @Field(() => Int) challengerOnly: number;
  @Field(() => Int) incumbentOnly: number;
  @Field(() => Int) both: number;
}

@ObjectType({ description: 'What a rollout was judged by.' })
export class RolloutEvidence {
  @Field(() => RolloutArm) challenger: RolloutArm;
  @Field(() => RolloutArm) incumbent: RolloutArm;
  @Field(() => Float, { description: 'How much likelier a blind label is on the challenger’s arm; > 0.' })
  labelRateRatio: number;
  @Field(() => RolloutPairs, { description: 'By blind labels.' }) pairedErrors: RolloutPairs;
  @Field(() => RolloutPairs, { description: 'Without a usable answer.' }) pairedNulls: RolloutPairs;
  @Field(() => RolloutPairs, { description: 'Decided without a person under the policy in force.' })
  pairedAutomated: RolloutPairs;
  @Field(() => Int, { description: 'Subjects that both were asked about.' }) asked: number;
  @Field(() => Int, { description: 'Cases that both answered.' }) compared: number;
  @Field(() => Int, { description: 'Those of them with two different answers.' }) differ: number;
}

@ObjectType({ description: 'How one guardrail stands.' })
export class GuardrailStanding {
  @Field(() => RolloutMetricEnum) metric: RolloutMetric;
  @Field(() => RolloutVerdictEnum) verdict: 'pass' | 'fail' | 'unknown';
  @Field(() => Float, { description: 'Natural log of the e-value that the challenger is worse, over all steps.' })
  logE: number;
  @Field(() => Float, { description: 'The alarm: ln(1/delta).' }) alarmLogE: number;
  @Field(() => Float, { description: 'logE over the alarm, in [0, 1].' }) alarmShare: number;
  @Field(() => Float, { nullable: true, description: 'The same that it is fine; null: cannot be shown here.' })
  logEFine: number | null;
  @Field(() => Int, { description: 'Observations of the challenger behind it.' }) observed: number;
  @Field(() => String, { description: 'The same in a sentence.' }) sentence: string;
}

@ObjectType()
export class RolloutWaiting {
  @Field(() => RolloutWaitEnum) kind: (typeof WAITS)[number];
  @Field(() => Float, { nullable: true, description: 'TIME: milliseconds; CASES, LABELS: how many; else null.' })
  left: number | null;
  @Field(() => RolloutMetricEnum, { nullable: true, description: 'Null: not a guardrail.' })
  metric: RolloutMetric | null;
  @Field(() => String, { description: 'The same in words.' }) sentence: string;
}

@ObjectType({ description: 'What the last judgement found.' })
export class RolloutStanding {
  @Field(() => RolloutEvidence, { description: 'Since the step began.' }) evidence: RolloutEvidence;
  @Field(() => [GuardrailStanding]) guardrails: GuardrailStanding[];
  @Field(() => [RolloutWaiting], { description: 'Empty: the next judgement moves on, or it has ended.' })
  waiting: RolloutWaiting[];
  @Field(() => Date) judgedAt: Date;
}

@ObjectType({ description: 'One entry of a rollout’s timeline.' })
export class RolloutEvent {
  @Field(() => ID) id: string;
  @Field(() => Int, { description: 'From 1, without gaps.' }) sequence: number;
  @Field(() => RolloutEventEnum) kind: RolloutEventKind;
  @Field(() => String, { description: 'Who: a person, or Handrail.' }) actor: string;
  @Field(() => String) reason: string;
  @Field(() => Int, { description: 'The step that it led to, from 0.' }) step: number;
  @Field(() => Float, { description: 'The challenger’s share from then on.' }) share: number;
  @Field(() => RolloutEvidence, { nullable: true, description: 'Of the step that ended; null: moved by a person.' })
  evidence: RolloutEvidence | null;
  @Field(() => [GuardrailStanding], { description: 'None: moved by a person.' }) guardrails: GuardrailStanding[];
  @Field(() => Int) policyVersion: number;
  @Field(() => Date) createdAt: Date;
}

@ObjectType({ description: 'One machine being replaced by another.' })
export class Rollout {
  @Field(() => ID) id: string;
  @Field(() => ID) projectId: string;
  @Field(() => RolloutPlan) plan: RolloutPlan;
  @Field(() => RolloutStatusEnum) status: RolloutStatus;
  @Field(() => Int, { description: 'From 0; 0 for blue/green.' }) step: number;
  @Field(() => Float, { description: 'The challenger’s share in force, in [0, 1].' }) share: number;
  @Field(() => Date) stepStartedAt: Date;
  @Field(() => Boolean, { description: 'Whether leaving the present step is approved.' }) isStepApproved: boolean;
  @Field(() => Float, { nullable: true, description: 'Milliseconds; null: unknown, so slowness cannot be judged.' })
  latencyLimitMs: number | null;
  @Field(() => RolloutStanding, { nullable: true, description: 'Null: not judged yet.' })
  standing: RolloutStanding | null;
  @Field(() => String, { description: 'How it stands, in a sentence.' }) sentence: string;
  @Field(() => String) createdBy: string;
  @Field(() => Date) createdAt: Date;
  @Field(() => Date, { nullable: true, description: 'Null: it runs.' }) endedAt: Date | null;
}

@ObjectType({ description: 'Cases that a rollout dealt to one arm, and who decided them first.' })
export class RolloutShareOfCases {
  @Field(() => Int) cases: number;
  @Field(() => Int, { description: 'Decided by that arm’s machine alone.' }) decidedByMachine: number;
  @Field(() => Int) decidedByPeople: number;
  @Field(() => Int) decidedBySystem: number;
  @Field(() => Int, { description: 'Waiting for a person.' }) open: number;
}

@ObjectType({ description: 'What a rollout leaves behind; complete when it has ended.' })
export class RolloutReport {
  @Field(() => ID) id: string;
  @Field(() => Rollout) rollout: Rollout;
  @Field(() => [RolloutEvent], { description: 'Oldest first, at most 500.' }) events: RolloutEvent[];
  @Field(() => RolloutShareOfCases) challenger: RolloutShareOfCases;
  @Field(() => RolloutShareOfCases) incumbent: RolloutShareOfCases;
  @Field(() => String, { description: 'The verdict in a sentence.' }) verdict: string;
}
