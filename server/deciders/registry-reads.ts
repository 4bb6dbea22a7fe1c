import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import {
  parseReference,
  versionReference,
  versionState,
  whereInForce,
  type VersionState,
} from '@handrail/shared/deciders';
import { policySettingsSchema, type PolicySettings } from '@handrail/shared/ladder';
import { assertMay } from '../identity/index.js';
import { Database } from '../platform/database/index.js';
import { notFound } from '../platform/http/index.js';
import { ProjectReads } from '../projects/index.js';
import { DECIDER_COLUMNS, VERSIONS, type DeciderRow, type VersionRow } from './decider-rows.js';

/** What a version did on the project's last cases. */
export type UsageRow = {
  model: string;
  predictions: number;
  errors: number;
  last_used_at: Date;
  latency_p50: number | null;
  latency_p95: number | null;
};
/** A version with how it stands now. */
export type VersionView = VersionRow & {
  readonly reference: string;
  readonly state: VersionState;
  readonly inForceAs: readonly string[];
  readonly usage: UsageRow | undefined;
};
export type DeciderView = DeciderRow & { readonly versions: readonly VersionView[] };

const MAX_DECIDERS = 200;
const MAX_VERSIONS = 1000;
/** Enough to see an error rate of one in a hundred, few enough to be counted while somebody waits. */
const USAGE_CASES = 2000;

/** What screens read of the registry. */
@Injectable()
export class RegistryReads {
  constructor(
    private readonly database: Database,
    private readonly projects: ProjectReads,
  ) {}

  /** By name; versions newest first. */
  async list(actor: Actor, projectId: string): Promise<DeciderView[]> {
    assertMay(actor, 'deciders:read', projectId);
    const deciders = await this.database.query<DeciderRow>(
      `select ${DECIDER_COLUMNS} from decider where project_id = $1 order by name limit ${MAX_DECIDERS}`,
      [projectId],
    );
    const versions = await this.views(projectId, deciders);
    return deciders.map((decider) => ({ ...decider, versions: versions.filter((v) => v.decider_id === decider.id) }));
  }

  async find(actor: Actor, projectId: string, name: string): Promise<DeciderView | undefined> {
    assertMay(actor, 'deciders:read', projectId);
    const deciders = await this.database.query<DeciderRow>(
      `select ${DECIDER_COLUMNS} from decider where project_id = $1 and name = $2`,
      [projectId, name],
    );
    const [decider] = deciders;
    return decider && { ...decider, versions: await this.views(projectId, deciders) };
  }

  async get(actor: Actor, projectId: string, name: string): Promise<DeciderView> {
    const decider = await this.find(actor, projectId, name);
    if (!decider) throw notFound('decider');
    return decider;
  }

  async getVersion(actor: Actor, projectId: string, reference: string): Promise<VersionView> {
    const name = parseReference(reference)?.name;
    const decider = name === undefined ? undefined : await this.find(actor, projectId, name);
    const version = decider?.versions.find((candidate) => candidate.reference === reference);
    if (!version) throw notFound('version');
    return version;
  }

  private async views(projectId: string, deciders: readonly DeciderRow[]): Promise<VersionView[]> {
    const [versions, usages, policy] = await Promise.all([
      this.database.query<VersionRow>(
        `${VERSIONS} where v.decider_id = any($1::uuid[]) order by v.created_at desc, v.version desc limit ${MAX_VERSIONS}`,
        [deciders.map(({ id }) => id)],
      ),
      this.usages(projectId),
      this.projects.latestPolicy(projectId),
    ]);
    const settings = policySettingsSchema.parse(policy.settings);
    return versions.map((version) => viewOf(version, settings, usages));
  }

  private usages(projectId: string): Promise<UsageRow[]> {
    return this.database.query<UsageRow>(
      `select p.model, count(*)::int as predictions, count(p.error)::int as errors, max(p.created_at) as last_used_at,
              percentile_cont(0.5) within group (order by p.latency_ms) as latency_p50,
              percentile_cont(0.95) within group (order by p.latency_ms) as latency_p95
         from (select id from intake_case where project_id = $1 order by created_at desc, id desc limit ${USAGE_CASES}) c
         join prediction p on p.case_id = c.id group by p.model`,
      [projectId],
    );
  }
}

function viewOf(version: VersionRow, settings: PolicySettings, usages: readonly UsageRow[]): VersionView {
  const reference = versionReference(version.name, version.version);
  return {
    ...version,
    reference,
    state: versionState(settings, reference, version.retired_at !== null),
    inForceAs: whereInForce(settings, reference),
    usage: usages.find(({ model }) => model === reference),
  };
}
