import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What judging a rollout again and again needs: when it is due, what was found last, and its cases by step. */
export class JudgeRollouts1764250000000 implements MigrationInterface {
  readonly name = 'JudgeRollouts1764250000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  'alter table rollout add column judge_after timestamptz, add column judgement jsonb',
  // A step is what was routed under its policy version and later ones: exact whatever the clocks of the processes say.
  'drop index intake_case_rollout_idx',
  `create index intake_case_rollout_idx on intake_case ((route->'rollout'->>'id'), policy_version)
     where route->'rollout'->>'id' is not null`,
];

const DOWN = [
  'drop index intake_case_rollout_idx',
  `create index intake_case_rollout_idx on intake_case ((route->'rollout'->>'id'), created_at)
     where route->'rollout'->>'id' is not null`,
  'alter table rollout drop column judgement, drop column judge_after',
];
