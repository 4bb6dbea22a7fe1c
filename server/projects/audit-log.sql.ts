import type { Actor } from '@handrail/shared/contracts';
import type { Tx } from '../platform/database/index.js';
import { newId } from '../platform/ids/index.js';

type Entry = {
  readonly projectId: string;
  readonly actor: Actor;
  /** `noun.verb`. */
  readonly action: string;
  readonly subject: string;
  readonly detail?: unknown;
  readonly now: Date;
};

/** Writes who did what, in the same transaction as what they did. */
export async function recordAudit(tx: Tx, entry: Entry): Promise<void> {
  const { actor } = entry;
  const name = actor.kind === 'apiKey' ? `API key ${actor.apiKeyId}` : actor.name;
  const id = actor.kind === 'person' ? actor.personId : actor.kind === 'apiKey' ? actor.apiKeyId : null;
  await tx.query(
    `insert into audit_entry (id, project_id, actor, actor_id, action, subject, detail, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), entry.projectId, name, id, entry.action, entry.subject, JSON.stringify(entry.detail ?? null), entry.now],
  );
}
