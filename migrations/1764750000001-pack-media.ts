import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Exports with their media packed beside, and what each medium was when it was first packed. */
export class PackMedia1764750000001 implements MigrationInterface {
  readonly name = 'PackMedia1764750000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Without their media they would be other files under the same name.
    await runner.query('delete from dataset_export where media');
    await runner.query('alter table dataset_export drop column media, drop column media_tally');
    await runner.query('drop table dataset_medium');
  }
}

const UP = [
  'alter table dataset_export add column media boolean not null default false, add column media_tally jsonb',
  `create table dataset_medium (
    version_id uuid not null constraint dataset_medium_version_fk references dataset_version,
    case_id uuid not null constraint dataset_medium_case_fk references intake_case,
    field text not null,
    sha256 text not null,
    constraint dataset_medium_pk primary key (version_id, case_id, field))`,
  'create index dataset_medium_case_idx on dataset_medium (case_id)',
];
