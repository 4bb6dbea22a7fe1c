import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a field looked like when a version was trained, or began: counted on bins that stay as they are. */
export class FreezeReferences1764650000001 implements MigrationInterface {
  readonly name = 'FreezeReferences1764650000001';

  async up(runner: QueryRunner): Promise<void> {
    // Without a segment: of all of them together. An empty decider: where no machine decides.
    await runner.query(`create table metric_reference (
      project_id uuid not null constraint metric_reference_project_fk references project,
      decider text not null,
      metric text not null,
      part text not null,
      segment text,
      layout text not null constraint metric_reference_layout_fk references metric_layout,
      source text not null constraint metric_reference_source_check check (source in ('TRAINING', 'CASES')),
      first_at timestamptz not null,
      last_at timestamptz not null,
      count bigint not null,
      missing bigint not null,
      sum double precision not null,
      sum_squares double precision not null,
      minimum double precision,
      maximum double precision,
      bins bytea not null,
      frozen_at timestamptz not null,
      constraint metric_reference_key unique nulls not distinct (project_id, decider, metric, part, layout, segment))`);
    await runner.query('create index metric_reference_fresh_idx on metric_reference (frozen_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table metric_reference');
  }
}
