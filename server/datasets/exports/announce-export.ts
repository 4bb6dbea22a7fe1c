import type { Tx } from '../../platform/database/index.js';
import { announce } from '../../platform/outbox/index.js';
import type { endExport, ExportRow } from './export-rows.js';

/** Tells whoever asked for a file, and the channels, that it is there or will not be. */
export async function announceExport(
  tx: Tx,
  { id, project_id: projectId, number, file, created_by_id: personId }: ExportRow,
  { state, failure, sha256, bytes, kept_until: until, now }: Parameters<typeof endExport>[2],
): Promise<void> {
  const [project] = await tx.query<{ slug: string }>('select slug from project where id = $1', [projectId]);
  const made = {
    id,
    state: state === 'ready' ? ('ready' as const) : ('failed' as const),
    dataset: number,
    file,
    bytes,
    sha256,
    keptUntil: until?.toISOString() ?? null,
    failure,
    path: `/p/${project?.slug ?? ''}/datasets/${number}`,
  };
  await announce(tx, { projectId, now, messages: [{ event: 'export.ready', data: { export: made }, personId }] });
}
