import type { Database, Tx } from '../../platform/database/index.js';
import type { BucketSettings } from './bucket-settings.js';

/** Where a dataset goes. `secret`: sealed. */
export type BucketRow = {
  readonly dataset_id: string;
  readonly settings: BucketSettings;
  readonly secret: Buffer;
  readonly updated_by: string;
  readonly updated_at: Date;
};

export type PushedObject = { readonly key: string; readonly bytes: number; readonly sha256: string };

/** How a version went there. */
export type PushRow = {
  readonly id: string;
  readonly version_id: string;
  readonly dataset_id: string;
  readonly project_id: string;
  readonly number: number;
  readonly state: 'running' | 'done' | 'failed';
  readonly tries: number;
  readonly target: string | null;
  readonly objects: readonly PushedObject[] | null;
  readonly failure: string | null;
  readonly created_by: string;
  readonly created_at: Date;
  readonly ended_at: Date | null;
};

export const PUSHES = `select p.id, p.version_id, v.dataset_id, v.project_id, v.number, p.state, p.tries, p.target, p.objects, p.failure,
    p.created_by, p.created_at, p.ended_at
  from dataset_push p join dataset_version v on v.id = p.version_id`;

/** The bucket of a project's dataset by its name; undefined where it has none. */
export async function bucketOf(database: Database, projectId: string, name: string): Promise<BucketRow | undefined> {
  const [row] = await database.query<BucketRow>(
    `select b.dataset_id, b.settings, b.secret, b.updated_by, b.updated_at
       from dataset_bucket b join dataset d on d.id = b.dataset_id where d.project_id = $1 and d.name = $2`,
    [projectId, name],
  );
  return row;
}

export async function storeBucket(tx: Tx, row: BucketRow): Promise<void> {
  await tx.query(
    `insert into dataset_bucket (dataset_id, settings, secret, updated_by, updated_at) values ($1, $2, $3, $4, $5)
     on conflict (dataset_id) do update set settings = excluded.settings, secret = excluded.secret,
       updated_by = excluded.updated_by, updated_at = excluded.updated_at`,
    [row.dataset_id, JSON.stringify(row.settings), row.secret, row.updated_by, row.updated_at],
  );
}

/** A push of a version, where its dataset has a bucket; gives whether it has. */
export async function insertPush(
  tx: Tx,
  {
    id,
    versionId,
    by,
    now,
  }: { readonly id: string; readonly versionId: string; readonly by: string; readonly now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into dataset_push (id, version_id, state, created_by, created_at)
     select $1, v.id, 'running', $3, $4 from dataset_version v join dataset_bucket b on b.dataset_id = v.dataset_id where v.id = $2
     returning id`,
    [id, versionId, by, now],
  );
  return rows.length > 0;
}

export async function runningPushes(database: Database, before: Date): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `select id from dataset_push where state = 'running' and created_at < $1 order by created_at limit 100`,
    [before],
  );
  return rows.map(({ id }) => id);
}
