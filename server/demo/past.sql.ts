import { defaultPolicy, route } from '@handrail/shared/ladder';
import type { Tx } from '../platform/database/index.js';
import { newId } from '../platform/ids/index.js';
import { DEMO_PROJECT } from './demo-project.js';
import type { Mail } from './mails.js';

const MINUTES_APART = 2;

/** Stores mails as cases that people decided under Human only, some days back: case, answered review, label, decision. */
export async function insertPast(
  tx: Tx,
  given: { projectId: string; personId: string; mails: readonly Mail[]; now: Date; salt: string },
): Promise<void> {
  const outputSchema = structuredClone(DEMO_PROJECT.outputSchema) as unknown as Parameters<typeof defaultPolicy>[0]['outputSchema'];
  const policy = defaultPolicy({ salt: given.salt, outputSchema });
  const rows = given.mails.map((mail, index) => ({
    case_id: newId(), review_id: newId(), label_id: newId(), decision_id: newId(), case_key: mail.key, input: mail.input,
    route: route(policy, { key: mail.key }, []), label: mail.label,
    created_at: new Date(given.now.getTime() - (given.mails.length - index) * MINUTES_APART * 60_000),
    lead_time_ms: 2500 + (index % 40) * 150,
  }));
  await tx.query(
    `with r as materialized (
       select * from jsonb_to_recordset($1::jsonb) as r(case_id uuid, review_id uuid, label_id uuid, decision_id uuid, case_key text, input jsonb, route jsonb,
         label jsonb, created_at timestamptz, lead_time_ms integer)),
     cases as (insert into intake_case (id, project_id, case_key, idempotency_key, request_hash, input, source, policy_version, route, created_at)
       select case_id, $2, case_key, 'demo-' || case_key, sha256(case_key::bytea), input, 'demo', 1, route, created_at from r),
     reviews as (insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, state, created_at, closed_at)
       select review_id, case_id, $2, 1, 'level', true, true, 0.5, 'answered', created_at, created_at + interval '1 minute' from r),
     labels as (insert into label (id, review_id, case_id, project_id, person_id, value, lead_time_ms, blind, lease_token, created_at)
       select label_id, review_id, case_id, $2, $3, label, lead_time_ms, true, 1, created_at + interval '1 minute' from r)
     insert into decision (id, case_id, project_id, sequence, value, decided_by_kind, decided_by_name, decided_by_id, policy_version, reason, created_at)
     select decision_id, case_id, $2, 1, label, 'human', 'Robin Reviewer', $3, 1, 'level', created_at + interval '1 minute' from r`,
    [JSON.stringify(rows), given.projectId, given.personId],
  );
}
