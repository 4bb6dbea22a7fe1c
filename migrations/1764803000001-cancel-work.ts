import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports and freezes can be cancelled, and imports taken out of the list though their rows stay. */
export class CancelWork1764803000001 implements MigrationInterface {
  readonly name = 'CancelWork1764803000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `alter table label_import drop constraint label_import_state_check,
     add constraint label_import_state_check check (state in ('uploading', 'uploaded', 'running', 'done', 'failed', 'cancelled')),
     add column removed_at timestamptz,
     add column content_sha256 bytea,
     add column notes jsonb not null default '[]'`,
  'create index label_import_content_idx on label_import (project_id, content_sha256) where content_sha256 is not null',
  `alter table dataset_version drop constraint dataset_version_state_check,
     add constraint dataset_version_state_check check (state in ('building', 'ready', 'failed', 'cancelled'))`,
];

const DOWN = [
  `update dataset_version set state = 'failed' where state = 'cancelled'`,
  `alter table dataset_version drop constraint dataset_version_state_check,
     add constraint dataset_version_state_check check (state in ('building', 'ready', 'failed'))`,
  'drop index label_import_content_idx',
  `update label_import set state = 'failed' where state = 'cancelled'`,
  `alter table label_import drop column notes, drop column content_sha256, drop column removed_at, drop constraint label_import_state_check,
     add constraint label_import_state_check check (state in ('uploading', 'uploaded', 'running', 'done', 'failed'))`,
];
