import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A row whose key was imported before is found, and an import says what became of each of its rows. */
export class ImportByKey1764850000001 implements MigrationInterface {
  readonly name = 'ImportByKey1764850000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table label_import add column rows_updated integer not null default 0,
      add column rows_unchanged integer not null default 0, add column rows_apart integer not null default 0,
      add column rows_conflicting integer not null default 0`);
    await runner.query(
      `create index intake_case_imported_key_idx on intake_case (project_id, case_key) where source = 'import'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index intake_case_imported_key_idx');
    await runner.query(
      'alter table label_import drop column rows_conflicting, drop column rows_apart, drop column rows_unchanged, drop column rows_updated',
    );
  }
}
