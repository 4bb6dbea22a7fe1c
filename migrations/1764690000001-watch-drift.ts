import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of a project drifts, as it was computed last, so that rules look at rows and compute nothing. */
export class WatchDrift1764690000001 implements MigrationInterface {
  readonly name = 'WatchDrift1764690000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table drift_state, drift_look');
  }
}

const STATEMENTS = [
  `create table drift_look (
    project_id uuid constraint drift_look_pk primary key constraint drift_look_project_fk references project,
    looked_at timestamptz not null)`,
  `create table drift_state (
    project_id uuid not null constraint drift_state_project_fk references project,
    metric text not null,
    part text not null,
    window_minutes integer not null,
    value double precision,
    adjusted_p double precision,
    count double precision not null,
    since timestamptz,
    points jsonb not null,
    computed_at timestamptz not null,
    constraint drift_state_pk primary key (project_id, metric, part, window_minutes))`,
];
