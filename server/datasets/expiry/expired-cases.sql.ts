import type { Database, Tx } from '../../platform/database/index.js';

/** The days that a project's profile in force says, which is version `version`. */
export type Expiry = { readonly days: number; readonly version: number };
/** After which case of a project to go on, oldest first. */
export type Place = { readonly at: Date; readonly id: string };

const IN_FORCE = `select days, version from (
  select case when erases then (profile->>'personalDataDays')::int end as days, version
    from deployment_profile where project_id = $1 order by version desc limit 1) declared where days is not null`;

/** Undefined where personal data is kept: nobody said otherwise. */
export async function expiryOf(database: Database | Tx, projectId: string): Promise<Expiry | undefined> {
  const [row] = await database.query<{ days: number; version: number }>(IN_FORCE, [projectId]);
  return row;
}

/** Projects of which personal data is erased, each with what its profile says. */
export function expiringProjects(database: Database): Promise<(Expiry & { readonly id: string })[]> {
  return database.query<Expiry & { id: string }>(
    `select p.id, declared.days, declared.version from project p
      cross join lateral (${IN_FORCE.replace('$1', 'p.id')}) declared order by p.id`,
  );
}

const OLD = `from intake_case c where c.project_id = $1 and c.created_at < $2
  and not exists (select 1 from case_erasure e where e.case_id = c.id)`;
const WAITS = `exists (select 1 from review r where r.case_id = c.id and r.state = 'open')`;

/** The oldest cases that came before an instant and hold something, without those that somebody still has to answer. */
export async function lockExpired(
  tx: Tx,
  given: {
    readonly projectId: string;
    readonly before: Date;
    readonly after: Place | undefined;
    readonly limit: number;
  },
): Promise<(Place & { readonly waits: boolean })[]> {
  return tx.query<Place & { waits: boolean }>(
    `select c.id, c.created_at as at, ${WAITS} as waits ${OLD}
       and ($3::timestamptz is null or (c.created_at, c.id) > ($3, $4::uuid))
      order by c.created_at, c.id limit $5 for update of c skip locked`,
    [given.projectId, given.before, given.after?.at ?? null, given.after?.id ?? null, given.limit],
  );
}

/** How many there are, counted up to `most`; `waiting`: those of them that somebody still has to answer. */
export async function countExpired(
  database: Database,
  { projectId, before, most }: { readonly projectId: string; readonly before: Date; readonly most: number },
): Promise<{ cases: number; waiting: number }> {
  const [row] = await database.query<{ cases: number; waiting: number }>(
    `select count(*)::int as cases, (count(*) filter (where waits))::int as waiting
       from (select ${WAITS} as waits ${OLD} limit $3) old`,
    [projectId, before, most],
  );
  return row ?? { cases: 0, waiting: 0 };
}
