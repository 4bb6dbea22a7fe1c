import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People, projects, policies, deciders, and the way of a case from intake to label. */
export class FoundHandrail1764000000000 implements MigrationInterface {
  readonly name = 'FoundHandrail1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...PEOPLE, ...PROJECTS, ...DECIDERS, ...CASES, ...REVIEWS, ...HISTORY]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table demo_state, audit_entry, label, review_skip, review, decision, prediction, intake_case,
      model_version, api_key, policy, membership, project, session, person`);
    await runner.query('drop function refuse_change');
  }
}

const PEOPLE = [
  `create function refuse_change() returns trigger language plpgsql as $$
   begin raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation'; end $$`,
  `create table person (
    id uuid constraint person_pk primary key,
    email text not null,
    name text not null,
    password_hash text not null,
    is_owner boolean not null default false,
    created_at timestamptz not null,
    disabled_at timestamptz)`,
  `create unique index person_email_key on person (lower(email))`,
  `create table session (
    token_hash bytea constraint session_pk primary key,
    person_id uuid not null constraint session_person_fk references person on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null)`,
  `create index session_person_idx on session (person_id)`,
];

const PROJECTS = [
  `create table project (
    id uuid constraint project_pk primary key,
    slug text not null constraint project_slug_key unique constraint project_slug_check check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name text not null,
    description text not null default '',
    guidelines text not null default '',
    input_schema jsonb not null,
    output_schema jsonb not null,
    is_demo boolean not null default false,
    created_at timestamptz not null)`,
  `create table membership (
    project_id uuid not null constraint membership_project_fk references project on delete cascade,
    person_id uuid not null constraint membership_person_fk references person on delete cascade,
    role text not null constraint membership_role_check check (role in ('REVIEWER', 'DATA_SCIENTIST', 'ADMIN')),
    created_at timestamptz not null,
    constraint membership_pk primary key (project_id, person_id, role))`,
  `create index membership_person_idx on membership (person_id)`,
  `create table policy (
    id uuid constraint policy_pk primary key,
    project_id uuid not null constraint policy_project_fk references project,
    version integer not null constraint policy_version_check check (version >= 1),
    level text not null constraint policy_level_check check (level in
      ('HUMAN_ONLY', 'SHADOW', 'AI_ASSISTANCE', 'PARTIAL_AUTOMATION', 'FULL_AUTOMATION')),
    settings jsonb not null,
    output_schema jsonb not null,
    salt text not null,
    reason text not null,
    undoes_version integer,
    evidence jsonb,
    created_by text not null,
    created_by_id uuid constraint policy_person_fk references person,
    created_at timestamptz not null,
    constraint policy_project_version_key unique (project_id, version))`,
  `create trigger policy_append_only before update or delete on policy for each row execute function refuse_change()`,
  `create table api_key (
    id uuid constraint api_key_pk primary key,
    project_id uuid not null constraint api_key_project_fk references project,
    name text not null,
    prefix text not null,
    secret_hash bytea not null constraint api_key_secret_key unique,
    scopes text[] not null,
    created_by uuid constraint api_key_person_fk references person,
    created_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz)`,
  `create index api_key_project_idx on api_key (project_id)`,
];

const DECIDERS = [
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
  `create trigger model_version_append_only before update or delete on model_version
   for each row execute function refuse_change()`,
];

const CASES = [
  `create table intake_case (
    id uuid constraint intake_case_pk primary key,
    project_id uuid not null constraint intake_case_project_fk references project,
    case_key text not null,
    idempotency_key text,
    request_hash bytea not null,
    segment text,
    input jsonb not null,
    metadata jsonb,
    source text not null constraint intake_case_source_check check (source in ('api', 'demo', 'ui')),
    policy_version integer not null,
    route jsonb not null,
    created_at timestamptz not null,
    constraint intake_case_idempotency_key unique (project_id, idempotency_key))`,
  `create index intake_case_recent_idx on intake_case (project_id, created_at desc, id desc)`,
  `create trigger intake_case_append_only before update or delete on intake_case for each row execute function refuse_change()`,
  `create table prediction (
    id uuid constraint prediction_pk primary key,
    case_id uuid not null constraint prediction_case_fk references intake_case,
    kind text not null constraint prediction_kind_check check (kind in ('model', 'system')),
    model text not null,
    given_by text not null constraint prediction_given_by_check check (given_by in ('caller', 'server')),
    value jsonb,
    confidence double precision,
    raw_confidence double precision,
    scores jsonb,
    evidence jsonb,
    latency_ms double precision,
    error text,
    created_at timestamptz not null)`,
  `create index prediction_case_idx on prediction (case_id)`,
  `create trigger prediction_append_only before update or delete on prediction for each row execute function refuse_change()`,
  `create table decision (
    id uuid constraint decision_pk primary key,
    case_id uuid not null constraint decision_case_fk references intake_case,
    project_id uuid not null constraint decision_project_fk references project,
    sequence integer not null constraint decision_sequence_check check (sequence >= 1),
    value jsonb not null,
    confidence double precision,
    decided_by_kind text not null constraint decision_kind_check check (decided_by_kind in ('model', 'human', 'system')),
    decided_by_name text not null,
    decided_by_id uuid,
    policy_version integer not null,
    reason text not null,
    supersedes_id uuid constraint decision_supersedes_fk references decision,
    created_at timestamptz not null,
    constraint decision_case_sequence_key unique (case_id, sequence))`,
  `create index decision_recent_idx on decision (project_id, created_at desc, id desc)`,
  `create trigger decision_append_only before update or delete on decision for each row execute function refuse_change()`,
];

const REVIEWS = [
  `create table review (
    id uuid constraint review_pk primary key,
    case_id uuid not null constraint review_case_fk references intake_case,
    project_id uuid not null constraint review_project_fk references project,
    policy_version integer not null,
    reason text not null constraint review_reason_check check (reason in
      ('level', 'low_confidence', 'audit', 'blind_control', 'disagreement', 'gold', 'fallback', 'appeal')),
    blind boolean not null,
    decides boolean not null,
    priority double precision not null,
    prediction_id uuid constraint review_prediction_fk references prediction,
    state text not null default 'open' constraint review_state_check check (state in ('open', 'answered', 'withdrawn')),
    leased_by uuid constraint review_person_fk references person,
    lease_token bigint not null default 0,
    lease_expires_at timestamptz,
    created_at timestamptz not null,
    closed_at timestamptz,
    constraint review_blind_check check (not blind or prediction_id is null))`,
  `create unique index review_one_open_per_case_idx on review (case_id) where state = 'open' and decides`,
  `create index review_open_by_priority_idx on review (project_id, priority desc, created_at, id) where state = 'open'`,
  `create index review_leased_idx on review (leased_by) where state = 'open' and leased_by is not null`,
  `create index review_case_idx on review (case_id)`,
  `create table review_skip (
    review_id uuid not null constraint review_skip_review_fk references review,
    person_id uuid not null constraint review_skip_person_fk references person,
    reason text,
    created_at timestamptz not null,
    constraint review_skip_pk primary key (review_id, person_id))`,
  `create table label (
    id uuid constraint label_pk primary key,
    review_id uuid not null constraint label_review_fk references review,
    case_id uuid not null constraint label_case_fk references intake_case,
    project_id uuid not null constraint label_project_fk references project,
    person_id uuid not null constraint label_person_fk references person,
    value jsonb not null,
    note text,
    lead_time_ms integer not null,
    shown_prediction_id uuid constraint label_prediction_fk references prediction,
    blind boolean not null,
    lease_token bigint not null,
    corrects_id uuid constraint label_corrects_fk references label constraint label_corrects_key unique,
    created_at timestamptz not null,
    constraint label_lease_key unique (review_id, lease_token, id))`,
  `create unique index label_first_answer_idx on label (review_id) where corrects_id is null`,
  `create index label_recent_idx on label (project_id, created_at, id)`,
  `create index label_case_idx on label (case_id)`,
  `create trigger label_append_only before update or delete on label for each row execute function refuse_change()`,
];

const HISTORY = [
  `create table audit_entry (
    id uuid constraint audit_entry_pk primary key,
    project_id uuid constraint audit_entry_project_fk references project,
    actor text not null,
    actor_id uuid,
    action text not null,
    subject text not null,
    detail jsonb,
    created_at timestamptz not null)`,
  `create index audit_entry_recent_idx on audit_entry (project_id, created_at desc, id desc)`,
  `create trigger audit_entry_append_only before update or delete on audit_entry for each row execute function refuse_change()`,
  `create table demo_state (
    project_id uuid constraint demo_state_pk primary key constraint demo_state_project_fk references project,
    paused boolean not null default false,
    next_mail integer not null default 0)`,
];
