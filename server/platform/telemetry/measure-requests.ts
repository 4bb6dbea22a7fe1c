import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
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
    fastify.addHook('onResponse', async (request, reply) => {
      const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
      const labels = { method: request.method, route, status: String(reply.statusCode) };
      this.telemetry.requests.observe(labels, reply.elapsedTime / 1000);
      if (route === DECIDE && request.method === 'POST') this.tell(request, reply.statusCode, reply.elapsedTime);
    });
  }

  /** A caller that waits for a person is no measure of the machine: `Prefer: wait` says so; it counts as a request. */
  private tell({ actor, authMs, headers }: RequestWithActor, status: number, elapsedMs: number): void {
    if (actor?.kind !== 'apiKey' || !this.live.isHeard) return;
    const { projectId } = actor;
    const at = this.clock.now().getTime();
    const totalMs = headers.prefer !== undefined && status < 400 ? null : elapsedMs;
    this.live.tell('request', { projectId, at, status, totalMs, authMs: authMs ?? null });
  }
}
