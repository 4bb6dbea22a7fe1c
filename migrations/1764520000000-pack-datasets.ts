import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A version keeps its rows' canonical lines, packed in blocks, instead of the ids they were made from: the same bytes come
 * out again whatever later code would make of the same facts, and a file is written at the speed of reading blocks.
 */
export class PackDatasets1764520000000 implements MigrationInterface {
  readonly name = 'PackDatasets1764520000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

/** Versions with rows have no lines to keep; they can be frozen again. */
const giveUp = (why: string): readonly string[] => [
  `update dataset_version set state = 'failed', failure = '${why}' where state = 'ready' and row_count > 0`,
  'delete from dataset_row',
];

const UP = [
  ...giveUp('It was frozen by a development version of Handrail; freeze it again.'),
  'alter table dataset_row drop column label_ids, drop column prediction_ids, drop column decision_id',
  'alter table dataset_version add column shape jsonb',
  `create table dataset_block (
    version_id uuid not null constraint dataset_block_version_fk references dataset_version on delete cascade,
    ordinal integer not null,
    packed bytea not null,
    constraint dataset_block_pk primary key (version_id, ordinal))`,
  // Packed already.
  'alter table dataset_block alter column packed set storage external',
];

const DOWN = [
  ...giveUp('It was frozen by a later version of Handrail; freeze it again.'),
  'drop table dataset_block',
  'alter table dataset_version drop column shape',
  `alter table dataset_row add column label_ids uuid[] not null, add column prediction_ids uuid[] not null, add column decision_id uuid`,
];
