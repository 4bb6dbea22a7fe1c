import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Cases on which as many people say otherwise as say what stands: they wait for somebody, and are found without reading all
 * labels. And those that a lead has settled: later answers of others leave them as they are.
 */
export class KeepUnsettledCases1764860000002 implements MigrationInterface {
  readonly name = 'KeepUnsettledCases1764860000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table unsettled_case (
      case_id uuid constraint unsettled_case_pk primary key constraint unsettled_case_case_fk references intake_case,
      project_id uuid not null constraint unsettled_case_project_fk references project,
      since timestamptz not null)`);
    await runner.query('create index unsettled_case_project_idx on unsettled_case (project_id, since)');
    await runner.query(`create table settled_case (
      case_id uuid constraint settled_case_pk primary key constraint settled_case_case_fk references intake_case,
      project_id uuid not null constraint settled_case_project_fk references project,
      person_id uuid not null constraint settled_case_person_fk references person,
      settled_at timestamptz not null)`);
    await runner.query(`insert into unsettled_case
      with standing as (
        select l.case_id, l.project_id, l.value, l.created_at, coalesce(l.person_id, l.id) as who, p.output_schema->'tolerance' as tolerance
          from label l join project p on p.id = l.project_id
         where l.case_id in (select case_id from label group by case_id having count(distinct coalesce(person_id, id)) > 1)
           and not exists (select 1 from label later where later.corrects_id = l.id)),
      votes as (
        select s.case_id, s.project_id, d.value as stands, s.value, s.tolerance, s.created_at,
               (select count(distinct o.who) from standing o where o.case_id = s.case_id and answers_agree(s.tolerance, o.value, s.value)) as given,
               (select count(distinct o.who) from standing o where o.case_id = s.case_id and answers_agree(s.tolerance, o.value, d.value)) as standing
          from standing s
          join lateral (select value from decision where case_id = s.case_id order by sequence desc limit 1) d on true)
      select case_id, project_id, max(created_at) from votes
       where standing > 0 and given >= standing and not answers_agree(tolerance, value, stands) group by case_id, project_id`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table settled_case');
    await runner.query('drop table unsettled_case');
  }
}
