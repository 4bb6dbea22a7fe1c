import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which version a policy brought back: History walks back and forth by it. */
export class TellRestores1764811000001 implements MigrationInterface {
  readonly name = 'TellRestores1764811000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table policy add column restores_version integer
      constraint policy_restores_earlier check (restores_version < version)
      constraint policy_restores_or_undoes check (restores_version is null or undoes_version is null)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table policy drop column restores_version');
  }
}
