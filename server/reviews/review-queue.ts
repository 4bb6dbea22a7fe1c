import { Injectable } from '@nestjs/common';
import { HumanQueue, type NewReview } from '../decisions/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import type { Tx } from '../platform/database/index.js';
import { insertReviews } from './review-queue.sql.js';

/** The human queue behind the port of *decisions*. */
@Injectable()
export class ReviewQueue extends HumanQueue {
  constructor(private readonly feed: ChangeFeed) {
    super();
  }

  override async open(tx: Tx, reviews: readonly NewReview[]): Promise<void> {
    await insertReviews(tx, reviews);
    for (const projectId of new Set(reviews.map((review) => review.projectId))) {
      await this.feed.publish(tx, { type: 'queue', projectId });
    }
  }
}
