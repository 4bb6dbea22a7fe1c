import { restoreCell, type Cell, type Layout, type Resolution } from '@handrail/shared/monitoring';
import type { Database } from '../platform/database/index.js';
import { ROLLED_UP } from './metric.sql.js';

/** A bucket as a row. `sketch` and `bins` are encoded. */
export type CellRow = {
  count: number;
  missing: number;
  sum: number;
  sum_squares: number;
  minimum: number | null;
  maximum: number | null;
  sketch: Buffer | null;
  bins: Buffer | null;
};

export function toCell(row: CellRow): Cell {
  const { count, missing, sum, minimum: min, maximum: max, sketch, bins } = row;
  return restoreCell({ count, missing, sum, sumSquares: row.sum_squares, min, max, sketch, bins });
}

/** What series are asked for; undefined: any. */
export type SeriesFilter = {
  readonly part?: string | undefined;
  readonly segment?: string | undefined;
  readonly decider?: string | undefined;
  readonly level?: string | undefined;
};
export type SeriesRow = {
  id: string;
  metric: string;
  part: string;
  layout: Layout | null;
  segment: string;
  decider: string;
  level: string;
};

const MAX_SERIES = 5000;

/** The series of a project, or of processes (null), that hold a metric. */
export async function findSeries(
  database: Database,
  { projectId, metric }: { projectId: string | null; metric: string },
  { part, segment, decider, level }: SeriesFilter,
): Promise<SeriesRow[]> {
  return database.query<SeriesRow>(
    `select s.id::text, s.metric, s.part, l.layout, s.segment, s.decider, s.level
       from metric_series s left join metric_layout l on l.id = s.layout
      where s.project_id is not distinct from $1::uuid and s.metric = $2 and ($3::text is null or s.part = $3)
        and ($4::text is null or s.segment = $4) and ($5::text is null or s.decider = $5) and ($6::text is null or s.level = $6)
      order by s.id limit $7`,
    [projectId, metric, part ?? null, segment ?? null, decider ?? null, level ?? null, MAX_SERIES],
  );
}

export type BucketRow = CellRow & { series_id: string; at: Date };

const COLUMNS = `b.series_id::text, b.count::float8 as count, b.missing::float8 as missing, b.sum, b.sum_squares, b.minimum, b.maximum, b.sketch, b.bins`;
const OF_ASKED = `b.series_id = any($1::bigint[]) and b.start >= $2 and b.start < $3`;
/** What a later flush has not made stale. Due in the same commit as the flush, so one statement sees both or neither. */
const STALE = (seconds: string, start: string): string =>
  `exists (select 1 from metric_due d where d.project_id is not distinct from $4::uuid and d.seconds = ${seconds} and d.start = ${start})`;
const HOUR_OF = `date_trunc('hour', b.start, 'UTC')`;
const DAY_OF = `date_trunc('day', b.start, 'UTC')`;
const WRITTEN = `b.writer <> '${ROLLED_UP}'`;

/** Whole buckets, and in place of those that are due the finer ones that they will be made of. */
const HELD: Readonly<Record<Resolution, string>> = {
  MINUTE: `select ${COLUMNS}, b.start as at from metric_bucket b where b.seconds = 60 and ${OF_ASKED}`,
  HOUR: `select ${COLUMNS}, b.start as at from metric_bucket b where b.seconds = 3600 and ${OF_ASKED} and (${WRITTEN} or not ${STALE('3600', 'b.start')})
    union all
    select ${COLUMNS}, ${HOUR_OF} from metric_bucket b where b.seconds = 60 and ${OF_ASKED} and ${STALE('3600', HOUR_OF)}`,
  DAY: `select ${COLUMNS}, b.start as at from metric_bucket b where b.seconds = 86400 and ${OF_ASKED} and (${WRITTEN} or not ${STALE('86400', 'b.start')})
    union all
    select ${COLUMNS}, ${DAY_OF} from metric_bucket b where b.seconds = 3600 and ${OF_ASKED} and ${STALE('86400', DAY_OF)}
       and (${WRITTEN} or not ${STALE('3600', 'b.start')})
    union all
    select ${COLUMNS}, ${DAY_OF} from metric_bucket b where b.seconds = 60 and ${OF_ASKED} and ${STALE('86400', DAY_OF)} and ${STALE('3600', HOUR_OF)}`,
};

/** The buckets of these series of one project in [from, to), in any order; several of one start are to be added. */
export async function readBuckets(
  database: Database,
  { projectId, seriesIds }: { readonly projectId: string | null; readonly seriesIds: readonly string[] },
  { resolution, from, to }: { readonly resolution: Resolution; readonly from: number; readonly to: number },
): Promise<BucketRow[]> {
  return database.query<BucketRow>(HELD[resolution], [
    seriesIds,
    new Date(from),
    new Date(to),
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
