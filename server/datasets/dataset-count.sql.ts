import type { Database, Tx } from '../platform/database/index.js';
import { CHOSEN } from './dataset-facts.sql.js';

/** Counts the cases that a definition may choose; undefined when that takes longer than `milliseconds`. */
export async function countWithin(
  tx: Tx,
  parameters: readonly unknown[],
  milliseconds: number,
): Promise<number | undefined> {
  await tx.query('savepoint counting');
  await tx.query(`select set_config('statement_timeout', $1, true)`, [String(milliseconds)]);
  try {
    const [row] = await tx.query<{ count: number }>(
      `select count(*)::int as count from (${CHOSEN}) chosen`,
      parameters,
    );
    return row?.count ?? 0;
  } catch (error) {
    // 57014: cancelled by the time limit.
    if ((error as { code?: string }).code !== '57014') throw error;
    await tx.query('rollback to savepoint counting');
    return undefined;
  }
}

type Plan = { 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] };

/** What the planner expects; off by a factor where filters depend on each other. */
export async function estimatedCount(database: Database, parameters: readonly unknown[]): Promise<number> {
  const [row] = await database.query<Plan>(`explain (format json) ${CHOSEN}`, parameters);
  return Math.round(row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0);
}
