import { Args, Field, Float, ID, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import type { CurvePoint } from '@handrail/shared/ladder';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { CurveReads } from './curve-reads.js';

@ObjectType({ description: 'What a threshold would mean. Weighted by 1/propensity; null: nothing is labelled there.' })
export class ErrorCurvePoint implements CurvePoint {
  @Field(() => Float) threshold: number;
  @Field(() => Float, { description: 'Of the last 2,000 cases, those at or above it.' }) share: number;
  @Field(() => Int, { description: 'Blind labels at or above it, of the last 5,000.' }) labelled: number;
  @Field(() => Float, { nullable: true }) error: number | null;
  @Field(() => Float, { description: '95 %, for one point at a time.' }) lower: number;
  @Field(() => Float) upper: number;
}

@Resolver()
export class CurveResolver {
  constructor(private readonly reads: CurveReads) {}

  @Allow({ permission: 'policy:read' })
  @Query(() => [ErrorCurvePoint], { description: 'For thresholds from 0.50 to 1.00, ascending.' })
  errorCurve(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<ErrorCurvePoint[]> {
    return this.reads.curve(actor, projectId);
  }
}
