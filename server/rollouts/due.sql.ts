import type { Database } from '../platform/database/index.js';

/** A process that dies while it judges holds the others up no longer than this. */
const LEASE_SECONDS = 60;

/**
 * Claims a running rollout that is due, for this process. Times are the database's own, so processes whose clocks differ
 * agree; a judgement that takes longer than the lease may be made twice, which changes nothing.
 */
export async function claimDue(database: Database): Promise<string | undefined> {
  const [[row] = []] = await database.query<{ id: string }[]>(
    `update rollout set judge_after = clock_timestamp() + make_interval(secs => $1)
      where id = (select id from rollout where status = 'running' and (judge_after is null or judge_after <= clock_timestamp())
                   order by judge_after nulls first limit 1 for update skip locked) returning id`,
    [LEASE_SECONDS],
  );
  return row?.id;
}

export async function releaseClaim(database: Database, id: string, restMs: number): Promise<void> {
  await database.query(
    `update rollout set judge_after = clock_timestamp() + make_interval(secs => $2::float8 / 1000) where id = $1`,
    [id, restMs],
  );
}
