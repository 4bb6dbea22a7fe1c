import type { Database, Tx } from '../../platform/database/index.js';

/** Unix milliseconds, and the value of then; null: nobody could say. */
export type DriftPoint = { readonly at: number; readonly value: number | null };
/** How far one part of a project drifts, as it was computed last. */
export type DriftState = {
  readonly metric: string;
  readonly part: string;
  /** 0: of all labels, without a window. */
  readonly windowMinutes: number;
  /** In the unit of the metric; 0: chance explains it, null: nobody can say. */
  readonly value: number | null;
  /** Of the value, where the metric has none. */
  readonly unit: string;
  /** Chance of such a difference where there is none, corrected for many fields; null: nothing was tested. */
  readonly adjustedP: number | null;
  /** 95 % interval of the value, where it is an estimate. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly count: number;
  readonly since: Date | null;
  /** Oldest first, at most a day of them. */
  readonly points: readonly DriftPoint[];
  readonly computedAt: Date;
};

/** Projects that were not looked at since, those that wait longest first. */
export async function projectsToLookAt(
  database: Database,
  { since, limit }: { since: Date; limit: number },
): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `select p.id from project p left join drift_look l on l.project_id = p.id
      where coalesce(l.looked_at, '-infinity') <= $1 and exists (select 1 from metric_series s where s.project_id = p.id)
      order by l.looked_at nulls first, p.id limit $2`,
    [since, limit],
  );
  return rows.map(({ id }) => id);
}

/** What was computed at `from` or later. */
export function driftStatesOf(database: Database, projectId: string, from: Date): Promise<DriftState[]> {
  return database.query<DriftState>(
    `select metric, part, window_minutes as "windowMinutes", value, unit, adjusted_p as "adjustedP", lower, upper, count, since, points, computed_at as "computedAt"
       from drift_state where project_id = $1 and computed_at >= $2 order by metric, part, window_minutes`,
    [projectId, from],
  );
}

/** In place of all that was computed of the project before; what is later already stays. */
export async function storeDriftStates(
  tx: Tx,
  { projectId, now, states }: { projectId: string; now: Date; states: readonly DriftState[] },
): Promise<void> {
  const [row] = await tx.query<{ project_id: string }>(
    `insert into drift_look (project_id, looked_at) values ($1, $2)
     on conflict (project_id) do update set looked_at = excluded.looked_at where drift_look.looked_at < excluded.looked_at
     returning project_id`,
    [projectId, now],
  );
  if (!row) return;
  await tx.query('delete from drift_state where project_id = $1', [projectId]);
  await tx.query(
    `insert into drift_state (project_id, metric, part, window_minutes, value, adjusted_p, lower, upper, count, since, points, computed_at, unit)
     select $1, n.metric, n.part, n.window_minutes, n.value, n.adjusted_p, n.lower, n.upper, n.count, n.since, n.points::jsonb, n.computed_at, n.unit
       from unnest($2::text[], $3::text[], $4::int[], $5::float8[], $6::float8[], $7::float8[], $8::float8[], $9::float8[],
              $10::timestamptz[], $11::text[], $12::timestamptz[], $13::text[])
         as n (metric, part, window_minutes, value, adjusted_p, lower, upper, count, since, points, computed_at, unit)`,
    [
      projectId,
      states.map(({ metric }) => metric),
      states.map(({ part }) => part),
      states.map(({ windowMinutes }) => windowMinutes),
      states.map(({ value }) => value),
      states.map(({ adjustedP }) => adjustedP),
      states.map(({ lower }) => lower),
      states.map(({ upper }) => upper),
      states.map(({ count }) => count),
      states.map(({ since }) => since),
      states.map(({ points }) => JSON.stringify(points)),
      states.map(({ computedAt }) => computedAt),
      states.map(({ unit }) => unit),
    ],
  );
}
