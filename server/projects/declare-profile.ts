import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { deploymentProfileSchema } from '@handrail/shared/projects';
import { assertMay } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { notFound, parseWith, ProblemError } from '../platform/http/index.js';
import { recordAudit } from './audit-log.sql.js';
import { insertProfile, PROFILES, type ProfileRow } from './profile.sql.js';
import { ProjectDirectory } from './project-directory.js';

export type Declaration = {
  readonly projectId: string;
  /** The version that whoever declares was looking at; 0 where there was none. */
  readonly expectedVersion: number;
  readonly profile: unknown;
  readonly reason: string;
};
export type DeclareOutcome =
  | { readonly kind: 'declared'; readonly profile: ProfileRow }
  | { readonly kind: 'changed-meanwhile'; readonly current: ProfileRow | null };

/** Declares how a project is deployed; each declaration is a version of its own. In force for the next case. */
@Injectable()
export class DeclareProfile {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly directory: ProjectDirectory,
  ) {}

  /** @throws ProblemError `invalid` naming each bad field. */
  async run(actor: Actor, given: Declaration): Promise<DeclareOutcome> {
    const { projectId, reason } = given;
    assertMayDeclare(actor, projectId);
    const profile = parseWith(deploymentProfileSchema, given.profile);
    const now = this.clock.now();
    const outcome = await this.unitOfWork.run(async (tx): Promise<DeclareOutcome> => {
      const [current = null] = await tx.query<ProfileRow>(PROFILES, [projectId]);
      if ((current?.version ?? 0) !== given.expectedVersion) return { kind: 'changed-meanwhile', current };
      const version = given.expectedVersion + 1;
      const row = await insertProfile(tx, { projectId, version, profile, reason: reason.slice(0, 2000), actor, now });
      if (!row) return { kind: 'changed-meanwhile', current };
      const subject = `deployment profile ${version}`;
      await recordAudit(tx, { projectId, actor, action: 'profile.declare', subject, detail: { profile, reason }, now });
      await this.feed.publish(tx, { type: 'project', projectId });
      return { kind: 'declared', profile: row };
    });
    if (outcome.kind === 'declared') this.directory.forget();
    return outcome;
  }

  /** Newest first, at most 100; empty where none was declared. */
  async history(actor: Actor, projectId: string): Promise<ProfileRow[]> {
    assertMay(actor, 'policy:read', projectId);
    return this.database.query<ProfileRow>(PROFILES, [projectId]);
  }
}

/** An admin, or a machine with a key that an admin gave the scope. @throws ProblemError. */
export function assertMayDeclare(actor: Actor, projectId: string): void {
  if (actor.kind !== 'apiKey') return assertMay(actor, 'project:edit', projectId);
  if (actor.projectId !== projectId) throw notFound('project');
  if (!actor.scopes.includes('profile:write'))
    throw new ProblemError('forbidden', 'The API key lacks the scope profile:write.');
}
