import { Controller, Get, Param } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import type { DeploymentProfile } from '@handrail/shared/projects';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { notFound } from '../platform/http/index.js';
import { ProcessLoad, type Load } from '../platform/telemetry/index.js';
import { ProjectDirectory } from './project-directory.js';

type ProfileView = DeploymentProfile & { readonly latencyBudgetMs: number; readonly measured: Load };

@Controller('v1')
export class ProfilesController {
  constructor(
    private readonly projects: ProjectDirectory,
    private readonly load: ProcessLoad,
  ) {}

  /** What a caller may rely on: the limit, the budget, and what is kept. */
  @Allow({ scope: 'decisions:read' })
  @Get('projects/:project/profile')
  async profile(@CurrentActor() actor: Actor, @Param('project') slug: string): Promise<ProfileView> {
    const { id, profile, policy } = await this.projects.get(slug);
    if (actor.kind !== 'apiKey' || actor.projectId !== id) throw notFound('project');
    return { ...profile, latencyBudgetMs: policy.latencyBudgetMs, measured: this.load.read() };
  }
}
