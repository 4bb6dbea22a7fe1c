import type { Database } from '../platform/database/index.js';

/** Since when the cases of a project are counted; null: they are not. */
export async function countedSince(database: Database, projectId: string): Promise<Date | null> {
  const [row] = await database.query<{ since: Date | null }>(
    `select min(b.start) as since from metric_series s cross join unnest(array[60, 3600, 86400]) as seconds
       cross join lateral (select start from metric_bucket where series_id = s.id and metric_bucket.seconds = seconds.seconds order by start limit 1) b
      where s.project_id = $1 and s.metric = 'input.cases'`,
    [projectId],
  );
  return row?.since ?? null;
}
