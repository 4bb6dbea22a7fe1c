import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `answers_agree` as `agrees` of shared/schema has it to the last digit: several labels in any order, and at the edge of a
 * tolerance numbers that are kept in binary agree as they are written (0.3 and 0.30000000000000004).
 */
export class AgreeInAnyOrder1764860000001 implements MigrationInterface {
  readonly name = 'AgreeInAnyOrder1764860000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create or replace function answers_agree(tolerance jsonb, one jsonb, other jsonb) returns boolean
      language sql immutable parallel safe as $$
      select case when one = other then true
                  when tolerance is not null and jsonb_typeof(one) = 'number' and jsonb_typeof(other) = 'number'
                  then greatest(coalesce((tolerance->>'absolute')::numeric, 0), coalesce((tolerance->>'relative')::numeric, 0)) > 0
                   and abs(one::numeric - other::numeric) <= greatest(coalesce((tolerance->>'absolute')::numeric, 0),
                         coalesce((tolerance->>'relative')::numeric, 0) * greatest(abs(one::numeric), abs(other::numeric)))
                       + 8.881784197001252e-16 * greatest(abs(one::numeric), abs(other::numeric))
                  when jsonb_typeof(one) = 'array' and jsonb_typeof(other) = 'array'
                  then one @> other and other @> one and jsonb_array_length(one) = jsonb_array_length(other)
                  else one = other end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`create or replace function answers_agree(tolerance jsonb, one jsonb, other jsonb) returns boolean
      language sql immutable parallel safe as $$
      select case when one = other then true
                  when tolerance is null or jsonb_typeof(one) <> 'number' or jsonb_typeof(other) <> 'number' then one = other
                  else abs(one::numeric - other::numeric) <= greatest(coalesce((tolerance->>'absolute')::numeric, 0),
                         coalesce((tolerance->>'relative')::numeric, 0) * greatest(abs(one::numeric), abs(other::numeric))) end $$`);
  }
}
