import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import type { Policy } from '@handrail/shared/ladder';
import { deploymentProfileSchema, profileDeclarationSchema, type DeploymentProfile } from '@handrail/shared/projects';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { notFound, parseWith, ProblemError } from '../platform/http/index.js';
import { ProcessLoad, type Load } from '../platform/telemetry/index.js';
import { assertMayDeclare, DeclareProfile } from './declare-profile.js';
import type { ProfileRow } from './profile.sql.js';
import { ProjectDirectory } from './project-directory.js';

/** `version` 0: never declared. */
type ProfileView = DeploymentProfile & {
  readonly version: number;
  readonly latencyBudgetMs: number;
  readonly measured: Load;
};

@Controller('v1')
export class ProfilesController {
  constructor(
    private readonly projects: ProjectDirectory,
    private readonly load: ProcessLoad,
    private readonly profiles: DeclareProfile,
  ) {}

  /** What a caller may rely on: the limit, the budget, and what is kept. */
  @Allow({ scope: 'decisions:read' })
  @Get('projects/:project/profile')
  async profile(@CurrentActor() actor: Actor, @Param('project') slug: string): Promise<ProfileView> {
    const { id, profile, profileVersion, policy } = await this.projects.get(slug);
    if (actor.kind !== 'apiKey' || actor.projectId !== id) throw notFound('project');
    return this.view(profile, profileVersion, policy);
  }

  /** Declares all of it anew: fields that are left out take their defaults. In force for the next case. */
  @Allow({ scope: 'profile:write', permission: 'project:edit' })
  @Post('projects/:project/profile')
  @HttpCode(201)
  async declare(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Body() body: unknown,
  ): Promise<ProfileView> {
    const { id: projectId, policy } = await this.projects.get(slug);
    assertMayDeclare(actor, projectId);
    const given = parseWith(profileDeclarationSchema, body);
    const outcome = await this.profiles.run(actor, { projectId, ...given });
    if (outcome.kind === 'changed-meanwhile') throw changedMeanwhile(outcome.current, given.expectedVersion);
    const { version, profile } = outcome.profile;
    return this.view(deploymentProfileSchema.parse(profile), version, policy);
  }

  private view(profile: DeploymentProfile, version: number, { latencyBudgetMs }: Policy): ProfileView {
    return { ...profile, version, latencyBudgetMs, measured: this.load.read() };
  }
}

function changedMeanwhile(current: ProfileRow | null, expected: number): ProblemError {
  const stands = current ? `version ${current.version}, declared by ${current.created_by}` : 'none declared yet';
  return new ProblemError(
    'conflict',
    `The profile in force is ${stands}; you expected version ${expected}. Read it again, then declare.`,
  );
}
