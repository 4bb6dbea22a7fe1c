import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is announced to the outside: written with what it tells, handed to channels, tried until it is taken. */
export class Announce1764640000002 implements MigrationInterface {
  readonly name = 'Announce1764640000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table delivery, outbox_message, channel');
  }
}

const STATEMENTS = [
  `create table channel (
    id uuid constraint channel_pk primary key,
    project_id uuid not null constraint channel_project_fk references project,
    kind text not null constraint channel_kind_check check (kind in ('EMAIL', 'WEBHOOK', 'SLACK')),
    name text not null,
    events text[] not null,
    is_on boolean not null,
    shown text not null,
    sealed bytea not null,
    version integer not null constraint channel_version_check check (version >= 1),
    changed_by text not null,
    changed_at timestamptz not null,
    removed_at timestamptz)`,
  `create index channel_project_idx on channel (project_id) where removed_at is null`,
  // Without a channel: for all that want it. `dispatched_at`: when the deliveries were made of it.
  `create table outbox_message (
    id uuid constraint outbox_message_pk primary key,
    project_id uuid not null constraint outbox_message_project_fk references project,
    channel_id uuid constraint outbox_message_channel_fk references channel,
    event text not null,
    body jsonb not null,
    trace jsonb,
    created_at timestamptz not null,
    dispatched_at timestamptz)`,
  `create index outbox_message_new_idx on outbox_message (id) where dispatched_at is null`,
  `create index outbox_message_project_idx on outbox_message (project_id, created_at)`,
  `create index outbox_message_channel_idx on outbox_message (channel_id) where channel_id is not null`,
  `create table delivery (
    id uuid constraint delivery_pk primary key,
    message_id uuid not null constraint delivery_message_fk references outbox_message,
    channel_id uuid not null constraint delivery_channel_fk references channel,
    state text not null constraint delivery_state_check check (state in ('WAITING', 'DELIVERED', 'FAILED')),
    tries integer not null,
    next_try_at timestamptz,
    last_try_at timestamptz,
    last_status text,
    created_at timestamptz not null,
    constraint delivery_key unique (message_id, channel_id),
    constraint delivery_waiting_check check ((state = 'WAITING') = (next_try_at is not null)))`,
  `create index delivery_due_idx on delivery (next_try_at) where state = 'WAITING'`,
  `create index delivery_channel_idx on delivery (channel_id, created_at desc, id desc)`,
];
