import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests that came with an Idempotency-Key, with their first answer. */
export class AnswerRequestsOnce1764630000001 implements MigrationInterface {
  readonly name = 'AnswerRequestsOnce1764630000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table answered_request (
      project_id uuid not null constraint answered_request_project_fk references project,
      operation text not null,
      key text not null,
      request_hash text not null,
      answer jsonb,
      created_at timestamptz not null,
      constraint answered_request_pk primary key (project_id, operation, key))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table answered_request');
  }
}
