import { Args, Field, ID, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { StuckReviews, type SkippedReviews as Skipped } from './stuck-reviews.js';

@ObjectType()
export class SkipReasonCount {
  @Field(() => String, { nullable: true, description: 'As the reviewer wrote it; null: none was given.' })
  reason: string | null;
  @Field(() => Int) count: number;
}
@ObjectType({ description: 'An open review that no reviewer of the project can be given any more.' })
export class StuckReview {
  @Field(() => ID) caseId: string;
  @Field(() => Date) waitingSince: Date;
  @Field(() => [String], { nullable: 'items', description: 'Why it was skipped, oldest first; null: no reason.' })
  reasons: (string | null)[];
}
@ObjectType({ description: 'What reviewers left to others.' })
export class SkippedReviews {
  @Field(() => Int, {
    description:
      'Open reviews that every reviewer has skipped, has answered already, or may not answer blind any more.',
  })
  nobodyLeft: number;
  @Field(() => [StuckReview], { description: 'The 20 of them that wait the longest.' }) stuck: StuckReview[];
  @Field(() => [SkipReasonCount], { description: 'Reasons of the last 30 days, the commonest 20 first.' })
  reasons: SkipReasonCount[];
}

@Resolver()
export class StuckReviewsResolver {
  constructor(private readonly reviews: StuckReviews) {}

  @Allow({ permission: 'decisions:read' })
  @Query(() => SkippedReviews, { description: 'Cases that nobody is left to answer, and why people skip.' })
  async skippedReviews(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<SkippedReviews> {
    return toView(await this.reviews.read(actor, projectId));
  }
}

function toView({ nobodyLeft, stuck, reasons }: Skipped): SkippedReviews {
  return {
    nobodyLeft,
    reasons: [...reasons],
    stuck: stuck.map(({ caseId, waitingSince, reasons: given }) => ({ caseId, waitingSince, reasons: [...given] })),
  };
}
