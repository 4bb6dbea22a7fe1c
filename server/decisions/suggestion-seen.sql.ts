import type { Database, Tx } from '../platform/database/index.js';

/** Keeps that somebody has seen what the machine said of a case: they give no blind answer to it any more. */
export async function keepSuggestionSeen(
  database: Pick<Database | Tx, 'query'>,
  { caseIds, personId, at }: { readonly caseIds: readonly string[]; readonly personId: string; readonly at: Date },
): Promise<void> {
  if (caseIds.length === 0) return;
  await database.query(
    `insert into suggestion_seen (case_id, person_id, seen_at) select unnest($1::uuid[]), $2, $3 on conflict do nothing`,
    [caseIds, personId, at],
  );
}
