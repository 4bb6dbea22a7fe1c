import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Telemetry } from './telemetry.js';

/** Measures every request by its route's pattern, so that the number of series stays small whatever addresses are asked. */
@Injectable()
export class MeasureRequests implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly telemetry: Telemetry,
  ) {}

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.addHook('onResponse', async (request, reply) => {
      const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
      const labels = { method: request.method, route, status: String(reply.statusCode) };
      this.telemetry.requests.observe(labels, reply.elapsedTime / 1000);
    });
  }
}
