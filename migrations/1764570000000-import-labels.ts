import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Labelled data from elsewhere: files, how far they are, what is wrong in them, and labels that no reviewer here gave. */
export class ImportLabels1764570000000 implements MigrationInterface {
  readonly name = 'ImportLabels1764570000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...IMPORTS, ...WIDER]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of NARROWER) await runner.query(statement);
  }
}

const IMPORTS = [
  `create table label_import (
    id uuid constraint label_import_pk primary key,
    project_id uuid not null constraint label_import_project_fk references project,
    file_name text not null,
    format text constraint label_import_format_check check (format in ('csv', 'ndjson', 'json', 'label-studio', 'parquet')),
    byte_count bigint not null default 0,
    columns jsonb,
    proposal jsonb,
    settings jsonb,
    state text not null constraint label_import_state_check check (state in ('uploading', 'uploaded', 'running', 'done', 'failed')),
    rows_done integer not null default 0,
    rows_stored integer not null default 0,
    rows_bad integer not null default 0,
    share_done double precision not null default 0,
    failure text,
    created_by text not null,
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz)`,
  'create index label_import_recent_idx on label_import (project_id, created_at desc, id desc)',
  `create table label_import_chunk (
    import_id uuid not null constraint label_import_chunk_import_fk references label_import on delete cascade,
    ordinal integer not null,
    bytes bytea not null,
    constraint label_import_chunk_pk primary key (import_id, ordinal))`,
  `create table label_import_error (
    import_id uuid not null constraint label_import_error_import_fk references label_import on delete cascade,
    row_number integer not null,
    ordinal integer not null,
    column_name text,
    detail text not null,
    constraint label_import_error_pk primary key (import_id, row_number, ordinal))`,
];

const WIDER = [
  'alter table intake_case drop constraint intake_case_source_check',
  `alter table intake_case add constraint intake_case_source_check check (source in ('api', 'demo', 'ui', 'import'))`,
  'alter table review drop constraint review_reason_check',
  `alter table review add constraint review_reason_check check (reason in
    ('level', 'low_confidence', 'audit', 'blind_control', 'disagreement', 'gold', 'fallback', 'appeal', 'imported'))`,
  'alter table label add column import_id uuid constraint label_import_fk references label_import',
  'alter table label add column annotator text',
  'alter table label alter column person_id drop not null',
  'alter table label add constraint label_giver_check check ((person_id is null) = (import_id is not null))',
  'create index label_of_import_idx on label (import_id) where import_id is not null',
];

/** Imported labels have nobody who gave them here, so there is no way back that keeps them. */
const NARROWER = [
  `do $$ begin
     if exists (select 1 from label where import_id is not null) or exists (select 1 from intake_case where source = 'import') then
       raise exception 'there are imported cases; restore a backup from before the import to go back'
         using errcode = 'restrict_violation';
     end if;
   end $$`,
  'alter table label drop constraint label_giver_check',
  'alter table label alter column person_id set not null',
  'alter table label drop column annotator, drop column import_id',
  'alter table review drop constraint review_reason_check',
  `alter table review add constraint review_reason_check check (reason in
    ('level', 'low_confidence', 'audit', 'blind_control', 'disagreement', 'gold', 'fallback', 'appeal'))`,
  'alter table intake_case drop constraint intake_case_source_check',
  `alter table intake_case add constraint intake_case_source_check check (source in ('api', 'demo', 'ui'))`,
  'drop table label_import_error, label_import_chunk, label_import',
];
