import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The decision log finds what is rare among ten million cases, newest case first. A decision carries the time of its
 * case for that, since a person decides long after the case came in.
 */
export class SearchDecisions1764620000000 implements MigrationInterface {
  readonly name = 'SearchDecisions1764620000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  'alter table decision add column case_created_at timestamptz',
  'alter table decision disable trigger decision_append_only',
  'update decision d set case_created_at = c.created_at from intake_case c where c.id = d.case_id',
  'alter table decision enable trigger decision_append_only',
  // The write path gives it; who does not is looked up.
  `create function decision_knows_its_case() returns trigger language plpgsql as $$ begin
     select created_at into new.case_created_at from intake_case where id = new.case_id; return new; end $$`,
  `create trigger decision_knows_its_case before insert on decision for each row
   when (new.case_created_at is null) execute function decision_knows_its_case()`,
  'alter table decision alter column case_created_at set not null',
  // Nothing has read by it: lists are in the order of cases.
  'drop index decision_recent_idx',
  // People are one decider: who of them it was is nobody's filter.
  `create index decision_log_decider_idx on decision
     (project_id, decided_by_kind, (case when decided_by_kind = 'human' then '' else decided_by_name end), case_created_at desc, case_id desc)`,
  // A hash: an answer may be longer than an index holds.
  `create index decision_log_value_idx on decision
     (project_id, jsonb_hash_extended(value, 0), case_created_at desc, case_id desc)`,
  `create index intake_case_log_route_idx on intake_case
     (project_id, (route->>'level'), (route->>'reason'), created_at desc, id desc)`,
  `create index intake_case_log_segment_idx on intake_case (project_id, segment, created_at desc, id desc)
     where segment is not null`,
];

const DOWN = [
  'drop index intake_case_log_segment_idx',
  'drop index intake_case_log_route_idx',
  'drop index decision_log_value_idx',
  'drop index decision_log_decider_idx',
  'create index decision_recent_idx on decision (project_id, created_at desc, id desc)',
  'drop trigger decision_knows_its_case on decision',
  'drop function decision_knows_its_case()',
  'alter table decision drop column case_created_at',
];
