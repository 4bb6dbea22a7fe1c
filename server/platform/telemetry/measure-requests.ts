import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Clock } from '../clock/index.js';
import type { RequestWithActor } from '../access/index.js';
import { LivePath } from './live-path.js';
import { Telemetry } from './telemetry.js';

/** Where cases are decided; the only route whose time is a project's latency. */
const DECIDE = '/v1/projects/:project/decisions';

/** Measures every request by its route's pattern, so that the number of series stays small whatever addresses are asked. */
@Injectable()
export class MeasureRequests implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly telemetry: Telemetry,
    private readonly live: LivePath,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.addHook('onResponse', async (request: RequestWithActor, reply) => {
      const route = routeOf(request);
      const labels = { method: request.method, route, status: String(reply.statusCode) };
      // What it waited for a person is no measure of the machine.
      const elapsedMs = reply.elapsedTime - (request.waitedMs ?? 0);
      this.telemetry.requests.observe(labels, elapsedMs / 1000);
      if (asksForDecision(request)) this.tell(request, reply.statusCode, elapsedMs);
    });
    fastify.addHook('onRequestAbort', (request: RequestWithActor, done) => {
      if (asksForDecision(request) && request.actor) this.tell(request, null, null);
      done();
    });
  }

  /** One that was refused before the guard asked who sends it has an actor all the same where it bears a key. */
  private tell({ actor, authMs }: RequestWithActor, status: number | null, totalMs: number | null): void {
    const projectId = actor?.kind === 'apiKey' ? actor.projectId : null;
    if (status !== null && status >= 400)
      this.telemetry.refused.inc({ kind: projectId === null ? 'nobody' : 'project', status: String(status) });
    if (!this.live.isHeard) return;
    const at = this.clock.now().getTime();
    const isUnread = projectId !== null && authMs === undefined;
    this.live.tell('request', { projectId, at, status, totalMs, authMs: authMs ?? null, isUnread });
  }
}

function routeOf(request: FastifyRequest): string {
  return request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
}

function asksForDecision(request: FastifyRequest): boolean {
  return request.method === 'POST' && routeOf(request) === DECIDE;
}
