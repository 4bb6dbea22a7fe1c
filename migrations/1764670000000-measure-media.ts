import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was found out about the pictures and recordings of cases, once each, and how far it has come. */
export class MeasureMedia1764670000000 implements MigrationInterface {
  readonly name = 'MeasureMedia1764670000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table media_measure, media_cursor');
  }
}

const STATEMENTS = [
  `create table media_measure (
    case_id uuid not null constraint media_measure_case_fk references intake_case,
    field text not null,
    measured jsonb not null,
    measured_at timestamptz not null,
    constraint media_measure_pk primary key (case_id, field))`,
  `create table media_cursor (
    project_id uuid constraint media_cursor_pk primary key constraint media_cursor_project_fk references project,
    measured_until timestamptz not null,
    leased_until timestamptz)`,
];
