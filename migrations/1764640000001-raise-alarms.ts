import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rules over metrics, what they remember between looks, and the alarms that they raise with all that happened to them. */
export class RaiseAlarms1764640000001 implements MigrationInterface {
  readonly name = 'RaiseAlarms1764640000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table alarm_action, alarm_mute, alarm_event, alarm_watch, alarm_signal, alarm, alarm_look, alarm_rule',
    );
  }
}

const STATEMENTS = [
  `create table alarm_rule (
    id uuid constraint alarm_rule_pk primary key,
    project_id uuid not null constraint alarm_rule_project_fk references project,
    starting_key text,
    settings jsonb not null,
    version integer not null constraint alarm_rule_version_check check (version >= 1),
    changed_by text not null,
    changed_at timestamptz not null,
    removed_at timestamptz,
    constraint alarm_rule_starting_key unique (project_id, starting_key))`,
  `create index alarm_rule_project_idx on alarm_rule (project_id) where removed_at is null`,
  // The last minute that a project's rules looked at: of several processes one takes each minute.
  `create table alarm_look (
    project_id uuid constraint alarm_look_pk primary key constraint alarm_look_project_fk references project,
    minute timestamptz not null)`,
  `create table alarm (
    id uuid constraint alarm_pk primary key,
    project_id uuid not null constraint alarm_project_fk references project,
    title text not null,
    phase text not null constraint alarm_phase_check check (phase in ('FIRING', 'ACKNOWLEDGED', 'RESOLVED')),
    cause_key text not null,
    causes jsonb not null,
    since timestamptz not null,
    opened_at timestamptz not null,
    last_signal_at timestamptz not null,
    acknowledged_by text,
    assignee_id uuid constraint alarm_assignee_fk references person,
    resolved_by text,
    resolved_at timestamptz,
    useful boolean,
    constraint alarm_resolved_check check ((phase = 'RESOLVED') = (resolved_at is not null)))`,
  `create index alarm_recent_idx on alarm (project_id, opened_at desc, id desc)`,
  `create index alarm_open_idx on alarm (project_id) where phase <> 'RESOLVED'`,
  `create index alarm_assignee_idx on alarm (assignee_id) where assignee_id is not null`,
  // What one part of one rule's metric did; an alarm has one or more.
  `create table alarm_signal (
    id uuid constraint alarm_signal_pk primary key,
    alarm_id uuid not null constraint alarm_signal_alarm_fk references alarm,
    rule_id uuid not null constraint alarm_signal_rule_fk references alarm_rule,
    part text not null,
    metric text not null,
    settings jsonb not null,
    reading jsonb not null,
    points jsonb not null,
    since timestamptz not null,
    opened_at timestamptz not null,
    closed_at timestamptz)`,
  `create unique index alarm_signal_open_key on alarm_signal (rule_id, part) where closed_at is null`,
  `create index alarm_signal_alarm_idx on alarm_signal (alarm_id)`,
  `create table alarm_watch (
    rule_id uuid not null constraint alarm_watch_rule_fk references alarm_rule,
    part text not null,
    phase text not null constraint alarm_watch_phase_check check (phase in ('OK', 'FIRING', 'QUIET')),
    in_a_row integer not null,
    since timestamptz,
    looked_at timestamptz not null,
    constraint alarm_watch_pk primary key (rule_id, part))`,
  `create table alarm_event (
    id uuid constraint alarm_event_pk primary key,
    alarm_id uuid not null constraint alarm_event_alarm_fk references alarm,
    kind text not null,
    actor text not null,
    detail text not null,
    event jsonb not null,
    created_at timestamptz not null)`,
  `create index alarm_event_alarm_idx on alarm_event (alarm_id, id)`,
  `create trigger alarm_event_append_only before update or delete on alarm_event
   for each row execute function refuse_change()`,
  `create table alarm_mute (
    id uuid constraint alarm_mute_pk primary key,
    project_id uuid not null constraint alarm_mute_project_fk references project,
    rule_id uuid constraint alarm_mute_rule_fk references alarm_rule,
    from_at timestamptz not null,
    to_at timestamptz not null,
    reason text not null,
    muted_by text not null,
    created_at timestamptz not null,
    ended_at timestamptz,
    constraint alarm_mute_time_check check (from_at < to_at))`,
  `create index alarm_mute_project_idx on alarm_mute (project_id, to_at)`,
  `create index alarm_mute_rule_idx on alarm_mute (rule_id) where rule_id is not null`,
  // What an alarm does by itself, once; `expected` is what it was decided on, so that it is not done twice.
  `create table alarm_action (
    alarm_id uuid not null constraint alarm_action_alarm_fk references alarm,
    kind text not null constraint alarm_action_kind_check check (kind in ('MOVE_DOWN', 'ROLL_BACK')),
    rule_id uuid not null constraint alarm_action_rule_fk references alarm_rule,
    expected jsonb not null,
    state text not null constraint alarm_action_state_check check (state in ('DUE', 'DONE', 'SKIPPED')),
    result text not null,
    created_at timestamptz not null,
    done_at timestamptz,
    constraint alarm_action_pk primary key (alarm_id, kind))`,
  `create index alarm_action_due_idx on alarm_action (created_at) where state = 'DUE'`,
  `create index alarm_action_rule_idx on alarm_action (rule_id)`,
];
