import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the end user did with a decision; and indexes for what a million cases made slow to read. */
export class TakeFeedback1764500000000 implements MigrationInterface {
  readonly name = 'TakeFeedback1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index label_of_person_idx, review_open_by_time_idx');
    await runner.query('drop table feedback');
  }
}

const STATEMENTS = [
  `create table feedback (
    id uuid constraint feedback_pk primary key,
    case_id uuid not null constraint feedback_case_fk references intake_case,
    project_id uuid not null constraint feedback_project_fk references project,
    decision_id uuid not null constraint feedback_decision_fk references decision,
    kind text not null constraint feedback_kind_check check (kind in ('accepted', 'overridden', 'refused', 'corrected')),
    value jsonb,
    comment text,
    idempotency_key text,
    request_hash bytea not null,
    api_key_id uuid not null constraint feedback_api_key_fk references api_key,
    created_at timestamptz not null,
    constraint feedback_idempotency_key unique (project_id, idempotency_key),
    constraint feedback_value_check check (value is null or kind in ('overridden', 'corrected')))`,
  'create index feedback_case_idx on feedback (case_id)',
  `create trigger feedback_append_only before update or delete on feedback for each row execute function refuse_change()`,
  'create index label_of_person_idx on label (project_id, person_id, created_at desc, id desc)',
  `create index review_open_by_time_idx on review (project_id, created_at) where state = 'open'`,
];
