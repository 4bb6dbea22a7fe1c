import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the background loops of each process stand, told every few seconds. */
export class TellOfLoops1764801000001 implements MigrationInterface {
  readonly name = 'TellOfLoops1764801000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table background_loop (
      instance uuid not null,
      name text not null,
      title text not null,
      process text not null,
      is_shared boolean not null,
      is_watching boolean not null,
      period_ms bigint not null constraint background_loop_period_check check (period_ms > 0),
      started_at timestamptz not null,
      seen_at timestamptz not null,
      stopped_at timestamptz,
      succeeded_at timestamptz,
      failed_at timestamptz,
      runs bigint not null,
      failures bigint not null,
      error text,
      constraint background_loop_pk primary key (instance, name))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table background_loop');
  }
}
