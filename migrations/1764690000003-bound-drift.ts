import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is computed of drift has an interval where it is an estimate. */
export class BoundDrift1764690000003 implements MigrationInterface {
  readonly name = 'BoundDrift1764690000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table drift_state add column lower double precision, add column upper double precision');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table drift_state drop column upper, drop column lower');
  }
}
