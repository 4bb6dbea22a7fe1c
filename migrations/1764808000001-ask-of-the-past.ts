import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a machine says of past cases, asked for a preview: nothing that was decided or shown rests on it, so it may be
 * asked again, which predictions may not. And whether a climb was made without knowing what it would do.
 */
export class AskOfThePast1764808000001 implements MigrationInterface {
  readonly name = 'AskOfThePast1764808000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table preview_prediction (
      case_id uuid not null constraint preview_prediction_case_fk references intake_case,
      model text not null,
      kind text not null constraint preview_prediction_kind_check check (kind in ('model', 'system')),
      value jsonb,
      confidence double precision,
      latency_ms double precision,
      error text,
      created_at timestamptz not null,
      constraint preview_prediction_pk primary key (case_id, model))`);
    await runner.query(`create table preview_asking (
      project_id uuid not null constraint preview_asking_project_fk references project,
      model text not null,
      leased_until timestamptz not null,
      constraint preview_asking_pk primary key (project_id, model))`);
    await runner.query('alter table policy add column without_proof text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table policy drop column without_proof');
    await runner.query('drop table preview_asking');
    await runner.query('drop table preview_prediction');
  }
}
