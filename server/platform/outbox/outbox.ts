import type { ChannelEvent, ToldOf } from '@handrail/shared/contracts';
import type { Tx } from '../database/index.js';
import { newId } from '../ids/index.js';
import { currentTrace } from '../tracing/index.js';

/** Something that happened, as it is told. Nothing personal that a channel is not for. */
export type Announcement = {
  readonly [E in ChannelEvent]: {
    readonly event: E;
    readonly data: ToldOf<E>;
    /** Who is told by e-mail, too, whatever the channels. */
    readonly personId?: string | null;
  };
}[ChannelEvent];

const NOTIFY_CHANNEL = 'handrail_change';

/**
 * Announces what happened when `tx` commits, to every channel of the project that wants to hear of it: one statement,
 * however much it is, after one that asks whether anybody listens, as mostly nobody does. Nothing is written then. The
 * trace that it happened in goes along.
 */
export async function announce(
  tx: Tx,
  { projectId, now, messages }: { projectId: string; now: Date; messages: readonly Announcement[] },
): Promise<void> {
  const listened = await listenedTo(tx, projectId);
  const told = messages.filter(({ event, personId }) => personId != null || listened.has(event));
  if (told.length === 0) return;
  await tx.query(
    `with written as (
       insert into outbox_message (id, project_id, person_id, event, body, trace, created_at)
       select m.id, p.id, m.person, m.event,
              jsonb_build_object('type', m.event, 'timestamp', $3::text,
                'data', m.data || jsonb_build_object('project', jsonb_build_object('id', p.id, 'slug', p.slug, 'name', p.name))),
              $4::jsonb, $5
         from jsonb_to_recordset($2::jsonb) as m(id uuid, person uuid, event text, data jsonb)
         join project p on p.id = $1
       returning 1)
     select pg_notify($6, $7) from (select 1 from written limit 1) one`,
    [
      projectId,
      JSON.stringify(told.map(({ event, data, personId }) => ({ id: newId(), person: personId, event, data }))),
      now.toISOString(),
      JSON.stringify(currentTrace() ?? null),
      now,
      NOTIFY_CHANNEL,
      JSON.stringify({ type: 'outbox', projectId }),
    ],
  );
}

/** What any channel of the project hears of. */
async function listenedTo(tx: Tx, projectId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ events: string[] }>(
    'select events from channel where project_id = $1 and is_on and removed_at is null',
    [projectId],
  );
  return new Set(rows.flatMap(({ events }) => events));
}
