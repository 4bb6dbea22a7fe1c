import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Trainings with their progress and outcome, and when new labels start one. */
export class TrainDeciders1764460000000 implements MigrationInterface {
  readonly name = 'TrainDeciders1764460000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table training_schedule, training');
  }
}

const UP = [
  `create table training (
    id uuid constraint training_pk primary key,
    project_id uuid not null constraint training_project_fk references project,
    name text not null constraint training_name_check check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
    trigger text not null constraint training_trigger_check check (trigger in ('button', 'api', 'schedule', 'demo')),
    asked_by text not null,
    options jsonb not null,
    as_of timestamptz,
    only_version integer,
    status text not null constraint training_status_check check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
    progress jsonb,
    outcome text,
    version_id uuid constraint training_version_fk references decider_version,
    created_at timestamptz not null,
    started_at timestamptz,
    touched_at timestamptz not null,
    ended_at timestamptz)`,
  `create unique index training_one_under_way_idx on training (project_id, name) where status in ('queued', 'running')`,
  `create index training_recent_idx on training (project_id, created_at desc, id desc)`,
  `create table training_schedule (
    project_id uuid not null constraint training_schedule_project_fk references project,
    name text not null,
    every_labels integer not null constraint training_schedule_every_check check (every_labels >= 1),
    options jsonb not null,
    counted_from timestamptz not null,
    updated_by text not null,
    updated_at timestamptz not null,
    constraint training_schedule_pk primary key (project_id, name))`,
];
