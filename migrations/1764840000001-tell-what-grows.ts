import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What fires is kept as it was told last, and when: what has become much worse since is told again. */
export class TellWhatGrows1764840000001 implements MigrationInterface {
  readonly name = 'TellWhatGrows1764840000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table alarm_signal add column told jsonb, add column told_at timestamptz');
    await runner.query('update alarm_signal set told = reading, told_at = opened_at where closed_at is null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table alarm_signal drop column told, drop column told_at');
  }
}
