import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Numbers labels in the order in which they became visible, for pipelines that poll: a label's time is the one at which
 * it was given, and a transaction that commits late brings labels of earlier times. What arrived is noted by the
 * transaction that brings it; it is numbered when somebody asks, under a lock, so no number appears below one already read.
 */
export class OrderLabels1764571000000 implements MigrationInterface {
  readonly name = 'OrderLabels1764571000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `create table label_arrival (
    project_id uuid not null,
    label_id uuid not null constraint label_arrival_label_fk references label,
    constraint label_arrival_pk primary key (project_id, label_id))`,
  `create table label_position (
    project_id uuid not null,
    position bigint not null,
    label_id uuid not null constraint label_position_label_fk references label constraint label_position_label_key unique,
    constraint label_position_pk primary key (project_id, position))`,
  `insert into label_position (project_id, position, label_id)
   select project_id, row_number() over (partition by project_id order by created_at, id), id from label`,
  `create function note_arrival() returns trigger language plpgsql as $$
   begin insert into label_arrival (project_id, label_id) select project_id, id from arrived; return null; end $$`,
  `create trigger label_arrives after insert on label referencing new table as arrived for each statement execute function note_arrival()`,
];

const DOWN = [
  'drop trigger label_arrives on label',
  'drop function note_arrival',
  'drop table label_position',
  'drop table label_arrival',
];
