import { Body, Controller, Get, Headers, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor, DecisionView } from '@handrail/shared/contracts';
import { Allow, CurrentActor, type RequestWithActor } from '../platform/access/index.js';
import { Idempotent } from '../platform/idempotency/index.js';
import { hidesBlind } from '../identity/index.js';
import { LogConfig } from '../platform/config/index.js';
import { notFound } from '../platform/http/index.js';
import { noteOnRequest } from '../platform/logging/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { DecisionReads, viewOfNew } from './decision-reads.js';
import { DecisionWaiter } from './decision-waiter.js';
import { Intake } from './intake.js';

const MAX_WAIT_SECONDS = 60;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Asked = {
  readonly caseId: string;
  readonly prefer: string | undefined;
  readonly reply: FastifyReply;
  readonly read: () => Promise<DecisionView | undefined>;
  readonly fresh?: DecisionView | undefined;
};

@Controller('v1')
export class DecisionsController {
  constructor(
    private readonly intake: Intake,
    private readonly reads: DecisionReads,
    private readonly waiter: DecisionWaiter,
    private readonly projects: ProjectDirectory,
    private readonly logging: LogConfig,
  ) {}

  @Allow({ scope: 'decisions:write' })
  @Idempotent('key')
  @Post('projects/:project/decisions')
  async decide(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Body() body: unknown,
    @Headers() headers: Record<string, string | undefined>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const project = await this.projects.get(slug);
    if (actor.kind !== 'apiKey' || actor.projectId !== project.id) throw notFound('project');
    noteOnRequest(reply.request, { project: project.slug });
    const idempotencyKey = headers['idempotency-key'] ?? null;
    const taken = await this.intake.take({ project, body, idempotencyKey, source: 'api' });
    const { caseId } = taken;
    noteOnRequest(reply.request, { caseId, ...(this.logging.logInput ? { input: inputOf(body) } : {}) });
    const fresh = taken.kind === 'new' ? viewOfNew(taken) : undefined;
    const read = (): Promise<DecisionView | undefined> => this.reads.find(project.id, caseId, { answer: 'first' });
    await this.answer({ caseId, prefer: headers['prefer'], reply, read, fresh });
  }

  @Allow({ scope: 'decisions:read' })
  @Get('decisions/:id')
  async read(
    @CurrentActor() actor: Actor,
    @Param('id') caseId: string,
    @Headers('prefer') prefer: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (actor.kind !== 'apiKey' || !UUID.test(caseId)) throw notFound('decision');
    const { projectId } = actor;
    noteOnRequest(reply.request, { caseId });
    const asked = { hidesBlind: hidesBlind(actor, projectId) };
    await this.answer({ caseId, prefer, reply, read: () => this.reads.find(projectId, caseId, asked) });
  }

  private async answer({ caseId, prefer, reply, read, fresh }: Asked): Promise<void> {
    const wait = waitSeconds(prefer);
    const gone = whenGone(reply);
    const settled = async (): Promise<DecisionView | null | undefined> => {
      const view = await read();
      return view?.status === 'pending' ? undefined : (view ?? null);
    };
    const isThere = wait === 0 || fresh?.status === 'decided';
    const waitsFrom = performance.now();
    const decided = isThere ? fresh : await this.waiter.until({ caseId, seconds: wait, signal: gone }, settled);
    if (!isThere) (reply.request as RequestWithActor).waitedMs = performance.now() - waitsFrom;
    if (gone.aborted) return;
    const view = decided ?? (await read());
    if (!view) throw notFound('decision');
    if (wait > 0) void reply.header('preference-applied', `wait=${wait}`);
    if (view.status === 'pending') void reply.header('location', `/v1/decisions/${view.id}`);
    await reply.status(view.status === 'decided' ? 200 : 202).send(view);
  }
}

/** Of a body that was taken. */
function inputOf(body: unknown): unknown {
  return (body as { input: unknown }).input;
}

/** Aborts when the caller hangs up. */
function whenGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  return gone.signal;
}

/** RFC 7240: what is not understood is not applied. */
function waitSeconds(prefer: string | undefined): number {
  const given = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})"?(?:$|[,;\s])/i.exec(prefer ?? '')?.[1];
  return given === undefined ? 0 : Math.min(MAX_WAIT_SECONDS, Number(given));
}
