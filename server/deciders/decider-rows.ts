import type { ConnectorName, DeciderKind } from '@handrail/shared/deciders';

export type DeciderRow = {
  id: string;
  project_id: string;
  name: string;
  kind: DeciderKind;
  owner: string;
  notes: string;
  created_by: string;
  created_at: Date;
};

/** A version without its artifact and secrets, which only `OpenDeciders` reads. */
export type VersionRow = {
  id: string;
  decider_id: string;
  project_id: string;
  name: string;
  kind: DeciderKind;
  version: number;
  connector: ConnectorName;
  config: unknown;
  has_secrets: boolean;
  model_card: unknown;
  created_by: string;
  created_at: Date;
  retired_at: Date | null;
  retired_by: string | null;
  retired_reason: string | null;
};

export const DECIDER_COLUMNS = 'id, project_id, name, kind, owner, notes, created_by, created_at';

export const VERSIONS = `select v.id, v.decider_id, v.project_id, d.name, d.kind, v.version, v.connector, v.config,
    v.secrets is not null as has_secrets, v.model_card, v.created_by, v.created_at, r.retired_at, r.retired_by, r.reason as retired_reason
  from decider_version v join decider d on d.id = v.decider_id left join decider_retirement r on r.version_id = v.id`;
