import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A skip stays when somebody is asked again: its reason was given, and is counted. Only one that was not taken back keeps the
 * case from who skipped it.
 */
export class KeepSkips1764910300001 implements MigrationInterface {
  readonly name = 'KeepSkips1764910300001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table review_skip add taken_back_at timestamptz');
    await runner.query('alter table review_skip drop constraint review_skip_pk');
    await runner.query(
      'create unique index review_skip_standing_uq on review_skip (review_id, person_id) where taken_back_at is null',
    );
    await runner.query('create index review_skip_review_idx on review_skip (review_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('delete from review_skip where taken_back_at is not null');
    await runner.query('drop index review_skip_review_idx');
    await runner.query('drop index review_skip_standing_uq');
    await runner.query('alter table review_skip add constraint review_skip_pk primary key (review_id, person_id)');
    await runner.query('alter table review_skip drop taken_back_at');
  }
}
