import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What blind labels say of each version over time, and up to which label they are counted. */
export class WatchConcept1764655000001 implements MigrationInterface {
  readonly name = 'WatchConcept1764655000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table concept_state, concept_cursor');
  }
}

const STATEMENTS = [
  `create table concept_cursor (
    project_id uuid constraint concept_cursor_pk primary key constraint concept_cursor_project_fk references project,
    position bigint not null,
    shape integer not null)`,
  `create table concept_state (
    project_id uuid not null constraint concept_state_project_fk references project,
    machine text not null,
    state jsonb not null,
    settled jsonb,
    settled_at timestamptz,
    updated_at timestamptz not null,
    constraint concept_state_pk primary key (project_id, machine))`,
];
