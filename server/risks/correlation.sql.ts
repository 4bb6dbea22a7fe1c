import type { MetricCorrelation } from '@handrail/shared/alarms';
import type { Database } from '../platform/database/index.js';

/** Pairs of metrics that move alike over the hours since `from` that both have values in; `counts`: those that count. */
export async function correlationsOf(
  database: Database,
  { projectId, from, counts }: { projectId: string; from: Date; counts: readonly string[] },
): Promise<MetricCorrelation[]> {
  return database.query<MetricCorrelation>(
    `with hourly as materialized (
       select s.metric, b.start, case when s.metric = any($3::text[]) then sum(b.count)::float8 else sum(b.mean * b.count) / nullif(sum(b.count), 0) end as value
         from metric_series s join metric_bucket b on b.series_id = s.id
        where s.project_id = $1 and b.seconds = 3600 and b.start >= $2 group by s.metric, b.start)
     select a.metric, b.metric as other, corr(a.value, b.value) as correlation, count(*)::int as buckets
       from hourly a join hourly b on b.start = a.start and b.metric > a.metric
      where a.value is not null and b.value is not null
      group by a.metric, b.metric having abs(corr(a.value, b.value)) > 0.9 order by a.metric, b.metric limit 200`,
    [projectId, from, counts],
  );
}
