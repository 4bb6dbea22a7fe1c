import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deployment profiles with their history, and the bucket that all processes take their throughput from. */
export class DeclareProfiles1764260000000 implements MigrationInterface {
  readonly name = 'DeclareProfiles1764260000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table throughput_bucket, deployment_profile');
  }
}

const UP = [
  `create table deployment_profile (
    id uuid constraint deployment_profile_pk primary key,
    project_id uuid not null constraint deployment_profile_project_fk references project,
    version integer not null constraint deployment_profile_version_check check (version >= 1),
    profile jsonb not null,
    reason text not null,
    created_by text not null,
    created_by_id uuid constraint deployment_profile_person_fk references person,
    created_at timestamptz not null,
    constraint deployment_profile_key unique (project_id, version))`,
  `create trigger deployment_profile_append_only before update or delete on deployment_profile
   for each row execute function refuse_change()`,
  `create table throughput_bucket (
    project_id uuid constraint throughput_bucket_pk primary key constraint throughput_bucket_project_fk references project,
    tokens double precision not null,
    granted integer not null,
    refilled_at timestamptz not null)`,
];
