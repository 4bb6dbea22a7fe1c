import { Body, Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '@handrail/shared/contracts';
import { trainingOptionsSchema } from '@handrail/shared/deciders';
import { assertMay } from '../../identity/index.js';
import { Allow, CurrentActor } from '../../platform/access/index.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { notFound, parseWith } from '../../platform/http/index.js';
import { ProjectDirectory } from '../../projects/index.js';
import { RequestTraining } from './request-training.js';
import { TrainingReads } from './training-reads.js';
import { toTrainingView, type TrainingView } from './training-rows.js';

@Controller('v1')
export class TrainingController {
  constructor(
    private readonly projects: ProjectDirectory,
    private readonly request: RequestTraining,
    private readonly reads: TrainingReads,
  ) {}

  /** 202 with the training and where to read how it goes; the same for one that is under way already. */
  @Allow({ scope: 'deciders:train', permission: 'deciders:train' })
  @Post('projects/:project/deciders/:name/train')
  @HttpCode(202)
  async train(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Param('name') name: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const project = await this.projects.get(slug);
    if (actor.kind === 'apiKey' && actor.projectId !== project.id) throw notFound('project');
    if (actor.kind !== 'apiKey') assertMay(actor, 'deciders:train', project.id);
    const options = parseWith(trainingOptionsSchema, body ?? {});
    const askedBy = actor.kind === 'apiKey' ? 'an API key' : actor.name;
    const { training } = await this.request.run({ projectId: project.id, name, options, trigger: 'api', askedBy });
    void reply.header('location', `/v1/trainings/${training.id}`);
    return toBody(toTrainingView(training));
  }

  @Allow({ scope: 'deciders:train', permission: 'decisions:read' })
  @Get('trainings/:id')
  async read(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return toBody(await this.reads.get(actor, id));
  }

  @Allow({ scope: 'deciders:train', permission: 'deciders:train' })
  @Idempotent('nature')
  @Post('trainings/:id/cancel')
  @HttpCode(200)
  async cancel(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return toBody(await this.reads.cancel(actor, id));
  }

  /** Only what is over; the version that came of it stays. */
  @Allow({ scope: 'deciders:train', permission: 'deciders:train' })
  @Delete('trainings/:id')
  @HttpCode(204)
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.reads.remove(actor, id);
  }
}

/** Times are ISO 8601 in UTC; `version` is null until there is one, `outcome` says what came of it. */
function toBody({ projectId: _projectId, name, ...view }: TrainingView) {
  return { ...view, decider: name, url: `/v1/trainings/${view.id}` };
}
