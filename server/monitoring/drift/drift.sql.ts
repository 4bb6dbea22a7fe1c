import type { Database } from '../../platform/database/index.js';

export type DriftSeries = { id: string; metric: string; part: string; layout: string; segment: string };

const MAX_SERIES = 5000;

/** The series that count these metrics of a project. */
export function driftSeries(database: Database, projectId: string, metrics: readonly string[]): Promise<DriftSeries[]> {
  return database.query<DriftSeries>(
    `select id::text, metric, part, layout, segment from metric_series where project_id = $1 and metric = any($2) and layout <> ''
      order by metric, part, id limit ${MAX_SERIES}`,
    [projectId, metrics],
  );
}
