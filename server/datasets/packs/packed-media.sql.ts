import type { Database } from '../../platform/database/index.js';

/** What a field of a case held when a version of it was first packed. */
export type SeenMedium = { readonly caseId: string; readonly field: string; readonly sha256: string };

/** Of these cases of a version, by `<case>/<field>`. */
export async function seenMedia(
  database: Database,
  versionId: string,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await database.query<{ case_id: string; field: string; sha256: string }>(
    'select case_id, field, sha256 from dataset_medium where version_id = $1 and case_id = any($2)',
    [versionId, caseIds],
  );
  return new Map(rows.map(({ case_id: caseId, field, sha256 }) => [`${caseId}/${field}`, sha256]));
}

/** Keeps what is packed for the first time; not of cases that were erased meanwhile. */
export async function keepSeen(database: Database, versionId: string, media: readonly SeenMedium[]): Promise<void> {
  if (media.length === 0) return;
  await database.query(
    `insert into dataset_medium (version_id, case_id, field, sha256)
     select $1, m."caseId", m.field, m.sha256 from jsonb_to_recordset($2) as m("caseId" uuid, field text, sha256 text)
      where not exists (select 1 from case_erasure e where e.case_id = m."caseId")
     on conflict do nothing`,
    [versionId, JSON.stringify(media)],
  );
}

/**
 * A version's block after this one; undefined at their end. One at a time: what waits for other people's servers between
 * them should keep no statement of the database open.
 */
export async function blockAfter(
  database: Database,
  versionId: string,
  ordinal: number,
): Promise<{ readonly ordinal: number; readonly packed: Buffer } | undefined> {
  const [row] = await database.query<{ ordinal: number; packed: Buffer }>(
    'select ordinal, packed from dataset_block where version_id = $1 and ordinal > $2 order by ordinal limit 1',
    [versionId, ordinal],
  );
  return row;
}
