import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What delivering needs to know: whose a delivery is, until when it is tried, and why a channel is off. */
export class Deliver1764680000001 implements MigrationInterface {
  readonly name = 'Deliver1764680000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  // A receiver that takes nothing is left alone for a while, however much waits for it.
  `alter table channel add column off_reason text,
     add column failures integer not null default 0,
     add column paused_until timestamptz`,
  // Who is told by e-mail, whatever the channels of the project.
  `alter table outbox_message add column person_id uuid constraint outbox_message_person_fk references person`,
  `create index outbox_message_person_idx on outbox_message (person_id) where person_id is not null`,
  `create index outbox_message_created_idx on outbox_message (created_at)`,
  // Without a channel: to the person of the message. At most one of those, too.
  `alter table delivery alter column channel_id drop not null,
     drop constraint delivery_key,
     add constraint delivery_key unique nulls not distinct (message_id, channel_id),
     add column project_id uuid constraint delivery_project_fk references project,
     add column gives_up_after integer not null default 10`,
  `update delivery d set project_id = m.project_id from outbox_message m where m.id = d.message_id`,
  `alter table delivery alter column project_id set not null`,
  `create index delivery_waiting_idx on delivery (channel_id, next_try_at) where state = 'WAITING'`,
  `create index delivery_failed_idx on delivery (channel_id) where state = 'FAILED'`,
  `create index delivery_project_idx on delivery (project_id, created_at desc, id desc)`,
  `alter table dataset_export add column created_by_id uuid constraint dataset_export_person_fk references person`,
  `create index dataset_export_person_idx on dataset_export (created_by_id) where created_by_id is not null`,
];

const DOWN = [
  `alter table dataset_export drop column created_by_id`,
  `delete from delivery where channel_id is null`,
  `drop index delivery_project_idx, delivery_failed_idx, delivery_waiting_idx, outbox_message_created_idx`,
  `alter table delivery drop column project_id, drop column gives_up_after,
     drop constraint delivery_key,
     add constraint delivery_key unique (message_id, channel_id),
     alter column channel_id set not null`,
  `alter table outbox_message drop column person_id`,
  `alter table channel drop column off_reason, drop column failures, drop column paused_until`,
];
