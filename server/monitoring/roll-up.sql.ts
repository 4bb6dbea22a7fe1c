import { LENGTH_MS, KEPT_MS, type Resolution } from '@handrail/shared/monitoring';
import type { Database, Tx } from '../platform/database/index.js';
import { ROLLED_UP, secondsOf, type Due } from './metric.sql.js';
import { toCell, type CellRow } from './read-buckets.sql.js';
import type { Cell } from '@handrail/shared/monitoring';

/** After the end of an hour a flush of its last minute may still be on its way. */
const SETTLED_MS = 90_000;
const FINER: Readonly<Record<'HOUR' | 'DAY', Resolution>> = { HOUR: 'MINUTE', DAY: 'HOUR' };

/** The oldest bucket that is over and not rolled up, but for these; a day waits for its hours. */
export async function nextDue(
  database: Database,
  now: Date,
  but: readonly Due[] = [],
): Promise<(Due & { resolution: 'HOUR' | 'DAY' }) | undefined> {
  const [row] = await database.query<{ project_id: string | null; seconds: number; start: Date }>(
    `select project_id, seconds, start from metric_due d
      where start + seconds * interval '1 second' < $1
        and (seconds = $2 or not exists (select 1 from metric_due h where h.project_id is not distinct from d.project_id
              and h.seconds = $2 and h.start >= d.start and h.start < d.start + interval '1 day'))
        and not exists (select 1 from unnest($3::uuid[], $4::int[], $5::timestamptz[]) as n (project_id, seconds, start)
              where n.project_id is not distinct from d.project_id and n.seconds = d.seconds and n.start = d.start)
      order by seconds, start limit 1`,
    [
      new Date(now.getTime() - SETTLED_MS),
      secondsOf('HOUR'),
      but.map(({ projectId }) => projectId),
      but.map(({ resolution }) => secondsOf(resolution)),
      but.map(({ start }) => new Date(start)),
    ],
  );
  if (!row) return undefined;
  const resolution = row.seconds === secondsOf('HOUR') ? 'HOUR' : 'DAY';
  return { projectId: row.project_id, resolution, start: row.start.getTime() };
}

/** Takes a bucket to roll up; false: somebody else did. Until the commit no flush can add to its finer ones unseen. */
export async function takeDue(tx: Tx, { projectId, resolution, start }: Due): Promise<boolean> {
  const rows = await tx.query(
    'delete from metric_due where project_id is not distinct from $1 and seconds = $2 and start = $3 returning 1',
    [projectId, secondsOf(resolution), new Date(start)],
  );
  return rows.length > 0;
}

/** The finer buckets of one coarser one, series by series. */
export async function finerCells(
  tx: Tx,
  { projectId, resolution, start }: Due & { resolution: 'HOUR' | 'DAY' },
): Promise<{ seriesId: string; cell: Cell }[]> {
  const rows = await tx.query<CellRow & { series_id: string }>(
    `select b.series_id::text, b.count::float8 as count, b.missing::float8 as missing, b.mean, b.m2, b.minimum, b.maximum, b.sketch, b.bins
       from metric_series s join metric_bucket b on b.series_id = s.id
      where s.project_id is not distinct from $1 and b.seconds = $2 and b.start >= $3 and b.start < $4`,
    [projectId, secondsOf(FINER[resolution]), new Date(start), new Date(start + LENGTH_MS[resolution])],
  );
  return rows.map((row) => ({ seriesId: row.series_id, cell: toCell(row) }));
}

/** Lets go of buckets past their time that coarser ones hold. Gives how many. */
export async function forgetOld(database: Database, resolution: Resolution, now: Date): Promise<number> {
  const [row] = await database.query<{ gone: number }>(
    `with gone as (
       delete from metric_bucket b using metric_series s
        where b.series_id = s.id and b.seconds = $1 and b.start < $2
          and not exists (select 1 from metric_due d where d.project_id is not distinct from s.project_id
                and b.start >= d.start and b.start < d.start + d.seconds * interval '1 second' and d.seconds > b.seconds)
       returning 1)
     select count(*)::int as gone from gone`,
    [secondsOf(resolution), new Date(now.getTime() - KEPT_MS[resolution])],
  );
  return row?.gone ?? 0;
}

export { ROLLED_UP };
