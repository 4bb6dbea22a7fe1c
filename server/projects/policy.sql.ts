import type { Actor } from '@handrail/shared/contracts';
import type { Policy, PolicySettings } from '@handrail/shared/ladder';
import type { Tx } from '../platform/database/index.js';
import { newId } from '../platform/ids/index.js';
import { POLICY_COLUMNS, type PolicyRow } from './policy-rows.js';

type NewPolicy = {
  readonly projectId: string;
  readonly policy: Pick<Policy, 'version' | 'salt' | 'outputSchema'>;
  readonly settings: PolicySettings;
  readonly reason: string;
  readonly undoesVersion?: number | undefined;
  readonly restoresVersion?: number | undefined;
  readonly withoutProof?: string | undefined;
  readonly evidence?: unknown;
  readonly actor: Actor;
  readonly now: Date;
};

/** Appends a version; undefined when somebody else has just taken that number. */
export async function insertPolicy(tx: Tx, given: NewPolicy): Promise<PolicyRow | undefined> {
  const { actor, policy } = given;
  const [row] = await tx.query<PolicyRow>(
    `insert into policy (id, project_id, version, level, settings, output_schema, salt, reason, undoes_version, evidence,
                         without_proof, created_by, created_by_id, created_at, restores_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     on conflict (project_id, version) do nothing returning ${POLICY_COLUMNS}`,
    [
      newId(),
      given.projectId,
      policy.version,
      given.settings.level,
      given.settings,
      policy.outputSchema,
      policy.salt,
      given.reason,
      given.undoesVersion ?? null,
      given.evidence === undefined ? null : JSON.stringify(given.evidence),
      given.withoutProof ?? null,
      actor.kind === 'apiKey' ? 'an API key' : actor.name,
      actor.kind === 'person' ? actor.personId : null,
      given.now,
      given.restoresVersion ?? null,
    ],
  );
  return row;
}

export async function findPolicy(tx: Tx, projectId: string, version: number): Promise<PolicyRow | undefined> {
  const [row] = await tx.query<PolicyRow>(
    `select ${POLICY_COLUMNS} from policy where project_id = $1 and version = $2`,
    [projectId, version],
  );
  return row;
}

export async function latestPolicy(tx: Tx, projectId: string): Promise<PolicyRow | undefined> {
  const [row] = await tx.query<PolicyRow>(
    `select ${POLICY_COLUMNS} from policy where project_id = $1 order by version desc limit 1`,
    [projectId],
  );
  return row;
}
