import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The names of segments, deciders and parts that metrics keep apart, so that all processes together, and through restarts,
 * keep only so many. Without a project (the nil UUID): of processes. What was counted so far stays apart.
 */
export class BoundNames1764730000002 implements MigrationInterface {
  readonly name = 'BoundNames1764730000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table metric_name (
      project_id uuid not null,
      kind text not null constraint metric_name_kind_check check (kind in ('segment', 'decider', 'part')),
      metric text not null,
      name text not null,
      seen_on date not null,
      constraint metric_name_pk primary key (project_id, kind, metric, name))`);
    for (const kind of ['segment', 'decider', 'part']) {
      await runner.query(`insert into metric_name (project_id, kind, metric, name, seen_on)
        select distinct coalesce(project_id, '00000000-0000-0000-0000-000000000000'), '${kind}',
               ${kind === 'part' ? 'metric' : `''`}, ${kind}, current_date
          from metric_series where ${kind} <> ''`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table metric_name');
  }
}
