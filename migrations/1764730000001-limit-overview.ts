import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From when on the overview of a project says that something is not all right; every change is a version of its own. */
export class LimitOverview1764730000001 implements MigrationInterface {
  readonly name = 'LimitOverview1764730000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table overview_limit (
      project_id uuid not null constraint overview_limit_project_fk references project,
      version integer not null constraint overview_limit_version_check check (version >= 1),
      limits jsonb not null,
      changed_by text not null,
      created_at timestamptz not null,
      constraint overview_limit_pk primary key (project_id, version))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table overview_limit');
  }
}
