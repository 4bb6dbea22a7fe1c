import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that are sent are read part by part: what is stored as it is has parts, what is packed is unpacked for each. */
export class ReadImportsInParts1764710000001 implements MigrationInterface {
  readonly name = 'ReadImportsInParts1764710000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table label_import_chunk alter column bytes set storage external');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table label_import_chunk alter column bytes set storage extended');
  }
}
