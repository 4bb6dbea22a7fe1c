/**
 * People's work: the queue of reviews, the lease that one reviewer holds on one, and the labels that come of it. Owns
 * `review`, `review_skip` and `label`.
 */
export { ReviewsModule } from './reviews.module.js';
export { RequestReviews } from './request-reviews.js';
export { ReviewQueue } from './review-queue.js';
export { PSEUDONYM } from './pseudonym.sql.js';
export { STUCK_COUNT, skipsOfStuck } from './stuck.sql.js';
export { insertImportedLabels, type ImportedLabel } from './imported-labels.sql.js';
