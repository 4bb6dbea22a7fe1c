import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../../platform/access/index.js';
import { RequestReviews } from '../../reviews/index.js';
import { QualityReads } from './quality-reads.js';
import { AskReviewersInput, DatasetQuality, ReviewersAsked, toDatasetQuality } from './quality.types.js';

@Resolver()
export class QualityResolver {
  constructor(
    private readonly reads: QualityReads,
    private readonly requests: RequestReviews,
  ) {}

  @Allow({ permission: 'labels:read' })
  @Query(() => DatasetQuality, { nullable: true, description: 'Null: nobody has asked for it yet.' })
  async datasetQuality(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('number', { type: () => Int }) number: number,
  ): Promise<DatasetQuality | null> {
    const row = await this.reads.get(actor, projectId, number);
    return row ? toDatasetQuality(row) : null;
  }

  @Allow({ permission: 'labels:read' })
  @Mutation(() => DatasetQuality, { description: 'Looks for what is wrong in a version’s labels; done by a job.' })
  async checkDatasetQuality(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('number', { type: () => Int }) number: number,
  ): Promise<DatasetQuality> {
    return toDatasetQuality(await this.reads.start(actor, projectId, number));
  }

  @Allow({ permission: 'reviews:request' })
  @Mutation(() => ReviewersAsked, {
    description: 'Asks people about cases whose labels are doubted or missing; blind, beside the decision that stands.',
  })
  askReviewers(@CurrentActor() actor: Actor, @Args('input') input: AskReviewersInput): Promise<ReviewersAsked> {
    const { projectId, caseIds } = input;
    return this.requests.run(actor, { projectId, caseIds, because: 'quality', alsoLabelled: true });
  }
}
