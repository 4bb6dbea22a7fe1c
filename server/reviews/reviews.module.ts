import { Global, Module } from '@nestjs/common';
import { HumanQueue } from '../decisions/index.js';
import { ClaimReviews } from './claim-reviews.js';
import { ProjectPulse } from './project-pulse.js';
import { PulseResolver } from './pulse.resolver.js';
import { RequestReviews } from './request-reviews.js';
import { ReviewQueue } from './review-queue.js';
import { ReviewReads } from './review-reads.js';
import { ReviewsResolver } from './reviews.resolver.js';
import { SettleCase } from './settle-case.js';
import { SkipReview } from './skip-review.js';
import { StuckReviews } from './stuck-reviews.js';
import { StuckReviewsResolver } from './stuck-reviews.resolver.js';
import { SubmitLabel } from './submit-label.js';

@Global()
@Module({
  providers: [
    ClaimReviews,
    ProjectPulse,
    PulseResolver,
    RequestReviews,
    ReviewQueue,
    ReviewReads,
    ReviewsResolver,
    SettleCase,
    SkipReview,
    StuckReviews,
    StuckReviewsResolver,
    SubmitLabel,
    { provide: HumanQueue, useExisting: ReviewQueue },
  ],
  exports: [HumanQueue, RequestReviews, ReviewQueue],
})
export class ReviewsModule {}
