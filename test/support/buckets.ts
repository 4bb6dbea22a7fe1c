import type { Pool } from 'pg';

/** What a minute of one part of a metric held: so many values, and their sum. */
export type Minute = { readonly count: number; readonly sum: number; readonly missing?: number };

/** Writes whole minutes (or hours: `seconds`) of a metric as the processes would have, the first at `from`; each value counts as 0 or 1. */
export async function writeMinutes(
  database: Pool,
  at: {
    /** Null: of the processes, which all projects have in common. */
    readonly projectId: string | null;
    readonly metric: string;
    readonly part?: string;
    readonly from: number;
    readonly seconds?: 60 | 3600;
  },
  minutes: readonly Minute[],
): Promise<void> {
  await database.query(
    `insert into metric_series (project_id, metric, part, layout, segment, decider, level, created_at)
     values ($1::uuid, $2, $3, '', '', '', '', now()) on conflict do nothing`,
    [at.projectId, at.metric, at.part ?? ''],
  );
  await database.query(
    `insert into metric_bucket (series_id, seconds, start, writer, flush, count, missing, mean, m2, minimum, maximum)
     select s.id, $8::int, n.start, '00000000-0000-4000-8000-000000000001', 1, n.count, n.missing,
            coalesce(n.sum / nullif(n.count, 0)::float8, 0), coalesce(n.sum - n.sum::float8 ^ 2 / nullif(n.count, 0), 0), 0, 1
       from unnest($4::timestamptz[], $5::int[], $6::int[], $7::int[]) as n (start, count, sum, missing)
       join metric_series s on s.project_id is not distinct from $1 and s.metric = $2 and s.part = $3 and s.layout = '' and s.segment = ''
        and s.decider = '' and s.level = ''`,
    [
      at.projectId,
      at.metric,
      at.part ?? '',
      minutes.map((_, index) => new Date(at.from + index * (at.seconds ?? 60) * 1000)),
      minutes.map(({ count }) => count),
      minutes.map(({ sum }) => sum),
      minutes.map(({ missing = 0 }) => missing),
      at.seconds ?? 60,
    ],
  );
}

export function minutesOf(length: number, minute: Minute): Minute[] {
  return Array.from({ length }, () => minute);
}
