import type { Tx } from '../platform/database/index.js';

/** Rows as they are stored: one statement a table, however many cases arrived together. */
export type CaseRow = {
  id: string;
  project_id: string;
  case_key: string;
  idempotency_key: string | null;
  request_hash: string;
  segment: string | null;
  subject: string | null;
  input: unknown;
  metadata: unknown;
  source: string;
  policy_version: number;
  route: unknown;
  created_at: Date;
};
export type PredictionRow = {
  id: string;
  case_id: string;
  kind: 'model' | 'system';
  model: string;
  given_by: string;
  value: unknown;
  confidence: number | null;
  raw_confidence: number | null;
  scores: unknown;
  evidence: unknown;
  latency_ms: number | null;
  error: string | null;
  behind: boolean;
  created_at: Date;
};
export type DecisionRow = {
  id: string;
  case_id: string;
  project_id: string;
  sequence: number;
  value: unknown;
  confidence: number | null;
  decided_by_kind: string;
  decided_by_name: string;
  policy_version: number;
  reason: string;
  created_at: Date;
  case_created_at: Date;
};

/** Stores cases; gives the ids of those that are new. A known idempotency key stores nothing. */
export async function insertCases(tx: Tx, rows: readonly CaseRow[]): Promise<Set<string>> {
  const stored = await tx.query<{ id: string }>(
    `insert into intake_case (id, project_id, case_key, idempotency_key, request_hash, segment, subject, input, metadata, source, policy_version, route, created_at)
     select id, project_id, case_key, idempotency_key, decode(request_hash, 'hex'), segment, subject, input, metadata, source, policy_version, route, created_at
       from jsonb_to_recordset($1::jsonb) as r(id uuid, project_id uuid, case_key text, idempotency_key text, request_hash text, segment text, subject text,
            input jsonb, metadata jsonb, source text, policy_version integer, route jsonb, created_at timestamptz)
     -- In one order everywhere, so that two groups that hold the same keys wait for each other and never in a circle.
      order by project_id, idempotency_key, id
     on conflict (project_id, idempotency_key) do nothing returning id`,
    [JSON.stringify(rows)],
  );
  return new Set(stored.map(({ id }) => id));
}

/** Stores predictions; what the server has asked of a case already is not stored again. */
export async function insertPredictions(tx: Tx, rows: readonly PredictionRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into prediction (id, case_id, kind, model, given_by, value, confidence, raw_confidence, scores, evidence, latency_ms, error, behind, created_at)
     select * from jsonb_to_recordset($1::jsonb) as r(id uuid, case_id uuid, kind text, model text, given_by text, value jsonb,
       confidence double precision, raw_confidence double precision, scores jsonb, evidence jsonb, latency_ms double precision, error text, behind boolean, created_at timestamptz)
     on conflict (case_id, model) where given_by = 'server' do nothing`,
    [JSON.stringify(rows)],
  );
}

export async function insertDecisions(tx: Tx, rows: readonly DecisionRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into decision (id, case_id, project_id, sequence, value, confidence, decided_by_kind, decided_by_name, policy_version, reason, created_at, case_created_at)
     select * from jsonb_to_recordset($1::jsonb) as r(id uuid, case_id uuid, project_id uuid, sequence integer, value jsonb,
       confidence double precision, decided_by_kind text, decided_by_name text, policy_version integer, reason text, created_at timestamptz, case_created_at timestamptz)`,
    [JSON.stringify(rows)],
  );
}

/** Finds the cases that were first stored under these keys. */
export async function findByKeys(
  tx: Tx,
  keys: readonly { projectId: string; key: string }[],
): Promise<{ id: string; project_id: string; idempotency_key: string; request_hash: Buffer }[]> {
  return tx.query(
    `select c.id, c.project_id, c.idempotency_key, c.request_hash from intake_case c
       join unnest($1::uuid[], $2::text[]) as k(project_id, idempotency_key) using (project_id, idempotency_key)`,
    [keys.map(({ projectId }) => projectId), keys.map(({ key }) => key)],
  );
}
