import type { Tx } from '../database/index.js';
import { newId } from '../ids/index.js';
import { currentTrace } from '../tracing/index.js';

/** What a channel can be told. */
export const OUTBOX_EVENTS = ['alarm.opened', 'alarm.acknowledged', 'alarm.resolved', 'decision.made'] as const;
export type OutboxEvent = (typeof OUTBOX_EVENTS)[number];

const NOTIFY_CHANNEL = 'handrail_change';

/**
 * Announces something when `tx` commits, to every channel of the project that wants to hear of it; nothing is written where
 * there is none. The trace that it happened in goes along. `data`: JSON; nothing personal that the channel is not for.
 */
export async function announce(
  tx: Tx,
  { projectId, event, data, now }: { projectId: string; event: OutboxEvent; data: unknown; now: Date },
): Promise<void> {
  const body = { type: event, timestamp: now.toISOString(), data };
  await tx.query(
    `with written as (
       insert into outbox_message (id, project_id, event, body, trace, created_at)
       select $1, $2, $3, $4::jsonb, $5::jsonb, $6
        where exists (select 1 from channel where project_id = $2 and removed_at is null and is_on and $3 = any(events))
       returning 1)
     select pg_notify($7, $8) from written`,
    [
      newId(),
      projectId,
      event,
      JSON.stringify(body),
      JSON.stringify(currentTrace() ?? null),
      now,
      NOTIFY_CHANNEL,
      JSON.stringify({ type: 'outbox', projectId }),
    ],
  );
}
