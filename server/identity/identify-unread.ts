import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { RequestWithActor } from '../platform/access/index.js';
import { noteOnRequest } from '../platform/logging/index.js';
import { ApiKeys, bearerIn } from './api-keys.js';

/**
 * Finds out whose key a request bears that is refused before the guard is asked, since its body is no JSON or is too large:
 * it is counted, and logged, for the project all the same. Grants nothing.
 */
@Injectable()
export class IdentifyUnread implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly keys: ApiKeys,
  ) {}

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.addHook('onError', async (request: RequestWithActor) => {
      const secret = bearerIn(request.headers.authorization);
      if (request.authMs !== undefined || secret === undefined) return;
      // Where the database is away nobody knows; the refusal stands without it.
      request.actor = await this.keys.find(secret).catch(() => undefined);
      if (request.actor?.kind === 'apiKey') noteOnRequest(request, { projectId: request.actor.projectId });
    });
  }
}
