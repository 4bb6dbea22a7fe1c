import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { newDeciderSchema, parseReference, type NewDecider } from '@handrail/shared/deciders';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { Idempotent } from '../platform/idempotency/index.js';
import { notFound, parseWith, ProblemError } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { RegisterDecider } from './register-decider.js';
import { RegisterVersion } from './register-version.js';

/** What a build that has made a model says when it is done. */
@Controller('v1')
export class DecidersController {
  constructor(
    private readonly deciders: RegisterDecider,
    private readonly versions: RegisterVersion,
    private readonly projects: ProjectDirectory,
  ) {}

  @Allow({ scope: 'deciders:write' })
  @Idempotent('key')
  @Post('projects/:project/deciders')
  @HttpCode(201)
  async registerDecider(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Body() body: unknown,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<NewDecider> {
    const projectId = await this.projectOf(actor, slug);
    const given = parseWith(newDeciderSchema, body);
    const outcome = await this.deciders.run(actor, { projectId, ...given }, key ?? null);
    if (outcome.kind === 'name-taken')
      throw new ProblemError(
        'conflict',
        `There is a decider named ${outcome.name}. Register a version of it, or choose another name.`,
      );
    return given;
  }

  @Allow({ scope: 'deciders:write' })
  @Idempotent('key')
  @Post('projects/:project/deciders/:name/versions')
  @HttpCode(201)
  async register(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Param('name') name: string,
    @Body() body: unknown,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<{ reference: string; name: string; version: number | undefined; state: 'registered' }> {
    const projectId = await this.projectOf(actor, slug);
    const reference = await this.versions.run(actor, { projectId, name, body, idempotencyKey: key ?? null });
    return { reference, name, version: parseReference(reference)?.version, state: 'registered' };
  }

  private async projectOf(actor: Actor, slug: string): Promise<string> {
    const { id } = await this.projects.get(slug);
    if (actor.kind !== 'apiKey' || actor.projectId !== id) throw notFound('project');
    return id;
  }
}
