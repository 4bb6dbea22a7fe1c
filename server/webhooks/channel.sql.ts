import type { ChannelContent, ChannelKind } from '@handrail/shared/channels';
import type { ChannelEvent } from '@handrail/shared/contracts';
import type { Database, Tx } from '../platform/database/index.js';

export type ChannelRow = {
  readonly id: string;
  readonly project_id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly events: ChannelEvent[];
  readonly is_on: boolean;
  readonly off_reason: string | null;
  readonly shown: string;
  readonly sealed: Buffer;
  readonly failures: number;
  readonly paused_until: Date | null;
  readonly version: number;
  readonly changed_by: string;
  readonly changed_at: Date;
};
export type CountedChannelRow = ChannelRow & { readonly waiting: number; readonly failed: number };

const COLUMNS = `c.id, c.project_id, c.kind, c.name, c.events, c.is_on, c.off_reason, c.shown, c.sealed, c.failures, c.paused_until,
  c.version, c.changed_by, c.changed_at`;
const COUNTED_UP_TO = 1000;

/** Of a project, by name, with how many deliveries wait and were given up; both are counted up to 1,000. */
export async function channelsOf(database: Database, projectId: string): Promise<CountedChannelRow[]> {
  const counted = (state: string): string =>
    `(select count(*)::int from (select 1 from delivery where channel_id = c.id and state = '${state}' limit ${COUNTED_UP_TO}) q)`;
  return database.query<CountedChannelRow>(
    `select ${COLUMNS}, ${counted('WAITING')} as waiting, ${counted('FAILED')} as failed
       from channel c where c.project_id = $1 and c.removed_at is null order by c.name, c.id`,
    [projectId],
  );
}

export async function channelById(database: Database | Tx, id: string): Promise<ChannelRow | undefined> {
  const [row] = await database.query<ChannelRow>(
    `select ${COLUMNS} from channel c where c.id = $1 and c.removed_at is null`,
    [id],
  );
  return row;
}

/** Makes changes of one project's channels wait for each other; answers how many there are. */
export async function lockChannels(tx: Tx, projectId: string): Promise<number> {
  await tx.query('select 1 from project where id = $1 for no key update', [projectId]);
  const [row] = await tx.query<{ n: number }>(
    'select count(*)::int as n from channel where project_id = $1 and removed_at is null',
    [projectId],
  );
  return row?.n ?? 0;
}

type By = { readonly by: string; readonly now: Date };
type Kept = { readonly content: ChannelContent; readonly shown: string; readonly sealed: Buffer };

export async function insertChannel(
  tx: Tx,
  given: Kept & By & { id: string; projectId: string; kind: ChannelKind },
): Promise<void> {
  const { content, shown, sealed } = given;
  await tx.query(
    `insert into channel (id, project_id, kind, name, events, is_on, shown, sealed, version, changed_by, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10)`,
    [
      given.id,
      given.projectId,
      given.kind,
      content.name,
      content.events,
      content.isOn,
      shown,
      sealed,
      given.by,
      given.now,
    ],
  );
}

type Seen = { readonly id: string; readonly projectId: string; readonly expectedVersion: number };

/** A channel that is turned on begins anew. False where it is not there any more or is not at the expected version. */
export async function updateChannel(
  tx: Tx,
  seen: Seen,
  { content, shown, sealed, by, now }: Kept & By,
): Promise<boolean> {
  const rows = await tx.query(
    `update channel set name = $4, events = $5, is_on = $6, shown = $7, sealed = $8, version = version + 1, changed_by = $9, changed_at = $10,
            off_reason = null, failures = 0, paused_until = null
      where id = $1 and project_id = $2 and version = $3 and removed_at is null returning 1`,
    [seen.id, seen.projectId, seen.expectedVersion, content.name, content.events, content.isOn, shown, sealed, by, now],
  );
  return rows.length > 0;
}

/** Nothing of its address is kept. As `updateChannel`. */
export async function removeChannel(tx: Tx, seen: Seen, { by, now }: By): Promise<boolean> {
  const rows = await tx.query(
    `update channel set removed_at = $5, is_on = false, sealed = '', shown = '', version = version + 1, changed_by = $4, changed_at = $5
      where id = $1 and project_id = $2 and version = $3 and removed_at is null returning 1`,
    [seen.id, seen.projectId, seen.expectedVersion, by, now],
  );
  return rows.length > 0;
}

/** What no person did. False where it is off already. */
export async function turnOff(tx: Tx, id: string, { reason, now }: { reason: string; now: Date }): Promise<boolean> {
  const rows = await tx.query(
    `update channel set is_on = false, off_reason = $2, version = version + 1, changed_by = 'Handrail', changed_at = $3
      where id = $1 and is_on returning 1`,
    [id, reason, now],
  );
  return rows.length > 0;
}

/** How often in a row it took nothing, and until when it is left alone for that. */
export async function notePause(
  tx: Tx,
  id: string,
  { failures, until }: { failures: number; until: Date | null },
): Promise<void> {
  await tx.query('update channel set failures = $2, paused_until = $3 where id = $1', [id, failures, until]);
}
