import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of which stopped loops operators were told, and when last: of several processes that notice it, one tells. */
export class TellOperators1764830000001 implements MigrationInterface {
  readonly name = 'TellOperators1764830000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table background_ring (
      loop text not null constraint background_ring_pk primary key,
      told_at timestamptz not null)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table background_ring');
  }
}
