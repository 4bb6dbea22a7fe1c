import type { Database, Tx } from '../../platform/database/index.js';
import type { MediaTally } from '../packs/media-folder.js';

/** An export as it is stored, with what is said of its version. */
export type ExportRow = {
  readonly id: string;
  readonly project_id: string;
  readonly number: number;
  readonly file: string;
  readonly columns: readonly string[] | null;
  /** With the media of its rows, as an archive. */
  readonly media: boolean;
  /** Null until it is ready, or without media. */
  readonly media_tally: MediaTally | null;
  readonly state: 'running' | 'ready' | 'failed' | 'cancelled';
  readonly blocks_done: number;
  readonly blocks_total: number;
  readonly byte_count: string | null;
  readonly sha256: string | null;
  readonly failure: string | null;
  /** Of the version when it was started: with more erased since, it is another file. */
  readonly erased_rows: number;
  readonly erased_now: number;
  readonly created_by: string;
  /** Who is told when it ends; null: an API key. */
  readonly created_by_id: string | null;
  readonly created_at: Date;
  readonly finished_at: Date | null;
  readonly kept_until: Date | null;
};

export const EXPORTS = `select e.id, e.project_id, v.number, e.file, e.columns, e.media, e.media_tally, e.state, e.blocks_done, e.blocks_total, e.byte_count, e.sha256,
    e.failure, e.erased_rows, v.erased_rows as erased_now, e.created_by, e.created_by_id, e.created_at, e.finished_at, e.kept_until
  from dataset_export e join dataset_version v on v.id = e.version_id`;

export async function insertExport(
  tx: Tx,
  row: Pick<
    ExportRow,
    'id' | 'project_id' | 'file' | 'columns' | 'media' | 'erased_rows' | 'created_by' | 'created_by_id' | 'created_at'
  > & {
    readonly version_id: string;
  },
): Promise<void> {
  await tx.query(
    `insert into dataset_export (id, project_id, version_id, file, columns, state, erased_rows, created_by, created_by_id, created_at, media)
     values ($1, $2, $3, $4, $5, 'running', $6, $7, $8, $9, $10)`,
    [
      row.id,
      row.project_id,
      row.version_id,
      row.file,
      row.columns,
      row.erased_rows,
      row.created_by,
      row.created_by_id,
      row.created_at,
      row.media,
    ],
  );
}

/** Where media are fetched, a block is this many steps: half of them for the file, half for its media. */
export const MEDIA_STEPS = 200;

/** Says how much there is to do; false where the export does not run any more. */
export async function beginExport(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.query(
    `update dataset_export e set blocks_done = 0,
            blocks_total = (select count(*) * (case when e.media then ${MEDIA_STEPS} else 1 end) from dataset_block b where b.version_id = e.version_id)
      where id = $1 and state = 'running' returning id`,
    [id],
  );
  return rows.length > 0;
}

/** Tells how far a running export is; false where it does not run any more. */
export async function noteProgress(tx: Tx, id: string, blocks: number): Promise<boolean> {
  const rows = await tx.query(
    `update dataset_export set blocks_done = $2 where id = $1 and state = 'running' returning id`,
    [id, blocks],
  );
  return rows.length > 0;
}

/** Ends a running export; false where it has ended before. */
export async function endExport(
  tx: Tx,
  id: string,
  end: Pick<ExportRow, 'state' | 'failure' | 'sha256' | 'kept_until'> & {
    bytes: number | null;
    media?: MediaTally | undefined;
    now: Date;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `update dataset_export set state = $2, failure = $3, sha256 = $4, byte_count = $5, kept_until = $6, finished_at = $7, media_tally = $8,
            blocks_done = case when $2 = 'ready' then blocks_total else blocks_done end
      where id = $1 and state = 'running' returning id`,
    [
      id,
      end.state,
      end.failure,
      end.sha256,
      end.bytes,
      end.kept_until,
      end.now,
      end.media && JSON.stringify(end.media),
    ],
  );
  return rows.length > 0;
}

/** Exports that run since before a time, whether or not somebody works on them. */
export async function runningExports(database: Database, before: Date): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `select id from dataset_export where state = 'running' and created_at < $1 order by created_at limit 100`,
    [before],
  );
  return rows.map(({ id }) => id);
}
