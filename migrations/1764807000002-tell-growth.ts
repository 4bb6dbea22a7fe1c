import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is told that an alarm opens is told that it grows, too; and what drifts is kept with the unit it is measured in. */
export class TellGrowth1764807000002 implements MigrationInterface {
  readonly name = 'TellGrowth1764807000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `update channel set events = events || 'alarm.joined'::text
        where 'alarm.opened' = any(events) and not 'alarm.joined' = any(events)`,
    );
    await runner.query(`alter table drift_state add column unit text not null default ''`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`update channel set events = array_remove(events, 'alarm.joined')`);
    await runner.query('alter table drift_state drop column unit');
  }
}
