import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which page of a reviewer holds a claimed review: two tabs of one person each have cases of their own, and a tab that
 * is closed gives back what it held and nothing else. Null: the claim named no page.
 */
export class HoldByTab1764805000001 implements MigrationInterface {
  readonly name = 'HoldByTab1764805000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table review add column lease_tab text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table review drop column lease_tab');
  }
}
