import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a dataset's versions are pushed to, and how each push went. */
export class PushDatasets1764660000003 implements MigrationInterface {
  readonly name = 'PushDatasets1764660000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table dataset_push');
    await runner.query('drop table dataset_bucket');
  }
}

const UP = [
  `create table dataset_bucket (
    dataset_id uuid constraint dataset_bucket_pk primary key constraint dataset_bucket_dataset_fk references dataset,
    settings jsonb not null,
    secret bytea not null,
    updated_by text not null,
    updated_at timestamptz not null)`,
  `create table dataset_push (
    id uuid constraint dataset_push_pk primary key,
    version_id uuid not null constraint dataset_push_version_fk references dataset_version,
    state text not null constraint dataset_push_state_check check (state in ('running', 'done', 'failed')),
    tries integer not null default 0,
    target text,
    objects jsonb,
    failure text,
    created_by text not null,
    created_at timestamptz not null,
    ended_at timestamptz)`,
  'create index dataset_push_version_idx on dataset_push (version_id, created_at desc)',
  `create index dataset_push_running_idx on dataset_push (created_at) where state = 'running'`,
];
