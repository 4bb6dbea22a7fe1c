import type { Policy, PolicySettings } from '@handrail/shared/ladder';
import { policySettingsSchema } from '@handrail/shared/ladder';
import { outputSchemaSchema } from '@handrail/shared/schema';

export type PolicyRow = {
  id: string;
  project_id: string;
  version: number;
  settings: unknown;
  output_schema: unknown;
  salt: string;
  reason: string;
  undoes_version: number | null;
  restores_version: number | null;
  evidence: unknown;
  without_proof: string | null;
  created_by: string;
  created_at: Date;
};

export const POLICY_COLUMNS =
  'id, project_id, version, settings, output_schema, salt, reason, undoes_version, restores_version, evidence, without_proof, created_by, created_at';

/** The policy as routing takes it. */
export function toPolicy(row: PolicyRow): Policy {
  return {
    ...policySettingsSchema.parse(row.settings),
    version: row.version,
    salt: row.salt,
    outputSchema: outputSchemaSchema.parse(row.output_schema),
  };
}

/** What is stored of a policy: the settings alone, without what has a column of its own. */
export function settingsOf(policy: PolicySettings): PolicySettings {
  return policySettingsSchema.parse(
    Object.fromEntries(Object.entries(policy).filter(([key]) => !['version', 'salt', 'outputSchema'].includes(key))),
  );
}
