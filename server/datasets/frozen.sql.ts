import type { DatasetProfile } from '@handrail/shared/datasets';
import type { Database, Tx } from '../platform/database/index.js';
import type { VersionChanges } from './dataset-rows.js';

/** Which case a row is of. `digest`: of its canonical line, hexadecimal. */
export type FrozenRow = { readonly case_id: string; readonly digest: string };

/** Adds rows to a version that is being built, the last of which is the `done`th, and tells how far it is. @throws Error once it is not. */
export async function insertFrozen(
  tx: Tx,
  versionId: string,
  { rows, done }: { readonly rows: readonly FrozenRow[]; readonly done: number },
): Promise<void> {
  await tx.query(
    `insert into dataset_row (version_id, ordinal, case_id, digest)
     select $1, $2 + at, case_id, decode(digest, 'hex') from unnest($3::uuid[], $4::text[]) with ordinality as r(case_id, digest, at)`,
    [versionId, done - rows.length, rows.map((row) => row.case_id), rows.map(({ digest }) => digest)],
  );
  const building = await tx.query(
    `update dataset_version set rows_done = $2 where id = $1 and state = 'building' returning 1`,
    [versionId, done],
  );
  if (building.length === 0) throw new Error('It is not being built any more.');
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

/** What a version's rows look like; null where that was not kept. */
export async function profileOfVersion(
  database: Database,
  projectId: string,
  number: number,
): Promise<DatasetProfile | null> {
  const [row] = await database.query<{ profile: DatasetProfile | null }>(
    'select profile from dataset_version where project_id = $1 and number = $2',
    [projectId, number],
  );
  return row?.profile ?? null;
}

/** Whether a case was erased on request while the version was being built, after the build had read it. */
export async function holdsErased(tx: Tx, versionId: string): Promise<boolean> {
  const found = await tx.query(
    'select 1 from case_erasure e join dataset_row f on f.case_id = e.case_id where f.version_id = $1 limit 1',
    [versionId],
  );
  return found.length > 0;
}
