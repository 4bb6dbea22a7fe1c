import type { Tx } from '../../platform/database/index.js';
import type { ImportRecord } from './import-rows.js';

/** Whoever starts the same content of the same project meanwhile waits until this ends. */
export async function lockContent(tx: Tx, importId: string): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended(project_id::text || coalesce(encode(content_sha256, 'hex'), id::text), 3))
       from label_import where id = $1`,
    [importId],
  );
}

/** Another import of the same content that has stored rows, or is about to; null: there is none. */
export async function findSame(tx: Tx, importId: string): Promise<ImportRecord['same_as']> {
  const [row] = await tx.query<NonNullable<ImportRecord['same_as']>>(
    `select o.id, o.file_name as name, o.started_at as at, o.rows_stored as rows, o.settings->'mapping'->>'key' as key
       from label_import i join label_import o on o.project_id = i.project_id and o.content_sha256 = i.content_sha256 and o.id <> i.id
      where i.id = $1 and o.started_at is not null and (o.rows_stored > 0 or o.state = 'running')
      order by o.started_at desc limit 1`,
    [importId],
  );
  return row ?? null;
}
