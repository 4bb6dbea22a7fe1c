import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What could go wrong in a project, and the metrics that its people no longer look at. */
export class KeepRisks1764615000000 implements MigrationInterface {
  readonly name = 'KeepRisks1764615000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table retired_metric, risk');
  }
}

const UP = [
  `create table risk (
    id uuid constraint risk_pk primary key,
    project_id uuid not null constraint risk_project_fk references project,
    starting_key text,
    title text not null,
    likelihood smallint not null constraint risk_likelihood_check check (likelihood between 1 and 5),
    impact smallint not null constraint risk_impact_check check (impact between 1 and 5),
    owner_id uuid constraint risk_owner_fk references person,
    metrics text[] not null,
    version integer not null constraint risk_version_check check (version >= 1),
    changed_by text not null,
    changed_at timestamptz not null,
    removed_at timestamptz,
    constraint risk_starting_key unique (project_id, starting_key))`,
  `create index risk_project_idx on risk (project_id) where removed_at is null`,
  `create index risk_owner_idx on risk (owner_id) where owner_id is not null`,
  `create table retired_metric (
    project_id uuid not null constraint retired_metric_project_fk references project,
    metric text not null,
    reason text not null,
    retired_by text not null,
    retired_at timestamptz not null,
    constraint retired_metric_pk primary key (project_id, metric))`,
];
