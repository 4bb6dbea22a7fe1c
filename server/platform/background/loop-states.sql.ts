import type { LoopSeen } from '@handrail/shared/monitoring';
import type { Database, Tx } from '../database/index.js';

/** What is older is of processes that were forgotten about. */
const FORGOTTEN_AFTER_HOURS = 24;

const COLUMNS = `name, title, is_shared, is_watching, period_ms, started_at, stopped_at, succeeded_at, failed_at, runs, failures, error`;

/** Tells how the loops of a process stand: `instance` is the process, `process` its name. */
export async function storeLoops(
  tx: Tx,
  { instance, loops }: { readonly instance: string; readonly loops: readonly LoopSeen[] },
): Promise<void> {
  const time = (at: number | null): Date | null => (at === null ? null : new Date(at));
  const rows = loops.map((one) => ({
    ...{ name: one.name, title: one.title, is_shared: one.isShared, is_watching: one.isWatching },
    ...{ period_ms: one.periodMs, started_at: time(one.startedAt), stopped_at: time(one.stoppedAt) },
    ...{ succeeded_at: time(one.succeededAt), failed_at: time(one.failedAt), runs: one.runs },
    ...{ failures: one.failures, error: one.error, process: one.process, seen_at: time(one.seenAt) },
  }));
  await tx.query(
    `insert into background_loop as b (instance, process, seen_at, ${COLUMNS})
     select $1, process, seen_at, ${COLUMNS} from jsonb_to_recordset($2) as r (process text, seen_at timestamptz, name text, title text,
       is_shared boolean, is_watching boolean, period_ms bigint, started_at timestamptz, stopped_at timestamptz, succeeded_at timestamptz,
       failed_at timestamptz, runs bigint, failures bigint, error text)
      order by name
     on conflict (instance, name) do update set seen_at = excluded.seen_at, started_at = excluded.started_at, stopped_at = excluded.stopped_at,
       succeeded_at = excluded.succeeded_at, failed_at = excluded.failed_at, runs = excluded.runs, failures = excluded.failures,
       error = excluded.error`,
    [instance, JSON.stringify(rows)],
  );
  await tx.query(`delete from background_loop where seen_at < $1::timestamptz - make_interval(hours => $2)`, [
    new Date(Math.max(...loops.map(({ seenAt }) => seenAt))),
    FORGOTTEN_AFTER_HOURS,
  ]);
}

/** Forgets loops that there are no more; call it in a process that works, which has them all. */
export async function forgetOthers(tx: Tx, names: readonly string[]): Promise<void> {
  await tx.query('delete from background_loop where not name = any($1::text[])', [names]);
}

/** How the loops of all processes stood when they last told. */
export async function readLoops(database: Database): Promise<(LoopSeen & { readonly instance: string })[]> {
  const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;
  return database.query(
    `select instance, name, title, is_shared as "isShared", is_watching as "isWatching", period_ms::float8 as "periodMs", process,
            ${ms('started_at')} as "startedAt", ${ms('seen_at')} as "seenAt", ${ms('stopped_at')} as "stoppedAt",
            ${ms('succeeded_at')} as "succeededAt", ${ms('failed_at')} as "failedAt", runs::float8 as runs, failures::float8 as failures, error
       from background_loop order by name, instance`,
  );
}
