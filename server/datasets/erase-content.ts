import type { Tx } from '../platform/database/index.js';
import type { ErasedWhy } from './dataset-rows.js';
import { removeRows } from './dataset-blocks.sql.js';
import { forgetReports } from './quality/quality.sql.js';

/** Cases of one project, and why and by whom what they hold is erased. */
export type Erasure = {
  readonly projectId: string;
  readonly caseIds: readonly string[];
  readonly reason: string;
  /** What versions that lose rows say of it; the reason itself may name somebody, and stays with the case. */
  readonly why: ErasedWhy;
  readonly by: string;
  readonly now: Date;
};

/**
 * Empties what cases hold of people, for good: input, metadata, subject, evidence, notes and comments. That they were
 * decided, how and when stays, so that what was counted from them stays true. Datasets that held them lose the rows.
 * Gives how many were not erased before, and of how many versions of datasets they were a part.
 */
export async function eraseContent(tx: Tx, erasure: Erasure): Promise<{ cases: number; datasets: number }> {
  const { projectId, reason, by, now } = erasure;
  const fresh = await tx.query<{ case_id: string }>(
    `insert into case_erasure (case_id, project_id, reason, erased_by, erased_at)
     select asked.id, $2, $3, $4, $5 from unnest($1::uuid[]) as asked(id) order by asked.id
     on conflict (case_id) do nothing returning case_id`,
    [erasure.caseIds, projectId, reason, by, now],
  );
  if (fresh.length === 0) return { cases: 0, datasets: 0 };
  const ids = fresh.map(({ case_id: id }) => id);
  // For this transaction alone what is append-only may be emptied.
  await tx.query(`select set_config('handrail.erasing', 'on', true)`);
  await tx.query(`update intake_case set input = '{}', metadata = null, subject = null where id = any($1)`, [ids]);
  await tx.query('update prediction set evidence = null where case_id = any($1) and evidence is not null', [ids]);
  await tx.query('update label set note = null where case_id = any($1) and note is not null', [ids]);
  await tx.query(
    'update review_skip s set reason = null from review r where r.id = s.review_id and r.case_id = any($1) and s.reason is not null',
    [ids],
  );
  await tx.query('update feedback set comment = null where case_id = any($1) and comment is not null', [ids]);
  await tx.query(`select set_config('handrail.erasing', 'off', true)`);
  await tx.query('delete from dataset_medium where case_id = any($1)', [ids]);
  const lost = new Map<string, number>();
  for (const id of ids)
    for (const { versionId, count } of await removeRows(tx, id))
      lost.set(versionId, (lost.get(versionId) ?? 0) + count);
  for (const [versionId, count] of lost)
    await tx.query(
      `update dataset_version set erased_rows = erased_rows + $2, erased_why = jsonb_set(erased_why, array[$3::text],
         jsonb_build_object('rows', coalesce((erased_why -> $3 ->> 'rows')::int, 0) + $2::int, 'last', $4::text)) where id = $1`,
      [versionId, count, erasure.why, now.toISOString()],
    );
  // Reports quote the first words of cases, of unlabelled ones too; they can be asked for again.
  await forgetReports(tx, projectId);
  return { cases: ids.length, datasets: lost.size };
}
