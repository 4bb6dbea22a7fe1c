import type { ChannelKind, DeliveryState } from '@handrail/shared/channels';
import type { Database, Tx } from '../platform/database/index.js';
import { newId } from '../platform/ids/index.js';

/** A try that this process, and no other, is to make. Without a channel it goes to `person_id`. */
export type ClaimedDelivery = {
  readonly id: string;
  readonly message_id: string;
  readonly project_id: string;
  readonly person_id: string | null;
  readonly event: string;
  readonly body: unknown;
  readonly trace: unknown;
  /** The number of the try, 1 or more: with it the outcome is stored, so that of a try that came too late is not. */
  readonly tries: number;
  readonly gives_up_after: number;
};

/** Deliveries of what was announced and nobody has taken yet, at most `limit` messages; gives the project of each. */
export async function dispatchNew(
  tx: Tx,
  { limit, tellsPeople, now }: { limit: number; tellsPeople: boolean; now: Date },
): Promise<string[]> {
  const messages = await tx.query<{ id: string; project_id: string }>(
    'select id, project_id from outbox_message where dispatched_at is null order by id limit $1 for update skip locked',
    [limit],
  );
  if (messages.length === 0) return [];
  const ids = messages.map(({ id }) => id);
  const pairs = await tx.query<{ message_id: string; channel_id: string | null; project_id: string }>(
    `select m.id as message_id, c.id as channel_id, m.project_id from outbox_message m
       join channel c on c.project_id = m.project_id and c.is_on and c.removed_at is null
        and case when m.channel_id is null then m.event = any(c.events) else c.id = m.channel_id end
      where m.id = any($1::uuid[])
     union all
     select id, null, project_id from outbox_message where id = any($1::uuid[]) and person_id is not null and $2
     order by 1`,
    [ids, tellsPeople],
  );
  await tx.query(
    `insert into delivery (id, message_id, channel_id, project_id, state, tries, next_try_at, created_at)
     select id, message_id, channel_id, project_id, 'WAITING', 0, $2, $2
       from jsonb_to_recordset($1::jsonb) as d(id uuid, message_id uuid, channel_id uuid, project_id uuid)
     on conflict on constraint delivery_key do nothing`,
    [JSON.stringify(pairs.map((pair) => ({ id: newId(), ...pair }))), now],
  );
  await tx.query('update outbox_message set dispatched_at = $2 where id = any($1::uuid[])', [ids, now]);
  return messages.map(({ project_id: id }) => id);
}

const OPEN = 'c.is_on and c.removed_at is null';

/** `id`: null of what goes to people. `isFailing`: it took nothing the last time. */
export type DueChannel = { readonly id: string | null; readonly isFailing: boolean };

/** Channels with something due at `now`, those that take what they are sent first. */
export async function dueChannels(database: Database, now: Date): Promise<DueChannel[]> {
  return database.query<DueChannel>(
    `select c.id, c.failures > 0 as "isFailing" from channel c where ${OPEN} and (c.paused_until is null or c.paused_until <= $1)
        and exists (select 1 from delivery d where d.channel_id = c.id and d.state = 'WAITING' and d.next_try_at <= $1)
     union all
     select null, false where exists (select 1 from delivery d where d.channel_id is null and d.state = 'WAITING' and d.next_try_at <= $1)
     order by 2`,
    [now],
  );
}

/** When the next thing is due; null: nothing waits. */
export async function nextDue(database: Database): Promise<Date | null> {
  const [row] = await database.query<{ at: Date | null }>(
    `select min(at) as at from (
       select greatest(first.next_try_at, c.paused_until) as at from channel c
        cross join lateral (select next_try_at from delivery d where d.channel_id = c.id and d.state = 'WAITING' order by next_try_at limit 1) first
        where ${OPEN}
       union all
       (select next_try_at from delivery d where d.channel_id is null and d.state = 'WAITING' order by next_try_at limit 1)) q`,
  );
  return row?.at ?? null;
}

/**
 * Takes deliveries of one channel (null: to people) that are due, for one try each. Until `until` nobody else gets them; a
 * process that is gone by then has lost its try.
 */
export async function claimDue(
  tx: Tx,
  { channelId, limit, now, until }: { channelId: string | null; limit: number; now: Date; until: Date },
): Promise<ClaimedDelivery[]> {
  const of = channelId === null ? '$1::uuid is null and d.channel_id is null' : 'd.channel_id = $1';
  return tx.query<ClaimedDelivery>(
    `with due as (
       select d.id from delivery d where ${of} and d.state = 'WAITING' and d.next_try_at <= $3
        order by d.next_try_at limit $2 for update skip locked)
     update delivery d set tries = d.tries + 1, last_try_at = $3, next_try_at = $4
       from due, outbox_message m where d.id = due.id and m.id = d.message_id
     returning d.id, d.message_id, d.project_id, m.person_id, m.event, m.body, m.trace, d.tries, d.gives_up_after`,
    [channelId, limit, now, until],
  );
}

export type Settled = {
  readonly id: string;
  readonly tries: number;
  readonly state: DeliveryState;
  readonly nextTryAt: Date | null;
  readonly status: string;
};

/** Stores what came of a try. One that came too late counts only where it was taken. */
export async function settle(tx: Tx, { id, tries, state, nextTryAt, status }: Settled): Promise<void> {
  await tx.query(
    `update delivery set state = $3, next_try_at = $4, last_status = $5
      where id = $1 and tries = $2 and (state = 'WAITING' or $3 = 'DELIVERED')`,
    [id, tries, state, nextTryAt, status],
  );
}

/** Gives up what waits for a channel. */
export async function giveUpOf(tx: Tx, channelId: string, status: string): Promise<void> {
  await tx.query(
    `update delivery set state = 'FAILED', next_try_at = null, last_status = $2 where channel_id = $1 and state = 'WAITING'`,
    [channelId, status],
  );
}

/** Gives up what waits since before a time; gives the projects that it was of. */
export async function giveUpBefore(tx: Tx, before: Date, status: string): Promise<string[]> {
  const rows = await tx.query<{ project_id: string }>(
    `update delivery set state = 'FAILED', next_try_at = null, last_status = concat_ws('; ', last_status, $2::text)
      where id in (select id from delivery where state = 'WAITING' and created_at < $1 limit 1000 for update skip locked)
      returning project_id`,
    [before, status],
  );
  return [...new Set(rows.map(({ project_id: id }) => id))];
}

/** Clears messages with their deliveries, a thousand at most; gives how many. */
export async function clearBefore(tx: Tx, before: Date): Promise<number> {
  const messages = await tx.query<{ id: string }>(
    'select id from outbox_message where created_at < $1 order by created_at limit 1000 for update skip locked',
    [before],
  );
  const ids = messages.map(({ id }) => id);
  await tx.query('delete from delivery where message_id = any($1::uuid[])', [ids]);
  await tx.query('delete from outbox_message where id = any($1::uuid[])', [ids]);
  return ids.length;
}

export type DeliveryRow = {
  readonly id: string;
  readonly message_id: string;
  readonly project_id: string;
  readonly channel_id: string | null;
  /** Null: to whoever asked. */
  readonly channel: string | null;
  readonly kind: ChannelKind;
  readonly event: string;
  readonly state: DeliveryState;
  readonly tries: number;
  readonly next_try_at: Date | null;
  readonly last_try_at: Date | null;
  readonly last_status: string | null;
  readonly created_at: Date;
  readonly happened_at: Date;
};

const DELIVERIES = `select d.id, d.message_id, d.project_id, d.channel_id, c.name as channel, coalesce(c.kind, 'EMAIL') as kind, m.event, d.state,
    d.tries, greatest(d.next_try_at, case when d.next_try_at is not null then c.paused_until end) as next_try_at, d.last_try_at, d.last_status,
    d.created_at, m.created_at as happened_at
  from delivery d join outbox_message m on m.id = d.message_id left join channel c on c.id = d.channel_id`;

/** Null: whatever it is. `after`: the last one that was seen. */
export type DeliveryQuestion = {
  readonly projectId: string;
  readonly channelId: string | null;
  readonly state: DeliveryState | null;
  readonly after: { readonly at: string; readonly id: string } | null;
  readonly limit: number;
};

/** Newest first. */
export async function deliveriesOf(database: Database, asked: DeliveryQuestion): Promise<DeliveryRow[]> {
  return database.query<DeliveryRow>(
    `${DELIVERIES} where d.project_id = $1 and ($2::uuid is null or d.channel_id = $2) and ($3::text is null or d.state = $3)
        and ($4::timestamptz is null or (d.created_at, d.id) < ($4, $5::uuid))
      order by d.created_at desc, d.id desc limit $6`,
    [asked.projectId, asked.channelId, asked.state, asked.after?.at ?? null, asked.after?.id ?? null, asked.limit],
  );
}

export async function deliveryById(database: Database | Tx, id: string): Promise<DeliveryRow | undefined> {
  const [row] = await database.query<DeliveryRow>(`${DELIVERIES} where d.id = $1`, [id]);
  return row;
}

/** Makes it due at once, with all its tries before it. False where it waits already. */
export async function makeDue(tx: Tx, id: string, { tries, now }: { tries: number; now: Date }): Promise<boolean> {
  const rows = await tx.query(
    `update delivery set state = 'WAITING', next_try_at = $2, gives_up_after = tries + $3, created_at = $2
      where id = $1 and state <> 'WAITING' returning 1`,
    [id, now, tries],
  );
  return rows.length > 0;
}
