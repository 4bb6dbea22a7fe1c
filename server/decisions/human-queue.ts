import type { ReviewReason } from '@handrail/shared/ladder';
import type { Tx } from '../platform/database/index.js';

/** A review to be opened with its case. `predictionId` is what the reviewer may see; null for every blind review. */
export type NewReview = {
  readonly id: string;
  readonly caseId: string;
  readonly projectId: string;
  readonly policyVersion: number;
  readonly reason: ReviewReason;
  readonly blind: boolean;
  readonly decides: boolean;
  readonly priority: number;
  readonly predictionId: string | null;
  readonly createdAt: Date;
};

/** The port through which a case reaches people, in the transaction that stores the case. */
export abstract class HumanQueue {
  abstract open(tx: Tx, reviews: readonly NewReview[]): Promise<void>;
}
