import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { BucketRow, PushRow } from './bucket-rows.js';

export const DatasetPushStateEnum = { RUNNING: 'RUNNING', DONE: 'DONE', FAILED: 'FAILED' } as const;
registerEnumType(DatasetPushStateEnum, {
  name: 'DatasetPushState',
  description: 'Waiting, under way or to be tried again; all there; given up.',
});

@ObjectType({ description: 'Where a dataset’s versions are pushed to. The secret is never given.' })
export class DatasetBucket {
  @Field(() => String) endpoint: string;
  @Field(() => String) region: string;
  @Field(() => String) bucket: string;
  @Field(() => String, { description: 'Before every key.' }) prefix: string;
  @Field(() => Boolean, { description: 'endpoint/bucket/key rather than bucket.endpoint/key.' }) pathStyle: boolean;
  @Field(() => String) accessKeyId: string;
  @Field(() => [String], { description: 'Endings: parquet, jsonl.gz.' }) formats: string[];
  @Field(() => String) updatedBy: string;
  @Field(() => Date) updatedAt: Date;
}
@ObjectType({ description: 'One object of a push.' })
export class DatasetPushedObject {
  @Field(() => String) key: string;
  @Field(() => Float) bytes: number;
  @Field(() => String, { description: 'Hexadecimal.' }) sha256: string;
}
@ObjectType({ description: 'How a version was pushed to its dataset’s bucket.' })
export class DatasetPush {
  @Field(() => ID) id: string;
  @Field(() => DatasetPushStateEnum) state: keyof typeof DatasetPushStateEnum;
  @Field(() => Int, { description: 'Tries so far, at most 5.' }) tries: number;
  @Field(() => String, { nullable: true, description: 'Why the last try failed; null: it did not.' }) failure:
    string | null;
  @Field(() => String, { nullable: true, description: 'Null until it is there.' }) target: string | null;
  @Field(() => [DatasetPushedObject], { description: 'None until it is there.' }) objects: DatasetPushedObject[];
  @Field(() => String) createdBy: string;
  @Field(() => Date) createdAt: Date;
  @Field(() => Date, { nullable: true }) endedAt: Date | null;
}
@ObjectType({ description: 'Whether an object could be stored and removed again.' })
export class DatasetBucketTest {
  @Field(() => Boolean) works: boolean;
  @Field(() => String, { nullable: true, description: 'Why not; null: it works.' }) failure: string | null;
}
@InputType()
export class DatasetBucketInput {
  @Field(() => ID) projectId: string;
  @Field(() => String, { description: 'Of the dataset.' }) name: string;
  @Field(() => String) endpoint: string;
  @Field(() => String) region: string;
  @Field(() => String) bucket: string;
  @Field(() => String) prefix: string;
  @Field(() => Boolean) pathStyle: boolean;
  @Field(() => String) accessKeyId: string;
  @Field(() => String, { nullable: true, description: 'Absent: as it is, for the same endpoint and key.' })
  secretAccessKey?: string | null;
  @Field(() => [String]) formats: string[];
}

export function toDatasetBucket({ settings, updated_by, updated_at }: BucketRow): DatasetBucket {
  return { ...settings, updatedBy: updated_by, updatedAt: updated_at };
}

export function toDatasetPush(row: PushRow): DatasetPush {
  return {
    id: row.id,
    // CHECKed in the database.
    state: row.state.toUpperCase() as keyof typeof DatasetPushStateEnum,
    tries: row.tries,
    failure: row.failure,
    target: row.target,
    objects: [...(row.objects ?? [])],
    createdBy: row.created_by,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}
