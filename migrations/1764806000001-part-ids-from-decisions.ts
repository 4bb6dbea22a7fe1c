import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who has seen the machine's answer to a case, so that nobody is asked for a blind one afterwards; and new ids for open
 * reviews that nobody holds: the old ones tell by their distance from their case's whether the machine had decided it.
 */
export class PartIdsFromDecisions1764806000001 implements MigrationInterface {
  readonly name = 'PartIdsFromDecisions1764806000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table suggestion_seen (
      case_id uuid not null constraint suggestion_seen_case_fk references intake_case,
      person_id uuid not null constraint suggestion_seen_person_fk references person,
      seen_at timestamptz not null,
      constraint suggestion_seen_pk primary key (case_id, person_id))`);
    await runner.query(`insert into suggestion_seen
      select case_id, person_id, min(created_at) from label where not blind and person_id is not null group by 1, 2`);
    await runner.query(`insert into suggestion_seen select distinct case_id, leased_by, created_at
      from review where state = 'open' and not blind and leased_by is not null on conflict do nothing`);
    await runner.query(`alter table review_skip drop constraint review_skip_review_fk,
      add constraint review_skip_review_fk foreign key (review_id) references review on update cascade`);
    await runner.query(`update review r set id = gen_random_uuid() where state = 'open'
      and (leased_by is null or lease_expires_at < now()) and not exists (select 1 from label l where l.review_id = r.id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table review_skip drop constraint review_skip_review_fk,
      add constraint review_skip_review_fk foreign key (review_id) references review`);
    await runner.query('drop table suggestion_seen');
  }
}
