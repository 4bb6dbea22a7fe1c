import type { OverviewLimits } from '@handrail/shared/monitoring';
import type { Database, Tx } from '../../platform/database/index.js';

export type LimitsRow = { version: number; limits: unknown; changed_by: string; created_at: Date };

/** The newest two versions, the newest first; none where nobody set any. */
export async function limitsOf(database: Database | Tx, projectId: string): Promise<LimitsRow[]> {
  return database.query<LimitsRow>(
    'select version, limits, changed_by, created_at from overview_limit where project_id = $1 order by version desc limit 2',
    [projectId],
  );
}

/** Appends a version; false where somebody else has just taken that number. */
export async function insertLimits(
  tx: Tx,
  given: { projectId: string; version: number; limits: OverviewLimits; by: string; now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into overview_limit (project_id, version, limits, changed_by, created_at) values ($1, $2, $3, $4, $5)
     on conflict (project_id, version) do nothing returning 1`,
    [given.projectId, given.version, JSON.stringify(given.limits), given.by, given.now],
  );
  return rows.length > 0;
}
