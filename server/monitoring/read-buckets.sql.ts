import { restoreCell, type Cell, type Layout, type Resolution, type StoredCell } from '@handrail/shared/monitoring';
import type { Database } from '../platform/database/index.js';
import { ROLLED_UP } from './metric.sql.js';

/** A bucket as a row. `sketch` and `bins` are encoded. */
export type CellRow = {
  count: number;
  missing: number;
  mean: number;
  m2: number;
  minimum: number | null;
  maximum: number | null;
  sketch: Buffer | null;
  bins: Buffer | null;
};

export function toStored(row: CellRow): StoredCell {
  const { count, missing, mean, m2, minimum: min, maximum: max, sketch, bins } = row;
  return { count, missing, mean, m2, min, max, sketch, bins };
}

export function toCell(row: CellRow): Cell {
  return restoreCell(toStored(row));
}

/** As metrics are stored. Without a part: all of them. */
export type PartWanted = { readonly metric: string; readonly part?: string | undefined };
/** What series are asked for; undefined: any. */
export type SeriesFilter = {
  readonly segment?: string | undefined;
  readonly decider?: string | undefined;
  readonly level?: string | undefined;
};
export type SeriesRow = {
  id: string;
  metric: string;
  part: string;
  layout_id: string;
  /** Of categories only, without the rare ones; one object for all series of one layout. */
  layout: Layout | null;
  segment: string;
  decider: string;
  level: string;
};

/** Of a metric, or of one part of it where one is asked for. */
const MAX_SERIES = 5000;

/** Of a project, or of processes (null). `is not distinct from` would find no index. */
const isOf = (column: string, parameter: string): string =>
  `(${column} = ${parameter}::uuid or ${parameter}::uuid is null and ${column} is null)`;

/** The series of a project, or of processes (null), that hold these metrics. */
export async function findSeries(
  database: Database,
  { projectId, wanted }: { readonly projectId: string | null; readonly wanted: readonly PartWanted[] },
  { segment, decider, level }: SeriesFilter = {},
): Promise<SeriesRow[]> {
  const rows = await database.query<SeriesRow>(
    // A layout is long, and many series have the same: it is given with the first. The rare ones are drawn by no line.
    `select s.id::text, s.metric, s.part, s.layout as layout_id, s.segment, s.decider, s.level,
            case when s.layout <> '' and row_number() over (partition by s.layout order by s.id) = 1 then
              (select case when l.layout ->> 'kind' = 'categorical' then jsonb_set(l.layout, '{rest}', '[]') end
                 from metric_layout l where l.id = s.layout) end as layout
       from unnest($2::text[], $3::text[]) as n (metric, part)
      cross join lateral (
        select * from metric_series s
         where ${isOf('s.project_id', '$1')} and s.metric = n.metric and (n.part is null or s.part = n.part)
           and ($4::text is null or s.segment = $4) and ($5::text is null or s.decider = $5) and ($6::text is null or s.level = $6)
         order by s.id limit $7) s
      order by s.id`,
    [
      projectId,
      wanted.map(({ metric }) => metric),
      wanted.map(({ part }) => part ?? null),
      segment ?? null,
      decider ?? null,
      level ?? null,
      MAX_SERIES,
    ],
  );
  const layouts = new Map(rows.flatMap((row) => (row.layout ? [[row.layout_id, row.layout]] : [])));
  return rows.map((row) => ({ ...row, layout: layouts.get(row.layout_id) ?? null }));
}

export type BucketRow = CellRow & { series_id: string; at: Date };

const COLUMNS = `b.series_id::text, b.count::float8 as count, b.missing::float8 as missing, b.mean, b.m2, b.minimum, b.maximum,
  case when b.series_id = any($4::bigint[]) then b.sketch end as sketch, case when b.series_id = any($5::bigint[]) then b.bins end as bins`;
const OF_ASKED = `b.series_id = any($1::bigint[]) and b.start >= $2 and b.start < $3`;
/**
 * What a later flush has made stale: due in the same commit as the flush, so one statement sees both or neither. Read once a
 * statement, not once a bucket.
 */
const STALE = (seconds: string, start: string): string =>
  `${start} = any(array(select d.start from metric_due d where ${isOf('d.project_id', '$6')} and d.seconds = ${seconds}))`;
/** Finer buckets before it are of none that is stale. */
const STALE_FROM = (seconds: string): string =>
  `b.start >= coalesce((select min(d.start) from metric_due d where ${isOf('d.project_id', '$6')} and d.seconds = ${seconds}), 'infinity')`;
const HOUR_OF = `date_trunc('hour', b.start, 'UTC')`;
const DAY_OF = `date_trunc('day', b.start, 'UTC')`;
const WRITTEN = `b.writer <> '${ROLLED_UP}'`;

/** Whole buckets, and in place of those that are due the finer ones that they will be made of. */
const HELD: Readonly<Record<Resolution, string>> = {
  MINUTE: `select ${COLUMNS}, b.start as at from metric_bucket b where b.seconds = 60 and ${OF_ASKED}`,
  HOUR: `select ${COLUMNS}, b.start as at from metric_bucket b where b.seconds = 3600 and ${OF_ASKED} and (${WRITTEN} or not ${STALE('3600', 'b.start')})
    union all
    select ${COLUMNS}, ${HOUR_OF} from metric_bucket b where b.seconds = 60 and ${OF_ASKED} and ${STALE_FROM('3600')} and ${STALE('3600', HOUR_OF)}`,
  DAY: `select ${COLUMNS}, b.start as at from metric_bucket b where b.seconds = 86400 and ${OF_ASKED} and (${WRITTEN} or not ${STALE('86400', 'b.start')})
    union all
    select ${COLUMNS}, ${DAY_OF} from metric_bucket b where b.seconds = 3600 and ${OF_ASKED} and ${STALE_FROM('86400')} and ${STALE('86400', DAY_OF)}
       and (${WRITTEN} or not ${STALE('3600', 'b.start')})
    union all
    select ${COLUMNS}, ${DAY_OF} from metric_bucket b where b.seconds = 60 and ${OF_ASKED} and ${STALE_FROM('3600')}
       and ${STALE('86400', DAY_OF)} and ${STALE('3600', HOUR_OF)}`,
};

/** Which series are read; of which with their sketches and of which with their bins: they are most of a bucket. */
export type SeriesWanted = {
  readonly projectId: string | null;
  readonly seriesIds: readonly string[];
  readonly sketchesOf?: readonly string[];
  readonly binsOf?: readonly string[];
};

/** The buckets of these series of one project in [from, to), in any order; several of one start are to be added. */
export async function readBuckets(
  database: Database,
  { projectId, seriesIds, sketchesOf = [], binsOf = [] }: SeriesWanted,
  { resolution, from, to }: { readonly resolution: Resolution; readonly from: number; readonly to: number },
): Promise<BucketRow[]> {
  if (seriesIds.length === 0) return [];
  return database.query<BucketRow>(HELD[resolution], [
    seriesIds,
    new Date(from),
    new Date(to),
    sketchesOf,
    binsOf,
    ...(resolution === 'MINUTE' ? [] : [projectId]),
  ]);
}

/** What a project's series have been seen with. */
export async function seenNames(database: Database, projectId: string): Promise<SeenNames> {
  const [row] = await database.query<SeenNames>(
    `select coalesce(array_agg(distinct segment) filter (where segment <> ''), '{}') as segments,
            coalesce(array_agg(distinct decider) filter (where decider <> ''), '{}') as versions,
            coalesce(array_agg(distinct level) filter (where level <> ''), '{}') as levels
       from metric_series where project_id = $1`,
    [projectId],
  );
  return row ?? { segments: [], versions: [], levels: [] };
}
export type SeenNames = { segments: string[]; versions: string[]; levels: string[] };

/** The parts of each metric, of the project and of processes. */
export async function seenParts(database: Database, projectId: string): Promise<{ metric: string; parts: string[] }[]> {
  return database.query(
    `select metric, array_agg(distinct part) as parts from metric_series
      where (project_id = $1 or project_id is null) and part <> '' group by metric`,
    [projectId],
  );
}
