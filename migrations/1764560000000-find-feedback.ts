import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Judging a rollout reads a project's feedback since it began. */
export class FindFeedback1764560000000 implements MigrationInterface {
  readonly name = 'FindFeedback1764560000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index feedback_recent_idx on feedback (project_id, created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index feedback_recent_idx');
  }
}
