import type { Database, Tx } from '../platform/database/index.js';
import type { VersionChanges } from './dataset-rows.js';

/** What freezes a row: which case, and which of its labels, predictions and decisions. `digest`: of its canonical line. */
export type FrozenRow = {
  readonly ordinal: number;
  readonly case_id: string;
  readonly label_ids: readonly string[];
  readonly prediction_ids: readonly string[];
  readonly decision_id: string | null;
  /** Hexadecimal. */
  readonly digest: string;
};

/** Adds rows to a version that is being built, and tells how far it is. */
export async function insertFrozen(
  tx: Tx,
  versionId: string,
  { rows, done }: { readonly rows: readonly FrozenRow[]; readonly done: number },
): Promise<void> {
  await tx.query(
    `insert into dataset_row (version_id, ordinal, case_id, label_ids, prediction_ids, decision_id, digest)
     select $1, ordinal, case_id, label_ids, prediction_ids, decision_id, decode(digest, 'hex')
       from jsonb_to_recordset($2::jsonb) as r(ordinal integer, case_id uuid, label_ids uuid[], prediction_ids uuid[], decision_id uuid, digest text)`,
    [versionId, JSON.stringify(rows)],
  );
  await tx.query('update dataset_version set rows_done = $2 where id = $1', [versionId, done]);
}

/** How a version differs from the dataset's last ready one; null where there is none. */
export async function changesAgainstLast(database: Database, versionId: string): Promise<VersionChanges | null> {
  const [row] = await database.query<VersionChanges>(
    `with new as (select dataset_id, number from dataset_version where id = $1),
          old as (select v.id, v.number from dataset_version v join new on new.dataset_id = v.dataset_id and v.number < new.number
                   where v.state = 'ready' order by v.number desc limit 1),
          pairs as (select a.digest as new_digest, b.digest as old_digest
                      from (select case_id, digest from dataset_row where version_id = $1) a
                      full join (select case_id, digest from dataset_row where version_id = (select id from old)) b using (case_id))
     select old.number as against, (select count(*) filter (where old_digest is null)::int from pairs) as added,
            (select count(*) filter (where new_digest is null)::int from pairs) as removed,
            (select count(*) filter (where new_digest <> old_digest)::int from pairs) as changed
       from old`,
    [versionId],
  );
  return row ?? null;
}
