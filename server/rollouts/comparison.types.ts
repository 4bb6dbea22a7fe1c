import { createUnionType, Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { JsonScalar, PageInfo } from '../platform/graphql/index.js';
import { RolloutRefused } from './rollout-moves.types.js';

@ObjectType({ description: 'A machine that predicts under the policy in force.' })
export class MachineInForce {
  @Field(() => String, { description: 'name@version, or the previous system’s name.' }) machine: string;
  @Field(() => String, { description: 'champion, challenger, shadow, or previous system.' }) part: string;
}

@ObjectType({ description: 'How often the two said this pair of answers.' })
export class AgreementCell {
  @Field(() => JsonScalar) challenger: unknown;
  @Field(() => JsonScalar) champion: unknown;
  @Field(() => Int) cases: number;
}

@ObjectType({ description: 'A rate in [0, 1] with its 95 % interval, which holds at any time.' })
export class EstimatedRate {
  @Field(() => Float, { nullable: true, description: 'Null: no label.' }) estimate: number | null;
  @Field(() => Float) lower: number;
  @Field(() => Float) upper: number;
  @Field(() => Int) labels: number;
}

@ObjectType({ description: 'Two machines against blind human labels, weighted by 1/propensity.' })
export class ComparedErrors {
  @Field(() => EstimatedRate) challenger: EstimatedRate;
  @Field(() => EstimatedRate) champion: EstimatedRate;
  @Field(() => Int, { description: 'Labelled cases that only the challenger had right.' }) onlyChallengerRight: number;
  @Field(() => Int, { description: 'Labelled cases that only the champion had right.' }) onlyChampionRight: number;
}

@ObjectType()
export class ComparedSegment extends ComparedErrors {
  @Field(() => String, { nullable: true, description: 'Null: without one.' }) segment: string | null;
  @Field(() => Int) cases: number;
  @Field(() => Int) differ: number;
}

@ObjectType({ description: 'Milliseconds, over all answers in the comparison.' })
export class LatencyQuantiles {
  @Field(() => Int) answers: number;
  @Field(() => Float, { nullable: true, description: 'Null: never measured.' }) p50: number | null;
  @Field(() => Float, { nullable: true, description: 'Null: never measured.' }) p95: number | null;
  @Field(() => Float, { nullable: true, description: 'Null: never measured.' }) p99: number | null;
}

@ObjectType({ description: 'How far answers that are numbers lie apart.' })
export class ComparedNumbers {
  @Field(() => String, { description: 'What counts as the same answer, such as “± 5 EUR”.' }) same: string;
  @Field(() => Float, { nullable: true, description: 'Between the two, on average; null: no case.' })
  meanDifference: number | null;
  @Field(() => Float, { nullable: true, description: 'From blind labels, weighted by 1/propensity; null: not known.' })
  challengerMeanError: number | null;
  @Field(() => Float, { nullable: true }) championMeanError: number | null;
}

@ObjectType({ description: 'Two machines on the same cases: the newest 20,000 that both were asked.' })
export class MachineComparison {
  @Field(() => String) challenger: string;
  @Field(() => String) champion: string;
  @Field(() => Int, { description: 'Cases that both were asked.' }) asked: number;
  @Field(() => Int, { description: 'Of those asked, by the thresholds in force: decided without a person.' })
  challengerAutomated: number;
  @Field(() => Int) championAutomated: number;
  @Field(() => Int, { description: 'Cases that both answered.' }) cases: number;
  @Field(() => Int) differ: number;
  @Field(() => EstimatedRate, { description: 'The share of cases on which they differ.' }) disagreement: EstimatedRate;
  @Field(() => Date, { nullable: true, description: 'The oldest case in it; null: none.' }) since: Date | null;
  @Field(() => [AgreementCell], { description: 'At most 400, the commonest first.' }) matrix: AgreementCell[];
  @Field(() => ComparedErrors) errors: ComparedErrors;
  @Field(() => ComparedNumbers, { nullable: true, description: 'Null: answers are no numbers.' })
  numbers: ComparedNumbers | null;
  @Field(() => [ComparedSegment], { description: 'At most 50, the largest first.' }) segments: ComparedSegment[];
  @Field(() => LatencyQuantiles) challengerLatency: LatencyQuantiles;
  @Field(() => LatencyQuantiles) championLatency: LatencyQuantiles;
  @Field(() => Int, { description: 'Cases on which the challenger gave no usable answer.' }) challengerNulls: number;
  @Field(() => Int) championNulls: number;
  @Field(() => String, { description: 'The verdict in a sentence.' }) verdict: string;
}

@ObjectType({ description: 'A case of which the two say different things.' })
export class DifferingCase {
  @Field(() => ID) id: string;
  @Field(() => JsonScalar) input: unknown;
  @Field(() => String, { nullable: true, description: 'Null: without one.' }) segment: string | null;
  @Field(() => JsonScalar) challengerValue: unknown;
  @Field(() => Float, { nullable: true, description: 'In [0, 1]; null: without one.' }) challengerConfidence:
    number | null;
  @Field(() => JsonScalar) championValue: unknown;
  @Field(() => Float, { nullable: true, description: 'In [0, 1]; null: without one.' }) championConfidence:
    number | null;
  @Field(() => Float, { description: 'How sure both are of different answers, in [0, 1].' }) strength: number;
  @Field(() => JsonScalar, { nullable: true, description: 'The newest label; null: nobody has looked.' })
  label: unknown;
  @Field(() => Boolean, { description: 'Whether a person has looked or will.' }) isInReview: boolean;
  @Field(() => Date) createdAt: Date;
}
@ObjectType()
export class DifferingCaseEdge {
  @Field(() => String) cursor: string;
  @Field(() => DifferingCase) node: DifferingCase;
}
@ObjectType()
export class DifferingCaseConnection {
  @Field(() => [DifferingCaseEdge]) edges: DifferingCaseEdge[];
  @Field(() => PageInfo) pageInfo: PageInfo;
}

@InputType()
export class SendToReviewInput {
  @Field(() => ID) projectId: string;
  @Field(() => [ID], { description: 'At most 200 cases.' }) caseIds: string[];
}
@ObjectType({ description: 'Labels of cases that were picked by hand teach, but do not measure: they weigh nothing.' })
export class SentToReview {
  @Field(() => Int) opened: number;
  @Field(() => Int, { description: 'Somebody has looked at them, or will.' }) skipped: number;
  @Field(() => Int, {
    description:
      'Cases that every reviewer here has answered, or seen with the machine’s answer: nobody is left to ask.',
  })
  nobodyLeft: number;
}
export const SendToReviewResult = createUnionType({
  name: 'SendToReviewResult',
  types: () => [SentToReview, RolloutRefused] as const,
  resolveType: (value: SentToReview | RolloutRefused) => ('opened' in value ? SentToReview : RolloutRefused),
});
