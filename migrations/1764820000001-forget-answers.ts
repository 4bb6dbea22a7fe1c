import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers to requests that may come again are kept for a while, by their age; an answer that was not timed has no time. */
export class ForgetAnswers1764820000001 implements MigrationInterface {
  readonly name = 'ForgetAnswers1764820000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index answered_request_created_at_idx on answered_request (created_at)');
    await runner.query('alter table label alter column lead_time_ms drop not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('update label set lead_time_ms = 0 where lead_time_ms is null');
    await runner.query('alter table label alter column lead_time_ms set not null');
    await runner.query('drop index answered_request_created_at_idx');
  }
}
