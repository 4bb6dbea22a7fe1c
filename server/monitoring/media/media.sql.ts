import type { MediumMeasured } from '@handrail/shared/monitoring';
import type { Database, Tx } from '../../platform/database/index.js';

/** A case with media that nobody has measured yet. `media`: field and address. */
export type CaseWithMedia = {
  readonly id: string;
  readonly segment: string | null;
  readonly level: string;
  readonly machine: string | null;
  readonly created_at: Date;
  readonly media: readonly { readonly field: string; readonly type: string; readonly url: string }[];
};
export type MediumRow = { readonly caseId: string; readonly field: string; readonly measured: MediumMeasured };

/** A case carries the time at which it was taken in, and is there when it was stored. */
const OVERLAP_SECONDS = 60;
const LEASE_SECONDS = 120;
/** Further behind than this, what has come meanwhile is left out: what is watched is now. */
const MOST_BEHIND_SECONDS = 300;

/** Projects whose input schema has media and that nobody is at work on. */
export function projectsWithMedia(database: Database, now: Date): Promise<{ id: string }[]> {
  return database.query(
    `select p.id from project p left join media_cursor m on m.project_id = p.id
      where jsonb_path_exists(p.input_schema, '$.fields[*] ? (@.type == "image-url" || @.type == "audio-url")')
        and (m.leased_until is null or m.leased_until < $1) order by p.id`,
    [now],
  );
}

/** Claims a project: gives the time up to which its media are measured, or undefined while another process has it. */
export async function leaseMedia(tx: Tx, projectId: string, now: Date): Promise<Date | undefined> {
  const [row] = await tx.query<{ measured_until: Date }>(
    `insert into media_cursor as m (project_id, measured_until, leased_until) values ($1, $2, $2::timestamptz + make_interval(secs => $3))
     on conflict (project_id) do update set leased_until = excluded.leased_until,
       measured_until = greatest(m.measured_until, $2::timestamptz - make_interval(secs => $4))
      where m.leased_until is null or m.leased_until < $2 returning measured_until`,
    [projectId, now, LEASE_SECONDS, MOST_BEHIND_SECONDS],
  );
  return row?.measured_until;
}

export async function releaseMedia(tx: Tx, projectId: string, until: Date): Promise<void> {
  await tx.query(
    'update media_cursor set measured_until = greatest(measured_until, $2), leased_until = null where project_id = $1',
    [projectId, until],
  );
}

/** The oldest cases that have a medium of these fields not measured. */
export function casesWithMedia(
  database: Database,
  given: { readonly projectId: string; readonly since: Date; readonly limit: number },
): Promise<CaseWithMedia[]> {
  return database.query<CaseWithMedia>(
    `select c.id, c.segment, c.route ->> 'level' as level, c.route ->> 'machine' as machine, c.created_at, lacking.media
       from intake_case c
       cross join lateral (
         select jsonb_agg(jsonb_build_object('field', f.field ->> 'name', 'type', f.field ->> 'type', 'url', c.input ->> (f.field ->> 'name'))) as media
           from project p, jsonb_array_elements(p.input_schema -> 'fields') f(field)
          where p.id = c.project_id and f.field ->> 'type' in ('image-url', 'audio-url') and c.input ->> (f.field ->> 'name') is not null
            and not exists (select 1 from media_measure m where m.case_id = c.id and m.field = f.field ->> 'name')) lacking
      where c.project_id = $1 and c.created_at > $2::timestamptz - make_interval(secs => $4) and lacking.media is not null
      order by c.created_at, c.id limit $3`,
    [given.projectId, given.since, given.limit, OVERLAP_SECONDS],
  );
}

/** Keeps what was measured; gives what nobody had kept before, so that each medium counts once. */
export function keepMeasures(
  tx: Tx,
  rows: readonly MediumRow[],
  now: Date,
): Promise<{ case_id: string; field: string }[]> {
  return tx.query(
    `insert into media_measure (case_id, field, measured, measured_at)
     select case_id, field, measured, $2 from jsonb_to_recordset($1) as r(case_id uuid, field text, measured jsonb)
     on conflict do nothing returning case_id, field`,
    [JSON.stringify(rows.map(({ caseId, field, measured }) => ({ case_id: caseId, field, measured }))), now],
  );
}
