import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Exports of versions that somebody started: made by a job, kept for some days. */
export class ExportDatasets1764660000002 implements MigrationInterface {
  readonly name = 'ExportDatasets1764660000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table dataset_export');
  }
}

const UP = [
  `create table dataset_export (
    id uuid constraint dataset_export_pk primary key,
    project_id uuid not null constraint dataset_export_project_fk references project,
    version_id uuid not null constraint dataset_export_version_fk references dataset_version,
    file text not null,
    columns text[],
    state text not null constraint dataset_export_state_check check (state in ('running', 'ready', 'failed', 'cancelled')),
    blocks_done integer not null default 0,
    blocks_total integer not null default 0,
    byte_count bigint,
    sha256 text,
    failure text,
    erased_rows integer not null,
    created_by text not null,
    created_at timestamptz not null,
    finished_at timestamptz,
    kept_until timestamptz)`,
  'create index dataset_export_version_idx on dataset_export (version_id, created_at desc)',
  `create index dataset_export_running_idx on dataset_export (created_at) where state = 'running'`,
];
