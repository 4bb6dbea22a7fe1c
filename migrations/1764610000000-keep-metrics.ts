import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Metrics in buckets that add: a row a series and minute, hour or day, however many cases there were. */
export class KeepMetrics1764610000000 implements MigrationInterface {
  readonly name = 'KeepMetrics1764610000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table metric_due, metric_bucket, metric_series, metric_layout');
  }
}

const STATEMENTS = [
  // Frozen bins; the id is a hash of what they are, so that every process names them alike.
  `create table metric_layout (
    id text constraint metric_layout_pk primary key,
    layout jsonb not null,
    created_at timestamptz not null)`,
  // Without a project: of a process.
  `create table metric_series (
    id bigint generated always as identity constraint metric_series_pk primary key,
    project_id uuid constraint metric_series_project_fk references project,
    metric text not null,
    part text not null,
    layout text not null,
    segment text not null,
    decider text not null,
    level text not null,
    created_at timestamptz not null,
    constraint metric_series_key unique nulls not distinct (project_id, metric, part, layout, segment, decider, level))`,
  // Each writer owns its rows and replaces them by later ones of its own; the nil writer is what rolls finer buckets up.
  `create table metric_bucket (
    series_id bigint not null constraint metric_bucket_series_fk references metric_series,
    seconds integer not null constraint metric_bucket_seconds_check check (seconds in (60, 3600, 86400)),
    start timestamptz not null,
    writer uuid not null,
    flush integer not null,
    count bigint not null,
    missing bigint not null,
    sum double precision not null,
    sum_squares double precision not null,
    minimum double precision,
    maximum double precision,
    sketch bytea,
    bins bytea,
    constraint metric_bucket_pk primary key (series_id, seconds, start, writer))`,
  // Coarser buckets that finer ones have changed since they were rolled up.
  `create table metric_due (
    project_id uuid constraint metric_due_project_fk references project,
    seconds integer not null constraint metric_due_seconds_check check (seconds in (3600, 86400)),
    start timestamptz not null,
    touched_at timestamptz not null,
    constraint metric_due_key unique nulls not distinct (project_id, seconds, start))`,
];
