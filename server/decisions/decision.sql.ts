import type { OutputValue } from '@handrail/shared/schema';
import type { Tx } from '../platform/database/index.js';
import { newId } from '../platform/ids/index.js';

export type HumanDecision = {
  readonly caseId: string;
  readonly projectId: string;
  readonly value: OutputValue;
  readonly personId: string;
  readonly personName: string;
  readonly policyVersion: number;
  readonly reason: string;
  readonly now: Date;
};

/** Appends a person's decision after whatever stands; it supersedes that, and both stay. Gives whether there was one. */
export async function recordHumanDecision(tx: Tx, given: HumanDecision): Promise<boolean> {
  const [row] = await tx.query<{ supersedes_id: string | null }>(
    `insert into decision (id, case_id, project_id, sequence, value, confidence, decided_by_kind, decided_by_name, decided_by_id,
                           policy_version, reason, supersedes_id, created_at)
     select $1, $2, $3, coalesce(last.sequence, 0) + 1, $4, null, 'human', $5, $6, $7, $8, last.id, $9
       from (select 1) one
       left join lateral (select id, sequence from decision where case_id = $2 order by sequence desc limit 1) last on true
     returning supersedes_id`,
    [
      newId(),
      given.caseId,
      given.projectId,
      JSON.stringify(given.value),
      given.personName,
      given.personId,
      given.policyVersion,
      given.reason,
      given.now,
    ],
  );
  return row?.supersedes_id != null;
}

/** Appends people's decisions after the first ones of imported cases: one statement, however many. */
export async function supersedeImported(
  tx: Tx,
  { projectId, policyVersion }: { readonly projectId: string; readonly policyVersion: number },
  cases: readonly {
    readonly caseId: string;
    readonly human: { readonly name: string; readonly value: OutputValue };
    readonly at: Date;
  }[],
): Promise<void> {
  if (cases.length === 0) return;
  const rows = cases.map(({ caseId, human, at }) => ({
    id: newId(),
    case_id: caseId,
    name: human.name,
    value: human.value,
    at,
  }));
  await tx.query(
    `insert into decision (id, case_id, project_id, sequence, value, decided_by_kind, decided_by_name, policy_version, reason, supersedes_id, created_at)
     select r.id, r.case_id, $2, 2, r.value, 'human', r.name, $3, 'imported', d.id, r.at
       from jsonb_to_recordset($1::jsonb) as r(id uuid, case_id uuid, name text, value jsonb, at timestamptz)
       join decision d on d.case_id = r.case_id and d.sequence = 1`,
    [JSON.stringify(rows), projectId, policyVersion],
  );
}

/** A later answer of a file stands instead of what stood. */
export async function supersedeCurrent(
  tx: Tx,
  { projectId, policyVersion }: { readonly projectId: string; readonly policyVersion: number },
  cases: readonly {
    readonly caseId: string;
    readonly human: { readonly name: string; readonly value: OutputValue };
    readonly at: Date;
  }[],
): Promise<void> {
  if (cases.length === 0) return;
  const rows = cases.map(({ caseId, human, at }) => ({ id: newId(), case_id: caseId, ...human, at }));
  await tx.query(
    `insert into decision (id, case_id, project_id, sequence, value, decided_by_kind, decided_by_name, policy_version, reason, supersedes_id, created_at)
     select r.id, r.case_id, $2, d.sequence + 1, r.value, 'human', r.name, $3, 'imported', d.id, greatest(r.at, d.created_at)
       from jsonb_to_recordset($1::jsonb) as r(id uuid, case_id uuid, name text, value jsonb, at timestamptz)
       join lateral (select id, sequence, created_at from decision where case_id = r.case_id order by sequence desc limit 1) d on true`,
    [JSON.stringify(rows), projectId, policyVersion],
  );
}
