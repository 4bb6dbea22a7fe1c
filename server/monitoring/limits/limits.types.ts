import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { LimitsView } from './keep-limits.js';

const LATENCY = 'Of the 95th percentile, in milliseconds, 1 to 600,000; null: the latency budget of the policy.';
const ERRORS = 'Share of failed requests, 0.0001 to 1.';
const AGE = 'Of the oldest review, in seconds, 60 to a year.';
const CASES = 'Worth a look: fewer cases than this share of those of the time before; 0.0001 to 1.';
const AUTOMATED = 'Worth a look: the automated share moved by so much; 0.0001 to 1.';
const AGREEMENT = 'Not all right: blind answers agree less by so much; 0.0001 to 1.';

@ObjectType({ description: 'From when on the overview says that something is not all right.' })
export class OverviewLimits {
  @Field(() => Int, { description: 'To be sent back with a change; 0: nobody set any, these are the defaults.' })
  version: number;
  @Field(() => Float, { nullable: true, description: LATENCY }) latencyMs: number | null;
  @Field(() => Float, { description: ERRORS }) errorRate: number;
  @Field(() => Float, { description: AGE }) reviewAgeSeconds: number;
  @Field(() => Float, { description: CASES }) casesLeft: number;
  @Field(() => Float, { description: AUTOMATED }) automatedMoves: number;
  @Field(() => Float, { description: AGREEMENT }) agreementFalls: number;
  @Field(() => String, { nullable: true, description: 'Null: nobody.' }) changedBy: string | null;
  @Field(() => Date, { nullable: true, description: 'Null: never.' }) changedAt: Date | null;
}
@InputType()
export class OverviewLimitsInput {
  @Field(() => Float, { nullable: true, description: LATENCY }) latencyMs?: number | null;
  @Field(() => Float, { description: ERRORS }) errorRate: number;
  @Field(() => Float, { description: AGE }) reviewAgeSeconds: number;
  @Field(() => Float, { description: CASES }) casesLeft: number;
  @Field(() => Float, { description: AUTOMATED }) automatedMoves: number;
  @Field(() => Float, { description: AGREEMENT }) agreementFalls: number;
}
@InputType()
export class SaveOverviewLimitsInput {
  @Field(() => ID) projectId: string;
  @Field(() => Int, { description: 'The version that you were looking at.' }) expectedVersion: number;
  @Field(() => OverviewLimitsInput) limits: OverviewLimitsInput;
}

export function toLimits({ limits, ...rest }: LimitsView): OverviewLimits {
  return { ...rest, ...limits };
}
