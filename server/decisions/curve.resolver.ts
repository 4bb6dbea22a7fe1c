import { Args, Field, Float, ID, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import type { CurvePoint } from '@handrail/shared/ladder';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { PolicySettingsInput, toSettings } from '../projects/index.js';
import { PreviewReads } from './preview-reads.js';

@ObjectType({ description: 'What a threshold would mean. Weighted by 1/propensity; null: nothing is labelled there.' })
export class ErrorCurvePoint implements CurvePoint {
  @Field(() => Float) threshold: number;
  @Field(() => Float, { description: 'Of the last 500 cases that are known, those decided without a person.' })
  share: number;
  @Field(() => Int, { description: 'Of the last 2,000 drawn blind labels, those of such cases.' }) labelled: number;
  @Field(() => Float, { nullable: true }) error: number | null;
  @Field(() => Float, { description: '95 %, for one point at a time.' }) lower: number;
  @Field(() => Float) upper: number;
}

@Resolver()
export class CurveResolver {
  constructor(private readonly reads: PreviewReads) {}

  @Allow({ permission: 'policy:read' })
  @Query(() => [ErrorCurvePoint], {
    description:
      'What Partial automation would mean at thresholds from 0.50 to 1.00 and at those that are set, ascending. The numbers of `policyPreview`.',
  })
  errorCurve(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('settings', { type: () => PolicySettingsInput, nullable: true, description: 'Null: those in force.' })
    settings: PolicySettingsInput | null,
  ): Promise<ErrorCurvePoint[]> {
    return this.reads.curve(actor, projectId, settings == null ? undefined : toSettings(settings));
  }
}
