import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['metric_bucket', 'metric_reference'] as const;

/**
 * A mean and the sum of squared distances from it in place of a sum and a sum of squares, whose difference loses what numbers
 * that are large beside their spread differ by. What was lost before stays lost; a column that never varied is known by its
 * ends. Each table is written once: `using` sees the row as it was.
 */
export class CentreMoments1764807000001 implements MigrationInterface {
  readonly name = 'CentreMoments1764807000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(
        `alter table ${table}
           alter column sum type double precision using case when count = 0 then 0 else sum / count end,
           alter column sum_squares type double precision
             using case when count = 0 or minimum = maximum then 0 else greatest(0, sum_squares - sum * (sum / count)) end`,
      );
      await runner.query(`alter table ${table} rename column sum to mean`);
      await runner.query(`alter table ${table} rename column sum_squares to m2`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(
        `alter table ${table}
           alter column mean type double precision using mean * count,
           alter column m2 type double precision using m2 + mean * mean * count`,
      );
      await runner.query(`alter table ${table} rename column mean to sum`);
      await runner.query(`alter table ${table} rename column m2 to sum_squares`);
    }
  }
}
