import type { ConnectorName, DeciderKind } from '@handrail/shared/deciders';
import type { Tx } from '../platform/database/index.js';
import { newId } from '../platform/ids/index.js';
import { DECIDER_COLUMNS, type DeciderRow } from './decider-rows.js';

export type NewVersion = {
  readonly projectId: string;
  readonly connector: ConnectorName;
  readonly config: unknown;
  readonly secrets?: Buffer | null;
  readonly artifact?: Buffer | null;
  readonly modelCard: unknown;
  readonly createdBy: string;
  readonly now: Date;
};

/** Finds a project's decider by name and locks it, so that its versions are numbered one after the other. */
export async function lockDecider(tx: Tx, projectId: string, name: string): Promise<DeciderRow | undefined> {
  const [row] = await tx.query<DeciderRow>(
    `select ${DECIDER_COLUMNS} from decider where project_id = $1 and name = $2 for update`,
    [projectId, name],
  );
  return row;
}

/** Registers a decider; undefined when the project has one of this name. */
export async function insertDecider(
  tx: Tx,
  given: {
    readonly projectId: string;
    readonly name: string;
    readonly kind: DeciderKind;
    readonly owner: string;
    readonly notes: string;
    readonly createdBy: string;
    readonly now: Date;
  },
): Promise<DeciderRow | undefined> {
  const [row] = await tx.query<DeciderRow>(
    `insert into decider (id, project_id, name, kind, owner, notes, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (project_id, name) do nothing returning ${DECIDER_COLUMNS}`,
    [newId(), given.projectId, given.name, given.kind, given.owner, given.notes, given.createdBy, given.now],
  );
  return row;
}

export async function versionExists(tx: Tx, deciderId: string, version: number): Promise<boolean> {
  const rows = await tx.query('select 1 from decider_version where decider_id = $1 and version = $2', [
    deciderId,
    version,
  ]);
  return rows.length > 0;
}

/** Appends the next version of a decider that is locked. */
export async function insertVersion(
  tx: Tx,
  decider: DeciderRow,
  given: NewVersion,
): Promise<{ id: string; version: number }> {
  const [row] = await tx.query<{ id: string; version: number }>(
    `insert into decider_version (id, decider_id, project_id, version, connector, config, secrets, artifact, model_card, created_by, created_at)
     select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, $6, $7, $8, $9, $10 from decider_version where decider_id = $2
     returning id, version`,
    [
      newId(),
      decider.id,
      given.projectId,
      given.connector,
      JSON.stringify(given.config),
      given.secrets ?? null,
      given.artifact ?? null,
      JSON.stringify(given.modelCard),
      given.createdBy,
      given.now,
    ],
  );
  if (!row) throw new Error('unreachable: an insert … select of an aggregate gives one row');
  return row;
}

export async function findVersionId(tx: Tx, deciderId: string, version: number): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(
    'select id from decider_version where decider_id = $1 and version = $2',
    [deciderId, version],
  );
  return row?.id;
}

/** Retires a version; false when it was retired before. */
export async function insertRetirement(
  tx: Tx,
  given: { readonly versionId: string; readonly reason: string; readonly retiredBy: string; readonly now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into decider_retirement (version_id, reason, retired_by, retired_at) values ($1, $2, $3, $4)
     on conflict (version_id) do nothing returning version_id`,
    [given.versionId, given.reason, given.retiredBy, given.now],
  );
  return rows.length > 0;
}

/** What a version is, with its decider held until the transaction ends, so that nobody retires it meanwhile. */
export async function standingOf(
  tx: Tx,
  projectId: string,
  { name, version }: { readonly name: string; readonly version: number },
): Promise<{ kind: DeciderKind; is_retired: boolean } | undefined> {
  const [decider] = await tx.query<{ id: string; kind: DeciderKind }>(
    'select id, kind from decider where project_id = $1 and name = $2 for share',
    [projectId, name],
  );
  if (!decider) return undefined;
  const [row] = await tx.query<{ is_retired: boolean }>(
    `select exists (select 1 from decider_retirement r where r.version_id = v.id) as is_retired
       from decider_version v where v.decider_id = $1 and v.version = $2`,
    [decider.id, version],
  );
  return row && { kind: decider.kind, is_retired: row.is_retired };
}
