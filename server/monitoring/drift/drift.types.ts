import { ArgsType, Field, Float, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DRIFT_STATES, type DriftState } from '@handrail/shared/monitoring';
import { DRIFT_REFERENCES, type DriftReferenceKind } from './drift-reads.js';

const enumOf = <T extends string>(values: readonly T[]): { [V in T]: V } =>
  // The keys are the values, which the compiler cannot see.
  Object.fromEntries(values.map((value) => [value, value])) as { [V in T]: V };

const DriftStateEnum = enumOf(DRIFT_STATES);
const DriftReferenceEnum = enumOf(DRIFT_REFERENCES);
registerEnumType(DriftStateEnum, {
  name: 'DriftState',
  description: 'Whether a field drifts. NOT_ENOUGH, NO_DATA, NO_REFERENCE: nobody can say.',
});
registerEnumType(DriftReferenceEnum, {
  name: 'DriftReferenceKind',
  description: 'FROZEN: with the version that decides. PERIOD: a time that was chosen.',
});

@ObjectType({ description: 'A bin, with its share of all cases then and now.' })
export class DriftBin {
  @Field(() => String) label: string;
  @Field(() => Float) reference: number;
  @Field(() => Float) current: number;
}

@ObjectType({ description: 'Two windows of one field on the same bins.' })
export class DriftComparison {
  @Field(() => Float) referenceCount: number;
  @Field(() => Float) currentCount: number;
  @Field(() => Float, { description: 'By Benjamini–Hochberg over all fields; one drifts up to 0.01.' })
  adjustedP: number;
  @Field(() => Float, { description: 'In units of what matters: one drifts from 1 on.' }) effect: number;
  @Field(() => Float, { nullable: true, description: 'Kolmogorov–Smirnov; numbers only.' }) ks: number | null;
  @Field(() => Float, { nullable: true, description: 'Wasserstein in standard deviations of the reference.' })
  wasserstein: number | null;
  @Field(() => Float, { description: 'Distance with base 2, in [0, 1].' }) jensenShannon: number;
  @Field(() => Float, { description: 'Population stability index.' }) psi: number;
  @Field(() => Float, { description: 'What stable data exceed once in a thousand.' }) psiCritical: number;
  @Field(() => Float) missingReference: number;
  @Field(() => Float) missingCurrent: number;
  @Field(() => [DriftBin]) bins: readonly DriftBin[];
}

@ObjectType({ description: 'How far two windows are apart; the larger distance is the effect.' })
export class DriftDistances {
  @Field(() => Float, { description: 'In units of what matters: one drifts from 1 on.' }) effect: number;
  @Field(() => Float, { nullable: true, description: 'Wasserstein in standard deviations of the reference.' })
  wasserstein: number | null;
  @Field(() => Float, { description: 'Distance with base 2, in [0, 1].' }) jensenShannon: number;
}

@ObjectType()
export class SegmentDrift {
  @Field(() => String, { description: 'Empty: of cases without one.' }) segment: string;
  @Field(() => Float) count: number;
  @Field(() => DriftDistances, { nullable: true, description: 'Null: there was not enough.' })
  compared: DriftDistances | null;
  @Field(() => DriftStateEnum) state: DriftState;
}

@ObjectType({ description: 'A field, a measure of its media, or what the machine says.' })
export class FieldDrift {
  @Field(() => String) metric: string;
  @Field(() => String, { description: 'The field; empty of what the machine says.' }) part: string;
  @Field(() => String) title: string;
  @Field(() => DriftStateEnum) state: DriftState;
  @Field(() => String) reason: string;
  @Field(() => Boolean, { description: 'Numbers; categories are not.' }) isOrdered: boolean;
  @Field(() => DriftComparison, { nullable: true, description: 'Null: there was not enough.' })
  compared: DriftComparison | null;
  @Field(() => [SegmentDrift], { description: 'Of one that drifts: the segments it comes from, the worst first.' })
  segments: readonly SegmentDrift[];
  @Field(() => Date, { nullable: true, description: 'From when on it drifts to the end.' }) since: Date | null;
  @Field(() => Date, {
    nullable: true,
    description: 'Before this it had begun: a minute after `since`, or the end of the hours of which no more is known.',
  })
  sinceUntil: Date | null;
  @Field(() => Boolean, { description: 'It did from the first window on, and may have begun before.' })
  isSinceBefore: boolean;
}

@ObjectType({
  description: 'How well a classifier tells the texts of the last day from those that are frozen; of a sample.',
})
export class TextDrift {
  @Field(() => String, { description: 'The field.' }) part: string;
  @Field(() => Float, { description: 'Area under the ROC curve, in [0, 1]; 0.5 is chance.' }) auc: number;
  @Field(() => Float, { description: 'Of its 95 % interval.' }) lower: number;
  @Field(() => Float) upper: number;
  @Field(() => Float, { description: 'Texts of the last day that were looked at.' }) count: number;
  @Field(() => Date, { description: 'When it was computed.' }) at: Date;
  @Field(() => String, { description: 'What it means.' }) sentence: string;
}

@ObjectType({ description: 'What comes in and what the machine says, beside how it was.' })
export class DataDrift {
  @Field(() => Date) at: Date;
  @Field(() => Date) from: Date;
  @Field(() => Date) to: Date;
  @Field(() => String, { description: 'The machine in force; empty: none.' }) decider: string;
  @Field(() => DriftReferenceEnum) referenceKind: DriftReferenceKind;
  @Field(() => String) referenceText: string;
  @Field(() => String) sentence: string;
  @Field(() => [FieldDrift], { description: 'Those that drift most first.' }) fields: readonly FieldDrift[];
  @Field(() => [TextDrift], { description: 'Each text field of which there is enough, as computed last.' })
  texts: readonly TextDrift[];
}

@ObjectType()
export class DifferentCase {
  @Field(() => ID) id: string;
  @Field(() => Date) at: Date;
  @Field(() => String) value: string;
}

@InputType()
export class DriftPeriodInput {
  @Field(() => Date) from: Date;
  @Field(() => Date) to: Date;
}

@ArgsType()
export class DataDriftArgs {
  @Field(() => ID) projectId: string;
  @Field(() => Date, { description: 'Rounded down to a bucket.' }) from: Date;
  @Field(() => Date) to: Date;
  @Field(() => DriftPeriodInput, { nullable: true, description: 'A time to compare with; without it what is frozen.' })
  reference?: DriftPeriodInput;
}

@ArgsType()
export class DifferentCasesArgs {
  @Field(() => ID) projectId: string;
  @Field(() => String) metric: string;
  @Field(() => String) part: string;
  @Field(() => Date) from: Date;
  @Field(() => Date) to: Date;
}
