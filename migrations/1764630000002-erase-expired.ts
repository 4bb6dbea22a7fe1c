import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * From now on the days that a profile declares for personal data are kept to. Whoever declared a profile before was told
 * that erasing is done by hand: those erase nothing until they are declared again.
 */
export class EraseExpired1764630000002 implements MigrationInterface {
  readonly name = 'EraseExpired1764630000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table deployment_profile add column erases boolean not null default false');
    await runner.query('alter table deployment_profile alter column erases set default true');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table deployment_profile drop column erases');
  }
}
