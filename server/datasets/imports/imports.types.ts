import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { JsonScalar } from '../../platform/graphql/index.js';
import type { PreviewRow } from './import-reads.js';
import type { ErrorRow, ImportRecord } from './import-rows.js';

export const ImportStateEnum = {
  UPLOADING: 'UPLOADING',
  UPLOADED: 'UPLOADED',
  RUNNING: 'RUNNING',
  DONE: 'DONE',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
registerEnumType(ImportStateEnum, {
  name: 'ImportState',
  description: 'Being sent, waiting for its mapping, being imported, imported, given up with a reason, or cancelled.',
});

@ObjectType({ description: 'An import of the same content that came before.' })
export class SameImport {
  @Field(() => ID) id: string;
  @Field(() => String) fileName: string;
  @Field(() => Date) at: Date;
  @Field(() => Int, { description: 'Rows that it stored.' }) rows: number;
  @Field(() => String, { nullable: true, description: 'The column that told its rows apart; null: their number did.' })
  key: string | null;
}
@ObjectType({ description: 'Labelled data from elsewhere: a file, what its columns become, and how far it is.' })
export class LabelImport {
  @Field(() => ID) id: string;
  @Field(() => String) fileName: string;
  @Field(() => String, { description: 'csv, ndjson, json, label-studio or parquet.' }) format: string;
  @Field(() => Float) bytes: number;
  @Field(() => ImportStateEnum) state: keyof typeof ImportStateEnum;
  @Field(() => [String], { description: 'Columns of the file.' }) columns: string[];
  @Field(() => JsonScalar, { description: 'The mapping that is proposed.' }) proposal: unknown;
  @Field(() => JsonScalar, {
    nullable: true,
    description: 'What was said of a sample when the project was made: `label`, `system`, `readings`; null: nothing.',
  })
  hint: unknown;
  @Field(() => JsonScalar, { nullable: true, description: 'As it was started; null: not yet.' }) settings: unknown;
  @Field(() => Int) rowsDone: number;
  @Field(() => Int) rowsStored: number;
  @Field(() => Int) rowsBad: number;
  @Field(() => Int, { description: 'Of those stored: another answer to a case that was imported before, by its key.' })
  rowsUpdated: number;
  @Field(() => Int, { description: 'The same as was imported before, by their key; nothing was stored for them.' })
  rowsUnchanged: number;
  @Field(() => Int, { description: 'Of those stored: new, though their key was imported before, with another case.' })
  rowsApart: number;
  @Field(() => Int, {
    description: 'Of the bad ones: imported before and not to be updated, or there twice by their key.',
  })
  rowsConflicting: number;
  @Field(() => Float, { description: 'In [0, 1], of the file.' }) shareDone: number;
  @Field(() => String, { nullable: true, description: 'Why it was given up; null: it was not.' }) failure:
    string | null;
  @Field(() => [String], { description: 'How it is read, in words.' }) notes: string[];
  @Field(() => SameImport, { nullable: true, description: 'The last one of the same content that stored rows.' })
  sameAs: SameImport | null;
  @Field(() => String) createdBy: string;
  @Field(() => Date) createdAt: Date;
}
@ObjectType({ description: 'What is wrong with a row of a file.' })
export class ImportError {
  @Field(() => Int, { description: 'Rows are numbered from 1; in CSV by the line on which they begin.' }) row: number;
  @Field(() => String, { nullable: true, description: 'Null: the row as a whole.' }) column: string | null;
  @Field(() => String) detail: string;
}
@ObjectType({ description: 'A row of a file as it would be stored.' })
export class ImportPreviewRow {
  @Field(() => Int) number: number;
  @Field(() => JsonScalar, { nullable: true, description: 'As the file has it, by column; null: it is no row.' })
  source: unknown;
  @Field(() => JsonScalar, { nullable: true, description: 'Null: it does not fit.' }) row: unknown;
  @Field(() => [ImportError]) errors: ImportError[];
}
@InputType()
export class StartImportInput {
  @Field(() => ID) projectId: string;
  @Field(() => ID) importId: string;
  @Field(() => JsonScalar, { description: 'Purpose, mapping, system, onBadRow, blind, again.' }) settings: unknown;
}

export function toLabelImport(row: ImportRecord): LabelImport {
  return {
    id: row.id,
    fileName: row.file_name,
    format: row.format ?? '',
    bytes: Number(row.byte_count),
    // CHECKed in the database.
    state: row.state.toUpperCase() as keyof typeof ImportStateEnum,
    columns: row.columns ?? [],
    proposal: row.proposal,
    hint: row.hint,
    settings: row.settings,
    rowsDone: row.rows_done,
    rowsStored: row.rows_stored,
    rowsBad: row.rows_bad,
    rowsUpdated: row.rows_updated,
    rowsUnchanged: row.rows_unchanged,
    rowsApart: row.rows_apart,
    rowsConflicting: row.rows_conflicting,
    shareDone: row.share_done,
    failure: row.failure,
    notes: row.notes,
    sameAs: row.same_as && {
      id: row.same_as.id,
      fileName: row.same_as.name,
      at: new Date(row.same_as.at),
      rows: row.same_as.rows,
      key: row.same_as.key,
    },
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}

export function toImportError({ row_number: row, column_name: column, detail }: ErrorRow): ImportError {
  return { row, column, detail };
}

export function toPreviewRow({ number, source, row, errors }: PreviewRow): ImportPreviewRow {
  return { number, source, row, errors: errors.map((error) => ({ row: number, ...error })) };
}
