import type { Cell } from '@handrail/shared/monitoring';
import { toCell, type CellRow } from '../monitoring/index.js';
import type { Database } from '../platform/database/index.js';

/** What is to be read of one metric: minutes from, and before them hours from. */
export type WantedBuckets = {
  readonly metric: string;
  /** Of the processes, which all projects have in common. */
  readonly isOfProcess: boolean;
  readonly minutesFrom: Date;
  readonly hoursFrom: Date;
  readonly wantsSketch: boolean;
  readonly wantsBins: boolean;
};
export type BucketSeen = {
  readonly metric: string;
  readonly part: string;
  readonly segment: string;
  readonly version: string;
  readonly level: string;
  /** Id of what its bins are; empty where it has none. */
  readonly layout: string;
  /** Unix milliseconds. */
  readonly start: number;
  readonly lengthMs: number;
  readonly cell: Cell;
};
type Row = CellRow & {
  metric: string;
  part: string;
  segment: string;
  decider: string;
  level: string;
  layout: string;
  seconds: number;
  start: Date;
};

/** All that the rules of a project look at, in one statement: minutes up to `at`, and the whole hours before them. */
export async function bucketsOf(
  database: Database,
  { projectId, at, wanted }: { projectId: string; at: Date; wanted: readonly WantedBuckets[] },
): Promise<BucketSeen[]> {
  const rows = await database.query<Row>(
    `select s.metric, s.part, s.segment, s.decider, s.level, s.layout, b.seconds, b.start, b.count::float8 as count, b.missing::float8 as missing,
            b.mean, b.m2, b.minimum, b.maximum, case when n.sketch then b.sketch end as sketch, case when n.bins then b.bins end as bins
       from unnest($3::text[], $4::timestamptz[], $5::timestamptz[], $6::boolean[], $7::boolean[], $8::boolean[]) as n (metric, minutes, hours, sketch, bins, common)
       join metric_series s on (case when n.common then s.project_id is null else s.project_id = $1 end) and s.metric = n.metric
       join metric_bucket b on b.series_id = s.id
        and ((b.seconds = 60 and b.start >= n.minutes and b.start < $2) or (b.seconds = 3600 and b.start >= n.hours and b.start < n.minutes))`,
    [
      projectId,
      at,
      wanted.map(({ metric }) => metric),
      wanted.map(({ minutesFrom }) => minutesFrom),
      wanted.map(({ hoursFrom }) => hoursFrom),
      wanted.map(({ wantsSketch }) => wantsSketch),
      wanted.map(({ wantsBins }) => wantsBins),
      wanted.map(({ isOfProcess }) => isOfProcess),
    ],
  );
  return rows.map((row) => ({
    metric: row.metric,
    part: row.part,
    segment: row.segment,
    version: row.decider,
    level: row.level,
    layout: row.layout,
    start: row.start.getTime(),
    lengthMs: row.seconds * 1000,
    cell: toCell(row),
  }));
}
