import type { Database, Tx } from '../platform/database/index.js';

export type CaseToScore = { id: string; input: unknown; created_at: Date; missing: string[] };

/** A process that dies with a lease holds the others up no longer than this. */
const LEASE_SECONDS = 90;

/**
 * Commits this transaction without waiting for the disk, which whoever has an answer to wait for waits for. Only for what is
 * made again when the database dies: predictions are lost together with the cursor that says that they are there.
 */
export async function commitLater(tx: Tx): Promise<void> {
  await tx.query('set local synchronous_commit to off');
}

/**
 * Claims a project's cases for scoring: gives the time up to which they are scored, or undefined while another process
 * has the claim. A project that had nobody to score with begins now.
 */
export async function leaseCursor(tx: Tx, projectId: string, now: Date): Promise<Date | undefined> {
  const [row] = await tx.query<{ scored_until: Date }>(
    `insert into behind_cursor as b (project_id, scored_until, leased_until) values ($1, $2, $2::timestamptz + make_interval(secs => $3))
     on conflict (project_id) do update set leased_until = excluded.leased_until
      where b.leased_until is null or b.leased_until < $2 returning scored_until`,
    [projectId, now, LEASE_SECONDS],
  );
  return row?.scored_until;
}

export async function releaseCursor(tx: Tx, projectId: string, until: Date): Promise<void> {
  await tx.query(
    'update behind_cursor set scored_until = greatest(scored_until, $2), leased_until = null where project_id = $1',
    [projectId, until],
  );
}

/** A place among a project's cases in the order of their time. */
export type Place = { readonly at: Date; readonly id: string };

/** The place before every case that came so many seconds before `since`, or later. */
export function placeBefore(since: Date, seconds: number): Place {
  return { at: new Date(since.getTime() - seconds * 1000), id: '00000000-0000-0000-0000-000000000000' };
}

/**
 * The oldest cases after a place that one of these versions has not predicted yet, with those that are missing. Each case
 * after the place costs a look at an index, scored or not, until there are enough.
 */
export async function casesToScore(
  database: Database,
  given: {
    readonly projectId: string;
    readonly after: Place;
    readonly references: readonly string[];
    readonly limit: number;
  },
): Promise<CaseToScore[]> {
  return database.query<CaseToScore>(
    `select c.id, c.input, c.created_at, lacking.missing from intake_case c
      cross join lateral (
        select array_agg(asked.model) as missing from unnest($4::text[]) as asked(model)
         where not exists (select 1 from prediction p where p.case_id = c.id and p.model = asked.model)) lacking
      where c.project_id = $1 and (c.created_at, c.id) > ($2::timestamptz, $3::uuid) and lacking.missing is not null
      order by c.created_at, c.id limit $5`,
    [given.projectId, given.after.at, given.after.id, given.references, given.limit],
  );
}
