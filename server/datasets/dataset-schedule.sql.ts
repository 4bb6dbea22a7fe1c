import type { Database, Tx } from '../platform/database/index.js';

/** A dataset whose next version is due. `newest_label`: how far labels had come at its last good version; null: none. */
export type DueDataset = {
  readonly id: string;
  readonly project_id: string;
  readonly definition: { readonly includeMachineDecisions?: boolean };
  readonly newest_label: string | null;
};

/** Sets how often it is frozen by itself, first after that time; null: never. False: there is no such dataset. */
export async function setSchedule(
  tx: Tx,
  given: {
    readonly projectId: string;
    readonly name: string;
    readonly everyMinutes: number | null;
    readonly now: Date;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `update dataset set every_minutes = $3::integer, next_at = $4::timestamptz + $3::integer * interval '1 minute'
      where project_id = $1 and name = $2 returning id`,
    [given.projectId, given.name, given.everyMinutes, given.now],
  );
  return rows.length > 0;
}

export async function dueDatasets(database: Database, now: Date): Promise<string[]> {
  const rows = await database.query<{ id: string }>('select id from dataset where next_at <= $1 order by next_at', [
    now,
  ]);
  return rows.map(({ id }) => id);
}

/** Takes a due dataset for this transaction and says when it is due again; undefined where another process did. */
export async function claimDueDataset(tx: Tx, datasetId: string, now: Date): Promise<DueDataset | undefined> {
  const [row] = await tx.query<DueDataset>(
    `update dataset d set next_at = $2::timestamptz + every_minutes * interval '1 minute'
      where id = (select id from dataset where id = $1 and next_at <= $2 for update skip locked)
     returning id, project_id, definition,
       (select newest_label from dataset_version v where v.dataset_id = d.id and v.state <> 'failed' order by number desc limit 1) as newest_label`,
    [datasetId, now],
  );
  return row;
}

/** Versions of which nothing was built, though they are there since before a time. */
export async function forgottenVersions(database: Database, before: Date): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `select id from dataset_version where state = 'building' and rows_done = 0 and created_at < $1 order by created_at limit 100`,
    [before],
  );
  return rows.map(({ id }) => id);
}
