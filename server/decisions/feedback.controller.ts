import { Body, Controller, Headers, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor, FeedbackView } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { Idempotent } from '../platform/idempotency/index.js';
import { notFound } from '../platform/http/index.js';
import { noteOnRequest } from '../platform/logging/index.js';
import { TakeFeedback } from './take-feedback.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@Controller('v1/decisions')
export class FeedbackController {
  constructor(private readonly feedback: TakeFeedback) {}

  @Allow({ scope: 'decisions:write' })
  @Idempotent('key')
  @Post(':id/feedback')
  @HttpCode(201)
  async take(
    @CurrentActor() actor: Actor,
    @Param('id') caseId: string,
    @Body() body: unknown,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<FeedbackView> {
    if (actor.kind !== 'apiKey' || !UUID.test(caseId)) throw notFound('decision');
    noteOnRequest(request, { caseId: caseId.toLowerCase() });
    return this.feedback.run(actor, { caseId: caseId.toLowerCase(), body, idempotencyKey: idempotencyKey ?? null });
  }
}
