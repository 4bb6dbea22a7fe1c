import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many rows a version will have, for its progress; and what was exported, found by what it was. */
export class ShowExports1764510000000 implements MigrationInterface {
  readonly name = 'ShowExports1764510000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table dataset_version add column rows_expected integer');
    await runner.query(
      'create index audit_entry_subject_idx on audit_entry (project_id, action, subject, created_at desc)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index audit_entry_subject_idx');
    await runner.query('alter table dataset_version drop column rows_expected');
  }
}
