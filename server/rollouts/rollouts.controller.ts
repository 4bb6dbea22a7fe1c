import { Controller, Get, Param } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay } from '../identity/index.js';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { notFound } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { RolloutReads } from './rollout-reads.js';
import type { RolloutReport } from './rollouts.types.js';

@Controller('v1/projects')
export class RolloutsController {
  constructor(
    private readonly reads: RolloutReads,
    private readonly projects: ProjectDirectory,
  ) {}

  /** The report of a rollout, for keys with `decisions:read` and for signed-in people. */
  @Allow({ scope: 'decisions:read', permission: 'rollouts:read' })
  @Get(':project/rollouts/:id')
  async report(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Param('id') id: string,
  ): Promise<RolloutReport> {
    const project = await this.projects.get(slug);
    if (actor.kind === 'apiKey' && actor.projectId !== project.id) throw notFound('project');
    if (actor.kind !== 'apiKey') assertMay(actor, 'rollouts:read', project.id);
    const report = await this.reads.reportIn(project.id, id);
    if (!report) throw notFound('rollout');
    return report;
  }
}
