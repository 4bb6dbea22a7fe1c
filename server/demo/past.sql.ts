import { route, type Policy, type Route } from '@handrail/shared/ladder';
import type { GivenAnswer } from '../deciders/index.js';
import type { Tx } from '../platform/database/index.js';
import { newId } from '../platform/ids/index.js';
import type { Mail } from './mails.js';

/** What was decided when, and what the machine, unseen, said of it. */
export type PastCase = { readonly mail: Mail; readonly at: Date; readonly answers: readonly GivenAnswer[] };
export type StoredCase = PastCase & { readonly route: Route; readonly leadTimeMs: number };
type Past = {
  readonly projectId: string;
  readonly personId: string;
  readonly policy: Policy;
  readonly cases: readonly PastCase[];
};

/** Stores mails as cases that people decided blind: case, predictions, answered review, label, decision. */
export async function insertPast(tx: Tx, { projectId, personId, policy, cases }: Past): Promise<StoredCase[]> {
  const stored = cases.map((one, index) => ({
    ...one,
    route: route(policy, { key: one.mail.key }, one.answers),
    leadTimeMs: 2500 + (index % 40) * 150,
  }));
  const rows = stored.map(({ mail, at, answers, leadTimeMs, ...one }) => ({
    case_id: newId(),
    review_id: newId(),
    label_id: newId(),
    decision_id: newId(),
    prediction_id: newId(),
    case_key: mail.key,
    input: mail.input,
    route: one.route,
    label: mail.label,
    created_at: at,
    lead_time_ms: leadTimeMs,
    said: answers[0] ?? null,
  }));
  await tx.query(
    `with r as materialized (
       select * from jsonb_to_recordset($1::jsonb) as r(case_id uuid, review_id uuid, label_id uuid, decision_id uuid, case_key text, input jsonb, route jsonb,
         label jsonb, created_at timestamptz, lead_time_ms integer, prediction_id uuid, said jsonb)),
     cases as (insert into intake_case (id, project_id, case_key, idempotency_key, request_hash, input, source, policy_version, route, created_at)
       select case_id, $2, case_key, 'demo-' || case_key, sha256(case_key::bytea), input, 'demo', $4, route, created_at from r),
     said as (insert into prediction (id, case_id, kind, model, given_by, value, confidence, raw_confidence, scores, evidence, latency_ms, created_at)
       select prediction_id, case_id, 'model', said->>'model', 'server', said->'value', (said->>'confidence')::float8, (said->>'rawConfidence')::float8,
              said->'scores', said->'evidence', (said->>'latencyMs')::float8, created_at from r where jsonb_typeof(said) = 'object'),
     reviews as (insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, state, created_at, closed_at)
       select review_id, case_id, $2, $4, 'level', true, true, 0.5, 'answered', created_at, created_at + interval '1 second' from r),
     labels as (insert into label (id, review_id, case_id, project_id, person_id, value, lead_time_ms, blind, lease_token, created_at)
       select label_id, review_id, case_id, $2, $3, label, lead_time_ms, true, 1, created_at + interval '1 second' from r)
     insert into decision (id, case_id, project_id, sequence, value, decided_by_kind, decided_by_name, decided_by_id, policy_version, reason, case_created_at, created_at)
     select decision_id, case_id, $2, 1, label, 'human', 'Robin Reviewer', $3, $4, 'level', created_at, created_at + interval '1 second' from r`,
    [JSON.stringify(rows), projectId, personId, policy.version],
  );
  return stored;
}
