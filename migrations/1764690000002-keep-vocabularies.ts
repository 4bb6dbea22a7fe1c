import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which words the texts of a reference have, folded onto bits: no word can be read out of them. */
export class KeepVocabularies1764690000002 implements MigrationInterface {
  readonly name = 'KeepVocabularies1764690000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table text_vocabulary (
      project_id uuid not null constraint text_vocabulary_project_fk references project,
      decider text not null,
      part text not null,
      bits bytea not null,
      frozen_at timestamptz not null,
      constraint text_vocabulary_pk primary key (project_id, decider, part))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table text_vocabulary');
  }
}
