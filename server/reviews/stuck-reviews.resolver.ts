import { Args, Field, ID, InputType, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { JsonScalar } from '../platform/graphql/index.js';
import { SettleCase } from './settle-case.js';
import { StuckReviews, type SkippedReviews as Skipped } from './stuck-reviews.js';

@ObjectType()
export class SkipReasonCount {
  @Field(() => String, { nullable: true, description: 'As the reviewer wrote it; null: none was given.' })
  reason: string | null;
  @Field(() => Int) count: number;
}
@ObjectType({ description: 'Somebody left a review to others.' })
export class ReviewSkip {
  @Field(() => String, { description: 'Their code, as datasets have it.' }) reviewer: string;
  @Field(() => String) name: string;
  @Field(() => String, { nullable: true, description: 'Null: no reason.' }) reason: string | null;
}
@ObjectType({ description: 'An open review that no reviewer of the project can be given any more.' })
export class StuckReview {
  @Field(() => ID) reviewId: string;
  @Field(() => ID) caseId: string;
  @Field(() => JsonScalar) input: unknown;
  @Field(() => Date) waitingSince: Date;
  @Field(() => [ReviewSkip], { description: 'Who skipped it and was not asked again, and why; oldest first.' })
  skips: ReviewSkip[];
}
@ObjectType()
export class PeoplesAnswer {
  @Field(() => JsonScalar) value: unknown;
  @Field(() => Int, { description: 'How many people say so.' }) people: number;
  @Field(() => Boolean, { description: 'Whether the decision that stands is the same.' }) stands: boolean;
}
@ObjectType({ description: 'A case on which as many people say otherwise as say what stands, and nobody is asked.' })
export class UnsettledCase {
  @Field(() => ID) caseId: string;
  @Field(() => JsonScalar) input: unknown;
  @Field(() => Date) since: Date;
  @Field(() => [PeoplesAnswer], { description: 'What stands first.' }) answers: PeoplesAnswer[];
  @Field(() => Boolean, { description: 'Whether a reviewer is left who has neither answered nor seen it.' })
  canAsk: boolean;
}
@ObjectType({ description: 'What reviewers left to others, and what they do not agree on.' })
export class SkippedReviews {
  @Field(() => Int, {
    description:
      'Open reviews that every reviewer has skipped, has answered already, or may not answer blind any more.',
  })
  nobodyLeft: number;
  @Field(() => [StuckReview], { description: 'The 20 of them that wait the longest.' }) stuck: StuckReview[];
  @Field(() => Int, { description: 'Cases on which people differ while nobody is asked.' }) unsettled: number;
  @Field(() => [UnsettledCase], { description: 'The 20 of them that wait the longest.' }) differing: UnsettledCase[];
  @Field(() => [SkipReasonCount], {
    description: 'Reasons of the last 30 days, also of who was asked again; the commonest 20 first.',
  })
  reasons: SkipReasonCount[];
}
@InputType()
export class SettleCaseInput {
  @Field(() => ID) projectId: string;
  @Field(() => ID) caseId: string;
  @Field(() => JsonScalar) value: unknown;
  @Field(() => String, { nullable: true }) note?: string;
}
@InputType()
export class AskAgainInput {
  @Field(() => ID) projectId: string;
  @Field(() => ID) reviewId: string;
  @Field(() => String, { nullable: true, description: 'The code of who skipped it; absent: everybody who did.' })
  reviewer?: string;
}

@Resolver()
export class StuckReviewsResolver {
  constructor(
    private readonly reviews: StuckReviews,
    private readonly settling: SettleCase,
  ) {}

  @Allow({ permission: 'decisions:read' })
  @Query(() => SkippedReviews, {
    description: 'Cases that nobody is left to answer, those that people differ on, and why people skip.',
  })
  async skippedReviews(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<SkippedReviews> {
    return toView(await this.reviews.read(actor, projectId));
  }

  @Allow({ permission: 'cases:settle' })
  @Mutation(() => SkippedReviews, {
    description: 'Decides a case that nobody is left to answer, or that people differ on; later answers leave it so.',
  })
  async settleCase(
    @CurrentActor() actor: Actor,
    @Args('input') { note, ...input }: SettleCaseInput,
  ): Promise<SkippedReviews> {
    await this.settling.settle(actor, { ...input, note: note ?? undefined });
    return toView(await this.reviews.read(actor, input.projectId));
  }

  @Allow({ permission: 'reviews:request' })
  @Mutation(() => SkippedReviews, { description: 'Lets the case come again to people who skipped it.' })
  async askAgain(
    @CurrentActor() actor: Actor,
    @Args('input') { reviewer, ...input }: AskAgainInput,
  ): Promise<SkippedReviews> {
    await this.settling.askAgain(actor, { ...input, reviewer: reviewer ?? undefined });
    return toView(await this.reviews.read(actor, input.projectId));
  }
}

function toView({ stuck, differing, reasons, ...counts }: Skipped): SkippedReviews {
  return {
    ...counts,
    reasons: [...reasons],
    stuck: stuck.map(({ skips, ...review }) => ({ ...review, skips: [...skips] })),
    differing: differing.map(({ answers, ...one }) => ({ ...one, answers: [...answers] })),
  };
}
