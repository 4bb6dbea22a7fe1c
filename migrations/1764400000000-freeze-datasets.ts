import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Frozen datasets: a version, the rows that are in it, and what was erased on request. */
export class FreezeDatasets1764400000000 implements MigrationInterface {
  readonly name = 'FreezeDatasets1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...DATASETS, ...ERASURE]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create or replace function refuse_change() returns trigger language plpgsql as $$
       begin raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation'; end $$`,
    );
    await runner.query('drop table case_erasure, dataset_row, dataset_version, dataset');
  }
}

const DATASETS = [
  `create table dataset (
    id uuid constraint dataset_pk primary key,
    project_id uuid not null constraint dataset_project_fk references project,
    name text not null constraint dataset_name_check check (length(name) between 1 and 120),
    definition jsonb not null,
    every_minutes integer constraint dataset_every_check check (every_minutes >= 5),
    created_by text not null,
    created_at timestamptz not null,
    constraint dataset_name_key unique (project_id, name))`,
  `create table dataset_version (
    id uuid constraint dataset_version_pk primary key,
    dataset_id uuid not null constraint dataset_version_dataset_fk references dataset,
    project_id uuid not null constraint dataset_version_project_fk references project,
    number integer not null constraint dataset_version_number_check check (number >= 1),
    definition jsonb not null,
    input_schema jsonb not null,
    output_schema jsonb not null,
    state text not null constraint dataset_version_state_check check (state in ('building', 'ready', 'failed')),
    rows_done integer not null default 0,
    row_count integer,
    byte_count bigint,
    sha256 text,
    card jsonb,
    changes jsonb,
    failure text,
    erased_rows integer not null default 0,
    created_by text not null,
    created_at timestamptz not null,
    ready_at timestamptz,
    constraint dataset_version_number_key unique (project_id, number))`,
  'create index dataset_version_dataset_idx on dataset_version (dataset_id, number desc)',
  `create table dataset_row (
    version_id uuid not null constraint dataset_row_version_fk references dataset_version on delete cascade,
    ordinal integer not null,
    case_id uuid not null,
    label_ids uuid[] not null,
    prediction_ids uuid[] not null,
    decision_id uuid,
    digest bytea not null,
    constraint dataset_row_pk primary key (version_id, ordinal))`,
  'create index dataset_row_case_idx on dataset_row (case_id)',
];

/** What is append-only stays so, but for erasure on request, which says so for its own transaction. */
const ERASURE = [
  `create or replace function refuse_change() returns trigger language plpgsql as $$
   begin
     if current_setting('handrail.erasing', true) = 'on' then
       return coalesce(new, old);
     end if;
     raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
   end $$`,
  `create table case_erasure (
    case_id uuid constraint case_erasure_pk primary key constraint case_erasure_case_fk references intake_case,
    project_id uuid not null constraint case_erasure_project_fk references project,
    reason text not null,
    erased_by text not null,
    erased_at timestamptz not null)`,
];
