import type { Route } from '@handrail/shared/ladder';
import { agrees, type CaseInput, type OutputValue } from '@handrail/shared/schema';
import type { Tx } from '../platform/database/index.js';
import { newId } from '../platform/ids/index.js';
import type { ProjectInForce } from '../projects/index.js';
import { supersedeCurrent, supersedeImported } from './decision.sql.js';
import {
  findByKeys,
  insertCases,
  insertDecisions,
  insertPredictions,
  type DecisionRow,
  type PredictionRow,
} from './intake.sql.js';

/** A case that was decided elsewhere, as a file has it. */
export type ImportedCase = {
  readonly caseId: string;
  /** Unique in the project; the same again stores nothing. */
  readonly importKey: string;
  readonly caseKey: string | null;
  /** SHA-256 of what the file has for it, hexadecimal: tells the same row again from another one of the same key. */
  readonly rowHash: string;
  readonly input: CaseInput;
  readonly segment: string | null;
  readonly metadata: unknown;
  readonly at: Date;
  /** The probability with which it came to be labelled; null: not known, so no estimate counts it. */
  readonly selectionProb: number | null;
  /** What people say of it, here by the file's name. */
  readonly human: { readonly name: string; readonly value: OutputValue } | null;
  /** What the previous system said, which had decided it then. */
  readonly system: { readonly name: string; readonly value: OutputValue; readonly confidence: number | null } | null;
};
export type ImportedOutcome = 'new' | 'repeated' | 'conflict';

/**
 * Stores cases with the decisions that were taken elsewhere: a person's where there is one, else the previous system's;
 * where the two differ the person's supersedes. Nothing is routed and nobody is asked, so each case has exactly one
 * current decision and no open review.
 *
 * @returns one outcome a case: `repeated` for the same row of an earlier run, `conflict` for another row of its key.
 */
export async function storeImported(
  tx: Tx,
  project: ProjectInForce,
  cases: readonly ImportedCase[],
): Promise<ImportedOutcome[]> {
  const isNew = await insertCases(
    tx,
    cases.map((one) => ({
      id: one.caseId,
      project_id: project.id,
      case_key: one.caseKey ?? one.importKey,
      idempotency_key: one.importKey,
      request_hash: one.rowHash,
      segment: one.segment,
      subject: null,
      input: one.input,
      metadata: one.metadata,
      source: 'import',
      policy_version: project.policy.version,
      route: routeOf(one, project),
      created_at: one.at,
    })),
  );
  const fresh = cases.filter(({ caseId }) => isNew.has(caseId));
  await insertPredictions(tx, fresh.flatMap(predictionsOf));
  await insertDecisions(
    tx,
    fresh.flatMap((one) => firstDecision(one, project)),
  );
  await supersede(tx, project, fresh);
  return outcomesOf(tx, project, { cases, isNew });
}

/** Another answer to cases that an import stored before, where it is another one than what stands. */
export async function updateImported(
  tx: Tx,
  { id, policy }: ProjectInForce,
  cases: readonly { caseId: string; human: { name: string; value: OutputValue }; at: Date; stands: OutputValue }[],
): Promise<void> {
  const differing = cases.filter(
    ({ human, stands }) => !agrees({ kind: policy.outputSchema.kind }, human.value, stands),
  );
  await supersedeCurrent(tx, { projectId: id, policyVersion: policy.version }, differing);
}

/** Nobody routed it: the reason says so, and a propensity of 0 keeps it out of every estimate. */
function routeOf({ system, human, selectionProb }: ImportedCase, { policy }: ProjectInForce): Route {
  const decider = system && !human ? ({ kind: 'system', name: system.name, value: system.value } as const) : null;
  return {
    level: policy.level,
    policyVersion: policy.version,
    reason: 'imported',
    decider: decider ?? { kind: 'human' },
    review: null,
    showPrediction: false,
    threshold: null,
    propensity: selectionProb ?? 0,
    blindPropensity: selectionProb ?? 0,
    components: {},
    failure: null,
    machine: null,
    rollout: null,
  };
}

function predictionsOf({ caseId, system, at }: ImportedCase): PredictionRow[] {
  if (!system) return [];
  return [
    {
      id: newId(),
      case_id: caseId,
      kind: 'system',
      model: system.name,
      given_by: 'caller',
      value: system.value,
      confidence: system.confidence,
      raw_confidence: system.confidence,
      scores: null,
      evidence: null,
      latency_ms: null,
      error: null,
      behind: false,
      created_at: at,
    },
  ];
}

function firstDecision({ caseId, system, human, at }: ImportedCase, { id, policy }: ProjectInForce): DecisionRow[] {
  const said = system ?? human;
  if (!said) return [];
  return [
    {
      id: newId(),
      case_id: caseId,
      project_id: id,
      sequence: 1,
      value: said.value,
      confidence: null,
      decided_by_kind: system ? 'system' : 'human',
      decided_by_name: said.name,
      policy_version: policy.version,
      reason: 'imported',
      created_at: at,
      case_created_at: at,
    },
  ];
}

async function supersede(tx: Tx, { id, policy }: ProjectInForce, fresh: readonly ImportedCase[]): Promise<void> {
  const differing = fresh.flatMap(({ caseId, human, system, at }) =>
    human && system && !agrees(policy.outputSchema, human.value, system.value) ? [{ caseId, human, at }] : [],
  );
  await supersedeImported(tx, { projectId: id, policyVersion: policy.version }, differing);
}

async function outcomesOf(
  tx: Tx,
  project: ProjectInForce,
  { cases, isNew }: { cases: readonly ImportedCase[]; isNew: ReadonlySet<string> },
): Promise<ImportedOutcome[]> {
  const known = cases.filter(({ caseId }) => !isNew.has(caseId));
  const keys = known.map(({ importKey: key }) => ({ projectId: project.id, key }));
  const rows = keys.length === 0 ? [] : await findByKeys(tx, keys);
  const hashes = new Map(rows.map((row) => [row.idempotency_key, row.request_hash.toString('hex')]));
  return cases.map(({ caseId, importKey, rowHash }) => {
    if (isNew.has(caseId)) return 'new';
    return hashes.get(importKey) === rowHash ? 'repeated' : 'conflict';
  });
}
