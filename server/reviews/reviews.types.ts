import { createUnionType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { confidenceText, CORRECTION_MINUTES, thresholdText } from '@handrail/shared/ladder';
import { JsonScalar } from '../platform/graphql/index.js';
import type { MyLabelRow } from './review-reads.js';
import type { ClaimedRow } from './review-queue.sql.js';

/** Audit and blind control look the same to a reviewer: telling them apart would tell what the machine thinks. */
export const ReviewWhyEnum = {
  LEVEL: 'LEVEL',
  LOW_CONFIDENCE: 'LOW_CONFIDENCE',
  BLIND_CHECK: 'BLIND_CHECK',
  FALLBACK: 'FALLBACK',
  DISAGREEMENT: 'DISAGREEMENT',
  GOLD: 'GOLD',
  APPEAL: 'APPEAL',
} as const;
export type ReviewWhy = keyof typeof ReviewWhyEnum;
registerEnumType(ReviewWhyEnum, {
  name: 'ReviewWhy',
  description: 'Why a case is here, as far as its reviewer may know.',
});

@ObjectType({
  description: 'A span of a text field, in UTF-16 units, and how it spoke: for the answer (> 0) or against it.',
})
export class Evidence {
  @Field(() => String) field: string;
  @Field(() => Int) start: number;
  @Field(() => Int) end: number;
  @Field(() => Float) weight: number;
}
@ObjectType({ description: 'What the machine suggests.' })
export class Suggestion {
  @Field(() => JsonScalar) value: unknown;
  @Field(() => Float, { nullable: true, description: 'In [0, 1].' }) confidence: number | null;
  @Field(() => Float, { nullable: true, description: 'The threshold that it was held against; null where none was.' })
  threshold: number | null;
  @Field(() => String) model: string;
  @Field(() => [Evidence]) evidence: Evidence[];
}

@ObjectType({ isAbstract: true })
class ReviewToAnswer {
  @Field(() => ID) id: string;
  @Field(() => ID) caseId: string;
  @Field(() => ReviewWhyEnum) why: ReviewWhy;
  @Field(() => String, { description: 'The same in a sentence.' }) explanation: string;
  @Field(() => JsonScalar) input: unknown;
  @Field(() => String, { nullable: true }) segment: string | null;
  @Field(() => String, { description: 'The fencing token: send it with the answer.' }) leaseToken: string;
  @Field(() => Date) leaseExpiresAt: Date;
  @Field(() => Date) waitingSince: Date;
}
@ObjectType({ description: 'A review that must not see the machine’s view: it has no field that could hold one.' })
export class BlindReview extends ReviewToAnswer {}
@ObjectType({ description: 'A review with the machine’s suggestion.' })
export class AssistedReview extends ReviewToAnswer {
  @Field(() => Suggestion) suggestion: Suggestion;
}
export const ClaimedReview = createUnionType({
  name: 'ClaimedReview',
  types: () => [BlindReview, AssistedReview] as const,
  resolveType: (value: BlindReview | AssistedReview) => ('suggestion' in value ? AssistedReview : BlindReview),
});
@ObjectType()
export class QueueStatus {
  @Field(() => Int, { description: 'Yours to take now.' }) available: number;
  @Field(() => Int) heldByOthers: number;
  @Field(() => Int) heldByMe: number;
  @Field(() => Int) skippedByMe: number;
  @Field(() => Int, { description: 'Of those that you have skipped, those that nobody else is left to answer.' })
  leftToNobody: number;
  @Field(() => Int, { description: 'All but those of cases that you have answered; counted up to 10,000.' })
  total: number;
  @Field(() => Date, { nullable: true, description: 'Null: nothing is open.' }) oldestOpenAt: Date | null;
  @Field(() => Int) answeredTodayByMe: number;
  @Field(() => [ID], { description: 'The reviews behind the newest 50 of them, newest first.' })
  answeredLatelyByMe: string[];
}
@ObjectType()
export class ClaimReviewsResult {
  @Field(() => [ClaimedReview]) reviews: (BlindReview | AssistedReview)[];
  @Field(() => QueueStatus) queue: QueueStatus;
}
@ObjectType()
export class LeaseRenewal {
  @Field(() => ID) reviewId: string;
  @Field(() => Date) leaseExpiresAt: Date;
}
@ObjectType()
export class SubmitLabelSuccess {
  @Field(() => ID) labelId: string;
  @Field(() => ID) caseId: string;
}
@ObjectType({ description: 'You no longer hold the case; nothing was stored.' })
export class LeaseLost {
  @Field(() => String) message: string;
  @Field(() => String, {
    description: 'open: it can be claimed again; answered: it has its answer; withdrawn: nobody is asked any more.',
  })
  state: string;
}
@ObjectType({ description: 'The answer does not fit; the case is still yours.' })
export class AnswerRefused {
  @Field(() => String, { name: 'detail' }) detail: string;
}
export const SubmitLabelResult = createUnionType({
  name: 'SubmitLabelResult',
  types: () => [SubmitLabelSuccess, LeaseLost, AnswerRefused] as const,
  resolveType: (value: SubmitLabelSuccess | LeaseLost | AnswerRefused) =>
    'labelId' in value ? SubmitLabelSuccess : 'detail' in value ? AnswerRefused : LeaseLost,
});
@ObjectType()
export class SkipReviewSuccess {
  @Field(() => ID) reviewId: string;
}
export const SkipReviewResult = createUnionType({
  name: 'SkipReviewResult',
  types: () => [SkipReviewSuccess, LeaseLost] as const,
  resolveType: (value: SkipReviewSuccess | LeaseLost) => ('reviewId' in value ? SkipReviewSuccess : LeaseLost),
});
@ObjectType({ description: 'One of your own answers.' })
export class MyLabel {
  @Field(() => ID) id: string;
  @Field(() => ID) reviewId: string;
  @Field(() => ID) caseId: string;
  @Field(() => JsonScalar) input: unknown;
  @Field(() => JsonScalar) value: unknown;
  @Field(() => String, { nullable: true }) note: string | null;
  @Field(() => Date) createdAt: Date;
  @Field(() => Date) correctableUntil: Date;
}
@InputType()
export class ClaimReviewsInput {
  @Field(() => ID) projectId: string;
  @Field(() => Int, { description: '1 to 3.' }) count: number;
  @Field(() => ID, {
    nullable: true,
    description: 'Take this one back first, if nobody else holds or has answered it.',
  })
  reviewId?: string;
  @Field(() => ID, { nullable: true, description: 'Which of your pages asks: each has cases of its own.' })
  tabId?: string;
  @Field(() => ID, {
    nullable: true,
    description: 'The page that this one is after it was loaded anew: its cases go over.',
  })
  insteadOf?: string;
}
@InputType()
export class LeaseInput {
  @Field(() => ID) reviewId: string;
  @Field(() => String) leaseToken: string;
}
@InputType()
export class SubmitLabelInput extends LeaseInput {
  @Field(() => JsonScalar) value: unknown;
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => Int, {
    nullable: true,
    description: 'Milliseconds from seeing the whole case to answering; null: it was not whole yet, or was not timed.',
  })
  leadTimeMs?: number | null;
  @Field(() => String, {
    nullable: true,
    description: 'What comes again under one key is done once and gets the first answer.',
  })
  idempotencyKey?: string;
}
@InputType()
export class SkipReviewInput extends LeaseInput {
  @Field(() => String, { nullable: true }) reason?: string;
  @Field(() => String, {
    nullable: true,
    description: 'What comes again under one key is done once and gets the first answer.',
  })
  idempotencyKey?: string;
}
@InputType()
export class CorrectLabelInput {
  @Field(() => ID) labelId: string;
  @Field(() => JsonScalar) value: unknown;
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => String, {
    nullable: true,
    description: 'What comes again under one key is done once and gets the first answer.',
  })
  idempotencyKey?: string;
}

const WHY: Readonly<Record<string, ReviewWhy>> = {
  level: 'LEVEL',
  low_confidence: 'LOW_CONFIDENCE',
  audit: 'BLIND_CHECK',
  blind_control: 'BLIND_CHECK',
  disagreement: 'DISAGREEMENT',
  gold: 'GOLD',
  fallback: 'FALLBACK',
  appeal: 'APPEAL',
};
const SENTENCE: Readonly<Record<ReviewWhy, string>> = {
  LEVEL: 'When this case came, people decided every case of this project.',
  LOW_CONFIDENCE: 'The machine was not sure enough to decide this case alone.',
  BLIND_CHECK: 'A blind check: decide on your own, without the machine’s view.',
  FALLBACK: 'The machine gave no usable answer.',
  DISAGREEMENT: 'Picked for a closer look.',
  GOLD: 'A case with a known answer.',
  APPEAL: 'The answer was questioned.',
};

export function toClaimedReview(row: ClaimedRow): BlindReview | AssistedReview {
  // Where the policy hides what the machine was unsure of, being unsure is what it hides; audits look the same.
  const why = row.blind && row.reason === 'low_confidence' ? 'BLIND_CHECK' : (WHY[row.reason] ?? 'LEVEL');
  const common = {
    id: row.id,
    caseId: row.case_id,
    why,
    explanation: SENTENCE[why],
    input: row.input,
    segment: row.segment,
    leaseToken: row.lease_token,
    leaseExpiresAt: row.lease_expires_at,
    waitingSince: row.created_at,
  };
  if (row.blind || row.p_model === null) return common;
  const numbers =
    row.p_confidence !== null && row.threshold !== null
      ? ` Its confidence was ${confidenceText(row.p_confidence, row.threshold)}, the threshold was ${thresholdText(row.threshold)}.`
      : '';
  return {
    ...common,
    explanation: `${common.explanation}${numbers}`,
    // Evidence was checked when it was taken in.
    suggestion: {
      value: row.p_value,
      confidence: row.p_confidence,
      threshold: row.threshold,
      model: row.p_model,
      evidence: (row.p_evidence ?? []) as Evidence[],
    },
  };
}

export function toMyLabel(row: MyLabelRow): MyLabel {
  return {
    id: row.id,
    reviewId: row.review_id,
    caseId: row.case_id,
    input: row.input,
    value: row.value,
    note: row.note,
    createdAt: row.created_at,
    correctableUntil: new Date(row.created_at.getTime() + CORRECTION_MINUTES * 60_000),
  };
}
