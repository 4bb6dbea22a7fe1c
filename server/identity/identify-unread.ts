import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { RequestWithActor } from '../platform/access/index.js';
import { Failures, type SideWork } from '../platform/failures/index.js';
import { noteOnRequest } from '../platform/logging/index.js';
import { ApiKeys, bearerIn } from './api-keys.js';

/**
 * Finds out whose key a request bears that is refused before the guard is asked, since its body is no JSON or is too large:
 * it is counted, and logged, for the project all the same. Grants nothing.
 */
@Injectable()
export class IdentifyUnread implements OnModuleInit {
  private readonly asking: SideWork;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly keys: ApiKeys,
    failures: Failures,
  ) {
    this.asking = failures.of('identify-unread', 'Finding out whose refused request it was');
  }

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.addHook('onError', async (request: RequestWithActor) => {
      const secret = bearerIn(request.headers.authorization);
      if (request.authMs !== undefined || secret === undefined) return;
      // Where the database is away nobody knows; the refusal stands without it.
      request.actor = await this.asking.end(this.keys.find(secret));
      if (request.actor?.kind === 'apiKey') noteOnRequest(request, { projectId: request.actor.projectId });
    });
  }
}
