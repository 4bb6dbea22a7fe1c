import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { ExportRow } from './export-rows.js';

export const DatasetExportStateEnum = {
  RUNNING: 'RUNNING',
  READY: 'READY',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
registerEnumType(DatasetExportStateEnum, {
  name: 'DatasetExportState',
  description: 'Waiting or being made, there to be taken, given up with a reason, or stopped by somebody.',
});

@ObjectType({ description: 'What became of the media of an export’s rows.' })
export class DatasetMediaTally {
  @Field(() => Int, { description: 'Values of fields that hold media.' }) references: number;
  @Field(() => Int, { description: 'Files packed; equal ones once.' }) files: number;
  @Field(() => Float, { description: 'Of those files.' }) bytes: number;
  @Field(() => Int, { description: 'Values whose medium could not be had; missing.jsonl says why.' }) missing: number;
  @Field(() => Int, { description: 'Values whose medium is another than when it was first packed.' }) changed: number;
}
@ObjectType({ description: 'The export of a version as a file, made by a job.' })
export class DatasetExport {
  @Field(() => ID) id: string;
  @Field(() => Int, { description: 'The number of the version.' }) dataset: number;
  @Field(() => String, { description: 'data.csv.gz and the like.' }) file: string;
  @Field(() => [String], { nullable: true, description: 'Null: all of the version’s.' }) columns: string[] | null;
  @Field(() => Boolean, { description: 'Whether the media of its rows lie beside it, in a tar archive.' })
  media: boolean;
  @Field(() => DatasetMediaTally, { nullable: true, description: 'Null until it is ready, or without media.' })
  mediaTally: DatasetMediaTally | null;
  @Field(() => DatasetExportStateEnum) state: keyof typeof DatasetExportStateEnum;
  @Field(() => Float, { description: 'Share that is made, in [0, 1].' }) progress: number;
  @Field(() => Float, { nullable: true, description: 'Null until it is ready.' }) bytes: number | null;
  @Field(() => String, { nullable: true, description: 'Of the file, hexadecimal; null until it is ready.' }) sha256:
    string | null;
  @Field(() => String, { nullable: true, description: 'Why it was given up; null: it was not.' }) failure:
    string | null;
  @Field(() => String) createdBy: string;
  @Field(() => Date) createdAt: Date;
  @Field(() => Date, { nullable: true, description: 'After that it is gone; null until it is ready.' })
  keptUntil: Date | null;
  @Field(() => Boolean, { description: 'Whether rows were erased on request since, so that it cannot be taken.' })
  isOutdated: boolean;
}

@InputType()
export class StartDatasetExportInput {
  @Field(() => ID) projectId: string;
  @Field(() => Int, { description: 'The number of the version.' }) number: number;
  @Field(() => String, { description: 'data.csv.gz and the like.' }) file: string;
  @Field(() => [String], { nullable: true, description: 'Of the version’s; absent: all of them.' })
  columns?: string[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Pack pictures and recordings beside it; absent: no.' })
  media?: boolean | null;
}

export function toDatasetExport(row: ExportRow): DatasetExport {
  return {
    id: row.id,
    dataset: row.number,
    file: row.file,
    columns: row.columns && [...row.columns],
    media: row.media,
    mediaTally: row.media_tally,
    // CHECKed in the database.
    state: row.state.toUpperCase() as keyof typeof DatasetExportStateEnum,
    progress: progressOf(row),
    bytes: row.byte_count === null ? null : Number(row.byte_count),
    sha256: row.sha256,
    failure: row.failure,
    createdBy: row.created_by,
    createdAt: row.created_at,
    keptUntil: row.kept_until,
    isOutdated: row.erased_now !== row.erased_rows,
  };
}

/** Share that is made, in [0, 1]. */
export function progressOf({ state, blocks_done, blocks_total }: ExportRow): number {
  if (state === 'ready') return 1;
  return blocks_total === 0 ? 0 : blocks_done / blocks_total;
}
