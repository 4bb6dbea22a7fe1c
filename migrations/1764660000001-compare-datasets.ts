import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a version's rows look like, and how they differ from those of the version before: frozen with the version. */
export class CompareDatasets1764660000001 implements MigrationInterface {
  readonly name = 'CompareDatasets1764660000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table dataset_version add column profile jsonb, add column drift jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table dataset_version drop column drift, drop column profile');
  }
}
