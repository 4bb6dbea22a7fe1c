import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a dataset's next version is due, and how far labels had come when a version was frozen. */
export class ScheduleDatasets1764572000000 implements MigrationInterface {
  readonly name = 'ScheduleDatasets1764572000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table dataset add column next_at timestamptz');
    await runner.query('create index dataset_due_idx on dataset (next_at) where next_at is not null');
    await runner.query('alter table dataset_version add column newest_label bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table dataset_version drop column newest_label');
    await runner.query('alter table dataset drop column next_at');
  }
}
