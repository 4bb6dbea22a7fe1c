import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { CLAIM_AHEAD } from '@handrail/shared/ladder';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { ClaimReviews, MOST_HELD } from './claim-reviews.js';
import { ReviewReads } from './review-reads.js';
import {
  ClaimReviewsInput,
  ClaimReviewsResult,
  CorrectLabelInput,
  LeaseInput,
  LeaseRenewal,
  MyLabel,
  QueueStatus,
  SkipReviewInput,
  SkipReviewResult,
  SubmitLabelInput,
  SubmitLabelResult,
  toClaimedReview,
  toMyLabel,
  type AnswerRefused,
  type LeaseLost,
  type SkipReviewSuccess,
  type SubmitLabelSuccess,
} from './reviews.types.js';
import { SkipReview } from './skip-review.js';
import { SubmitLabel, type SubmitOutcome } from './submit-label.js';

@Resolver()
export class ReviewsResolver {
  constructor(
    private readonly claims: ClaimReviews,
    private readonly labels: SubmitLabel,
    private readonly skips: SkipReview,
    private readonly reads: ReviewReads,
  ) {}

  @Allow({ permission: 'project:read' })
  @Query(() => QueueStatus)
  queue(@CurrentActor() actor: Actor, @Args('projectId', { type: () => ID }) projectId: string): Promise<QueueStatus> {
    return this.reads.queue(actor, projectId);
  }

  @Allow({ permission: 'reviews:answer' })
  @Query(() => [MyLabel], { description: 'Your last ten answers, newest first.' })
  async myRecentLabels(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<MyLabel[]> {
    return (await this.reads.myRecent(actor, projectId)).map(toMyLabel);
  }

  @Allow({ permission: 'reviews:answer' })
  @Mutation(() => ClaimReviewsResult, {
    description: 'Tops your claims up to `count`; gives all that you hold, in order.',
  })
  async claimReviews(
    @CurrentActor() actor: Actor,
    @Args('input') input: ClaimReviewsInput,
  ): Promise<ClaimReviewsResult> {
    const rows = await this.claims.run(actor, withoutNulls(input));
    return { reviews: rows.map(toClaimedReview), queue: await this.reads.queue(actor, input.projectId) };
  }

  @Allow({ permission: 'reviews:answer' })
  @Mutation(() => [LeaseRenewal], { description: 'What is missing from the answer is no longer yours.' })
  renewLeases(
    @CurrentActor() actor: Actor,
    @Args('leases', { type: () => [LeaseInput] }) leases: LeaseInput[],
  ): Promise<LeaseRenewal[]> {
    return this.claims.renew(actor, leases.slice(0, MOST_HELD));
  }

  @Allow({ permission: 'reviews:answer' })
  @Mutation(() => SubmitLabelResult)
  async submitLabel(
    @CurrentActor() actor: Actor,
    @Args('input') input: SubmitLabelInput,
  ): Promise<SubmitLabelSuccess | LeaseLost | AnswerRefused> {
    return toResult(await this.labels.run(actor, withoutNulls(input)));
  }

  @Allow({ permission: 'reviews:answer' })
  @Mutation(() => SubmitLabelResult, { description: 'Your own answer, for a quarter of an hour.' })
  async correctLabel(
    @CurrentActor() actor: Actor,
    @Args('input') input: CorrectLabelInput,
  ): Promise<SubmitLabelSuccess | LeaseLost | AnswerRefused> {
    return toResult(await this.labels.correct(actor, withoutNulls(input)));
  }

  @Allow({ permission: 'reviews:answer' })
  @Mutation(() => SkipReviewResult)
  async skipReview(
    @CurrentActor() actor: Actor,
    @Args('input') input: SkipReviewInput,
  ): Promise<SkipReviewSuccess | LeaseLost> {
    const outcome = await this.skips.run(actor, withoutNulls(input));
    return outcome.kind === 'skipped' ? { reviewId: input.reviewId } : outcome;
  }

  @Allow({ permission: 'reviews:answer' })
  @Mutation(() => ClaimReviewsResult, {
    description: 'Takes a skip back; the case is first in the answer if it could be had again.',
  })
  async undoSkip(
    @CurrentActor() actor: Actor,
    @Args('reviewId', { type: () => ID }) reviewId: string,
    @Args('tabId', { type: () => ID, nullable: true }) tabId?: string,
    @Args('idempotencyKey', { type: () => String, nullable: true }) idempotencyKey?: string,
  ): Promise<ClaimReviewsResult> {
    const page = withoutNulls({ tabId });
    const { projectId } = await this.skips.undo(actor, { reviewId, ...page, ...withoutNulls({ idempotencyKey }) });
    const rows = await this.claims.run(actor, { projectId, count: CLAIM_AHEAD, ...page });
    const again = rows.filter(({ id }) => id === reviewId);
    const reviews = [...again, ...rows.filter(({ id }) => id !== reviewId)].map(toClaimedReview);
    return { reviews, queue: await this.reads.queue(actor, projectId) };
  }

  @Allow({ permission: 'reviews:answer' })
  @Mutation(() => Boolean, { description: 'Gives your claims in the project back: those of one page, or all.' })
  async releaseReviews(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('tabId', { type: () => ID, nullable: true }) tabId?: string,
  ): Promise<boolean> {
    await this.claims.release(actor, projectId, tabId ?? undefined);
    return true;
  }
}

function toResult(outcome: SubmitOutcome): SubmitLabelSuccess | LeaseLost | AnswerRefused {
  switch (outcome.kind) {
    case 'stored':
      return { labelId: outcome.labelId, caseId: outcome.caseId };
    case 'lease-lost':
      return { message: outcome.message, state: outcome.state };
    case 'refused':
      return { detail: outcome.message };
  }
}

/** GraphQL says null where nothing was given. */
function withoutNulls<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], null> } {
  // The entries that are left are those of the type.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) as {
    [K in keyof T]: Exclude<T[K], null>;
  };
}
