import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether two answers are the same within a project's tolerance, as `agrees` of shared/schema has it: numbers by the larger
 * of both bounds, everything else when equal. Null where an answer is missing.
 */
export class CompareWithinTolerance1764806000002 implements MigrationInterface {
  readonly name = 'CompareWithinTolerance1764806000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create function answers_agree(tolerance jsonb, one jsonb, other jsonb) returns boolean
      language sql immutable parallel safe as $$
      select case when one = other then true
                  when tolerance is null or jsonb_typeof(one) <> 'number' or jsonb_typeof(other) <> 'number' then one = other
                  else abs(one::numeric - other::numeric) <= greatest(coalesce((tolerance->>'absolute')::numeric, 0),
                         coalesce((tolerance->>'relative')::numeric, 0) * greatest(abs(one::numeric), abs(other::numeric))) end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function answers_agree');
  }
}
