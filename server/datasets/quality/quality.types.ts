import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { JsonScalar } from '../../platform/graphql/index.js';
import type { QualityRow } from './quality.sql.js';

export const QualityStateEnum = { RUNNING: 'RUNNING', DONE: 'DONE', FAILED: 'FAILED' } as const;
registerEnumType(QualityStateEnum, { name: 'QualityState', description: 'Being looked at, looked at, or given up.' });

@ObjectType({ description: 'What was found in the labels of a dataset’s version.' })
export class DatasetQuality {
  @Field(() => ID) id: string;
  @Field(() => QualityStateEnum) state: keyof typeof QualityStateEnum;
  @Field(() => String, { nullable: true, description: 'What it is at, while it runs.' }) detail: string | null;
  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'Likely errors, ambiguous cases, conflicts, near-duplicates, coverage holes, reviewers; null: not yet.',
  })
  report: unknown;
  @Field(() => String, { nullable: true, description: 'Why it was given up.' }) failure: string | null;
  @Field(() => String) askedBy: string;
  @Field(() => Date) askedAt: Date;
}
@InputType()
export class AskReviewersInput {
  @Field(() => ID) projectId: string;
  @Field(() => [ID], { description: 'At most 200 cases.' }) caseIds: string[];
}
@ObjectType()
export class ReviewersAsked {
  @Field(() => Int) opened: number;
  @Field(() => Int, { description: 'Cases that somebody is asked about already, undecided or erased.' })
  skipped: number;
  @Field(() => Int, {
    description:
      'Cases that every reviewer here has answered, or seen with the machine’s answer: nobody is left to ask.',
  })
  nobodyLeft: number;
}

export function toDatasetQuality(row: QualityRow): DatasetQuality {
  return {
    id: row.version_id,
    // CHECKed in the database.
    state: row.state.toUpperCase() as keyof typeof QualityStateEnum,
    detail: row.detail,
    report: row.report,
    failure: row.failure,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
  };
}
