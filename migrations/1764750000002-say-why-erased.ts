import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why rows of a version are gone: on request, or because they were older than declared; how many, and when the last. */
export class SayWhyErased1764750000002 implements MigrationInterface {
  readonly name = 'SayWhyErased1764750000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table dataset_version add column erased_why jsonb not null default '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table dataset_version drop column erased_why');
  }
}
