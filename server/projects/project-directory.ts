import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Policy } from '@handrail/shared/ladder';
import { DEFAULT_PROFILE, deploymentProfileSchema, type DeploymentProfile } from '@handrail/shared/projects';
import { inputSchemaSchema, outputSchemaSchema, type InputSchema, type OutputSchema } from '@handrail/shared/schema';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Database } from '../platform/database/index.js';
import { notFound } from '../platform/http/index.js';
import { POLICY_COLUMNS, toPolicy, type PolicyRow } from './policy-rows.js';

/** A project with all that routing its next case takes. */
export type ProjectInForce = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly inputSchema: InputSchema;
  readonly outputSchema: OutputSchema;
  readonly policy: Policy;
  readonly profile: DeploymentProfile;
  /** 0: never declared. */
  readonly profileVersion: number;
};

/** A notice that got lost must not leave an old policy in force for longer than this. */
const MAX_AGE_MS = 900;

type Entry = { readonly project: Promise<ProjectInForce>; readonly until: number };

/**
 * Projects and their policies in force, kept in memory: dropped at once when any process announces a change, and after
 * less than a second in any case, so a new policy takes effect for the next case on every process within a second.
 */
@Injectable()
export class ProjectDirectory implements OnModuleDestroy {
  private readonly bySlug = new Map<string, Entry>();
  private readonly stops: (() => void)[];

  constructor(
    private readonly database: Database,
    feed: ChangeFeed,
  ) {
    this.stops = [feed.on('project', () => this.forget()), feed.on('resync', () => this.forget())];
  }

  onModuleDestroy(): void {
    for (const stop of this.stops) stop();
  }

  forget(): void {
    this.bySlug.clear();
  }

  /** @throws ProblemError `not-found`. */
  async get(slugOrId: string): Promise<ProjectInForce> {
    const now = performance.now();
    const kept = this.bySlug.get(slugOrId);
    if (kept && kept.until > now) return kept.project;
    const project = this.load(slugOrId);
    // Whoever asked hears of it; the next one asks anew.
    project.catch(() => this.bySlug.delete(slugOrId));
    if (this.bySlug.size > 5000) this.bySlug.clear();
    this.bySlug.set(slugOrId, { project, until: now + MAX_AGE_MS });
    return project;
  }

  /** A policy that was or is in force; undefined where the project never had this version. */
  async policyOf(projectId: string, version: number): Promise<Policy | undefined> {
    const [row] = await this.database.query<PolicyRow>(
      `select ${POLICY_COLUMNS} from policy where project_id = $1 and version = $2`,
      [projectId, version],
    );
    return row && toPolicy(row);
  }

  /** The same of several versions; those that the project never had are left out. */
  async policiesOf(projectId: string, versions: readonly number[]): Promise<Policy[]> {
    const rows = await this.database.query<PolicyRow>(
      `select ${POLICY_COLUMNS} from policy where project_id = $1 and version = any($2::integer[])`,
      [projectId, versions],
    );
    return rows.map(toPolicy);
  }

  private async load(slugOrId: string): Promise<ProjectInForce> {
    const [row] = await this.database.query<ProjectAndPolicyRow>(
      `select p.slug, p.name, p.input_schema, p.output_schema as project_output_schema, policy.*,
              declared.profile, coalesce(declared.version, 0) as profile_version
         from project p
         left join lateral (
           select profile, version from deployment_profile where project_id = p.id order by version desc limit 1) declared on true
         join lateral (select ${POLICY_COLUMNS} from policy where project_id = p.id order by version desc limit 1) policy on true
        where p.slug = $1 or p.id::text = $1`,
      [slugOrId],
    );
    if (!row) throw notFound('project');
    return {
      id: row.project_id,
      slug: row.slug,
      name: row.name,
      inputSchema: inputSchemaSchema.parse(row.input_schema),
      outputSchema: outputSchemaSchema.parse(row.project_output_schema),
      policy: toPolicy(row),
      profile: row.profile === null ? DEFAULT_PROFILE : deploymentProfileSchema.parse(row.profile),
      profileVersion: row.profile_version,
    };
  }
}

type ProjectAndPolicyRow = PolicyRow & {
  slug: string;
  name: string;
  input_schema: unknown;
  project_output_schema: unknown;
  profile: unknown;
  profile_version: number;
};
