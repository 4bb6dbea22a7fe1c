import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { TrainingStatus, TrainingTrigger } from '@handrail/shared/deciders';
import { JsonScalar } from '../../platform/graphql/index.js';
import type { ScheduleView } from './training-reads.js';
import type { TrainingView } from './training-rows.js';

const TrainingStatusEnum = {
  QUEUED: 'queued',
  RUNNING: 'running',
  DONE: 'done',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
} as const satisfies Record<string, TrainingStatus>;
registerEnumType(TrainingStatusEnum, { name: 'TrainingStatus', description: 'How a training stands.' });

const TrainingTriggerEnum = {
  BUTTON: 'button',
  API: 'api',
  SCHEDULE: 'schedule',
  DEMO: 'demo',
} as const satisfies Record<string, TrainingTrigger>;
registerEnumType(TrainingTriggerEnum, { name: 'TrainingTrigger', description: 'What had a training started.' });

@ObjectType({ description: 'The making of one version from labels, from the asking to its end.' })
export class Training {
  @Field(() => ID) id: string;
  @Field(() => String, { description: 'Of the decider.' }) name: string;
  @Field(() => TrainingTriggerEnum) trigger: TrainingTrigger;
  @Field(() => String) askedBy: string;
  @Field(() => JsonScalar, { description: 'blindOnly, weighted, since, until, levels, seed.' }) options: unknown;
  @Field(() => TrainingStatusEnum) status: TrainingStatus;
  @Field(() => JsonScalar, { nullable: true, description: 'phase, done, total, detail; null: nothing said yet.' })
  progress: unknown;
  @Field(() => String, { nullable: true, description: 'What came of it, or why nothing did; null: not over yet.' })
  outcome: string | null;
  @Field(() => Int, { nullable: true, description: 'The version that it made; null: none (yet).' }) version:
    number | null;
  @Field(() => Date) createdAt: Date;
  @Field(() => Date, { nullable: true, description: 'Null: it waits.' }) startedAt: Date | null;
  @Field(() => Date, { nullable: true, description: 'Null: not over yet.' }) endedAt: Date | null;
}

@ObjectType({ description: 'When new labels have a decider trained anew.' })
export class TrainingSchedule {
  @Field(() => Int) everyLabels: number;
  @Field(() => JsonScalar) options: unknown;
  @Field(() => Int, { description: 'New labels since the last training.' }) newLabels: number;
  @Field(() => String) updatedBy: string;
  @Field(() => Date) updatedAt: Date;
}

@InputType({ description: 'Which labels are learned from, and how.' })
export class TrainingOptionsInput {
  @Field(() => Boolean, { nullable: true, description: 'Default true: labels given in view of the suggestion lean.' })
  blindOnly?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Count each label 1/propensity. Default false.' })
  weighted?: boolean | null;
  @Field(() => String, { nullable: true, description: 'ISO 8601; labels given from then on.' }) since?: string | null;
  @Field(() => String, { nullable: true, description: 'ISO 8601; labels given before.' }) until?: string | null;
  @Field(() => [String], { nullable: true, description: 'Of cases routed at these levels; null: all.' })
  levels?: string[] | null;
  @Field(() => Int, { nullable: true, description: 'The same labels and seed make the same model. Default 1.' })
  seed?: number | null;
}
@InputType()
export class TrainDeciderInput {
  @Field(() => ID) projectId: string;
  @Field(() => String, { description: 'Of the decider; one that is not there yet is made.' }) name: string;
  @Field(() => TrainingOptionsInput, { nullable: true }) options?: TrainingOptionsInput | null;
}
@InputType()
export class SetTrainingScheduleInput {
  @Field(() => ID) projectId: string;
  @Field(() => String) name: string;
  @Field(() => Int, { nullable: true, description: 'At least 10; null ends the schedule.' }) everyLabels: number | null;
  @Field(() => TrainingOptionsInput, { nullable: true }) options?: TrainingOptionsInput | null;
}

@ObjectType()
export class TrainDeciderSuccess {
  @Field(() => Training) training: Training;
}
@ObjectType({ description: 'This decider is being trained already; one at a time.' })
export class TrainingUnderWay {
  @Field(() => Training) training: Training;
  @Field(() => String) message: string;
}
export const TrainDeciderResult = createUnionType({
  name: 'TrainDeciderResult',
  types: () => [TrainDeciderSuccess, TrainingUnderWay] as const,
});

export function toTraining(view: TrainingView): Training {
  return { ...view };
}

export function toTrainingSchedule(view: ScheduleView | null): TrainingSchedule | null {
  return view && { ...view };
}

/** GraphQL says null for what is left at its default. */
export function toOptions(input: TrainingOptionsInput | null | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input ?? {}).filter(([, value]) => value !== null && value !== undefined));
}
