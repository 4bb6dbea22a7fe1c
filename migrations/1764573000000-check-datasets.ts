import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was found in the labels of a dataset's version. */
export class CheckDatasets1764573000000 implements MigrationInterface {
  readonly name = 'CheckDatasets1764573000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table dataset_quality (
        version_id uuid constraint dataset_quality_pk primary key
          constraint dataset_quality_version_fk references dataset_version on delete cascade,
        project_id uuid not null constraint dataset_quality_project_fk references project,
        state text not null constraint dataset_quality_state_check check (state in ('running', 'done', 'failed')),
        detail text,
        report jsonb,
        failure text,
        asked_by text not null,
        asked_at timestamptz not null,
        ended_at timestamptz)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table dataset_quality');
  }
}
