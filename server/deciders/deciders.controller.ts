import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { parseReference } from '@handrail/shared/deciders';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { notFound } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { RegisterVersion } from './register-version.js';

/** What a build that has made a model says when it is done. */
@Controller('v1')
export class DecidersController {
  constructor(
    private readonly versions: RegisterVersion,
    private readonly projects: ProjectDirectory,
  ) {}

  @Allow({ scope: 'deciders:write' })
  @Post('projects/:project/deciders/:name/versions')
  @HttpCode(201)
  async register(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Param('name') name: string,
    @Body() body: unknown,
  ): Promise<{ reference: string; name: string; version: number | undefined; state: 'registered' }> {
    const { id: projectId } = await this.projects.get(slug);
    if (actor.kind !== 'apiKey' || actor.projectId !== projectId) throw notFound('project');
    const reference = await this.versions.run(actor, { projectId, name, body });
    return { reference, name, version: parseReference(reference)?.version, state: 'registered' };
  }
}
