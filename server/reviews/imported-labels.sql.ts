import type { ReviewReason } from '@handrail/shared/ladder';
import type { Tx } from '../platform/database/index.js';

/** An answer that came with its case. It has a review of its own, answered, as every label has. */
export type ImportedLabel = {
  readonly label_id: string;
  readonly review_id: string;
  readonly case_id: string;
  readonly project_id: string;
  readonly import_id: string;
  readonly annotator: string | null;
  readonly policy_version: number;
  readonly reason: Extract<ReviewReason, 'gold' | 'imported'>;
  readonly blind: boolean;
  readonly value: unknown;
  readonly at: Date;
};

/** Stores answers that were given elsewhere. Nobody here held a lease on them, and nobody is asked. */
export async function insertImportedLabels(tx: Tx, labels: readonly ImportedLabel[]): Promise<void> {
  if (labels.length === 0) return;
  await tx.query(
    `with given as (
       select * from jsonb_to_recordset($1::jsonb) as r(label_id uuid, review_id uuid, case_id uuid, project_id uuid, import_id uuid, annotator text,
         policy_version integer, reason text, blind boolean, value jsonb, at timestamptz)),
     reviews as (
       insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, state, created_at, closed_at)
       select review_id, case_id, project_id, policy_version, reason, blind, true, 0, 'answered', at, at from given)
     insert into label (id, review_id, case_id, project_id, import_id, annotator, value, lead_time_ms, blind, lease_token, created_at)
     select label_id, review_id, case_id, project_id, import_id, annotator, value, 0, blind, 0, at from given`,
    [JSON.stringify(labels)],
  );
}
