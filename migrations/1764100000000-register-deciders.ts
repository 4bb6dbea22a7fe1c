import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deciders with immutable versions, rollouts with their timeline, and what scoring behind the answer needs. */
export class RegisterDeciders1764100000000 implements MigrationInterface {
  readonly name = 'RegisterDeciders1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...DECIDERS, ...FROM_MODEL_VERSIONS, ...ROLLOUTS, ...CASES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of BACK) await runner.query(statement);
  }
}

const DECIDERS = [
  `create table decider (
    id uuid constraint decider_pk primary key,
    project_id uuid not null constraint decider_project_fk references project,
    name text not null constraint decider_name_check check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
    kind text not null constraint decider_kind_check check (kind in ('model', 'system')),
    owner text not null default '',
    notes text not null default '',
    created_by text not null,
    created_at timestamptz not null,
    constraint decider_name_key unique (project_id, name))`,
  `create table decider_version (
    id uuid constraint decider_version_pk primary key,
    decider_id uuid not null constraint decider_version_decider_fk references decider,
    project_id uuid not null constraint decider_version_project_fk references project,
    version integer not null constraint decider_version_version_check check (version >= 1),
    connector text not null constraint decider_version_connector_check
      check (connector in ('caller', 'http', 'onnx', 'rules', 'builtin')),
    config jsonb not null,
    secrets bytea,
    artifact bytea,
    model_card jsonb not null,
    created_by text not null,
    created_at timestamptz not null,
    constraint decider_version_key unique (decider_id, version))`,
  `create index decider_version_recent_idx on decider_version (project_id, created_at desc, id desc)`,
  `create trigger decider_version_append_only before update or delete on decider_version
   for each row execute function refuse_change()`,
  `create table decider_retirement (
    version_id uuid constraint decider_retirement_pk primary key
      constraint decider_retirement_version_fk references decider_version,
    reason text not null,
    retired_by text not null,
    retired_at timestamptz not null)`,
];

/** What was trained before has a place in the registry too; its metrics are the beginning of its model card. */
const FROM_MODEL_VERSIONS = [
  `insert into decider (id, project_id, name, kind, owner, notes, created_by, created_at)
   select distinct on (project_id, name) id, project_id, name, 'model', '', '', 'Handrail', created_at
     from model_version order by project_id, name, version`,
  `insert into decider_version (id, decider_id, project_id, version, connector, config, artifact, model_card, created_by, created_at)
   select m.id, d.id, m.project_id, m.version, 'builtin', '{"trainer": "text"}', m.artifact,
          jsonb_build_object('trainedOn', jsonb_build_object('examples', m.trained_on), 'metrics', m.metrics), 'Handrail', m.created_at
     from model_version m join decider d using (project_id, name)`,
  'drop table model_version',
];

const ROLLOUTS = [
  `create table rollout (
    id uuid constraint rollout_pk primary key,
    project_id uuid not null constraint rollout_project_fk references project,
    plan jsonb not null,
    state jsonb not null,
    status text not null constraint rollout_status_check check (status in ('running', 'finished', 'rolled_back', 'stopped')),
    latency_limit_ms double precision,
    created_by text not null,
    created_at timestamptz not null,
    ended_at timestamptz)`,
  `create unique index rollout_one_running_idx on rollout (project_id) where status = 'running'`,
  `create index rollout_recent_idx on rollout (project_id, created_at desc, id desc)`,
  `create table rollout_event (
    id uuid constraint rollout_event_pk primary key,
    rollout_id uuid not null constraint rollout_event_rollout_fk references rollout,
    sequence integer not null constraint rollout_event_sequence_check check (sequence >= 1),
    kind text not null constraint rollout_event_kind_check check (kind in
      ('started', 'advanced', 'approved', 'switched', 'finished', 'rolled_back', 'stopped')),
    actor text not null,
    reason text not null,
    state jsonb not null,
    evidence jsonb,
    verdicts jsonb,
    policy_version integer not null,
    created_at timestamptz not null,
    constraint rollout_event_sequence_key unique (rollout_id, sequence))`,
  `create trigger rollout_event_append_only before update or delete on rollout_event
   for each row execute function refuse_change()`,
];

const CASES = [
  'alter table intake_case add column subject text',
  `create index intake_case_rollout_idx on intake_case ((route->'rollout'->>'id'), created_at)
     where route->'rollout'->>'id' is not null`,
  'alter table prediction add column behind boolean not null default false',
  `create unique index prediction_server_once_idx on prediction (case_id, model) where given_by = 'server'`,
  `create table behind_cursor (
    project_id uuid constraint behind_cursor_pk primary key constraint behind_cursor_project_fk references project,
    scored_until timestamptz not null,
    leased_until timestamptz)`,
];

const BACK = [
  'drop table behind_cursor',
  'drop index prediction_server_once_idx',
  'alter table prediction drop column behind',
  'drop index intake_case_rollout_idx',
  'alter table intake_case drop column subject',
  'drop table rollout_event, rollout',
  `create table model_version (
    id uuid constraint model_version_pk primary key,
    project_id uuid not null constraint model_version_project_fk references project,
    name text not null,
    version integer not null,
    kind text not null constraint model_version_kind_check check (kind in ('linear-text')),
    artifact bytea not null,
    metrics jsonb not null,
    trained_on integer not null,
    created_at timestamptz not null,
    constraint model_version_key unique (project_id, name, version))`,
  `insert into model_version (id, project_id, name, version, kind, artifact, metrics, trained_on, created_at)
   select v.id, v.project_id, d.name, v.version, 'linear-text', v.artifact, coalesce(v.model_card->'metrics', '{}'),
          coalesce((v.model_card->'trainedOn'->>'examples')::int, 0), v.created_at
     from decider_version v join decider d on d.id = v.decider_id
    where v.connector = 'builtin' and v.config->>'trainer' = 'text' and v.artifact is not null`,
  `create trigger model_version_append_only before update or delete on model_version
   for each row execute function refuse_change()`,
  'drop table decider_retirement, decider_version, decider',
];
