import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was said of the sample file when a project was made is known wherever its files are imported, not on one device. */
export class KeepImportHint1764910300002 implements MigrationInterface {
  readonly name = 'KeepImportHint1764910300002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table project add import_hint jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table project drop import_hint');
  }
}
