import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { noteOnRequest } from '../logging/index.js';
import { isTracing, openSpan, type Carrier, type OpenSpan } from './tracing.js';

/** `version-traceid-parentid-flags` of W3C Trace Context; what is none begins a new trace. */
const TRACEPARENT = /^[\da-f]{2}-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}(-.*)?$/;
/** How the process is, asked every few seconds by machines. */
const QUIET = new Set(['/healthz', '/readyz', '/metrics']);

/** A span for every request, part of the caller's trace where the caller says so; without a collector no hook at all. */
@Injectable()
export class TraceRequests implements OnModuleInit {
  private readonly spans = new WeakMap<FastifyRequest, OpenSpan>();

  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    if (!isTracing()) return;
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.addHook('onRequest', (request, _reply, done) => {
      const span = this.begin(request);
      if (!span) return done();
      this.spans.set(request, span);
      noteOnRequest(request, { traceId: span.traceId });
      span.within(done);
    });
    // Reading the body has left the flow of the request.
    fastify.addHook('preValidation', (request, _reply, done) => {
      const span = this.spans.get(request);
      return span ? span.within(done) : done();
    });
    fastify.addHook('onResponse', async (request, reply) => {
      const span = this.spans.get(request);
      span?.set({ 'http.response.status_code': reply.statusCode });
      if (reply.statusCode >= 500) span?.fail(new Error(String(reply.statusCode)));
      span?.end();
    });
    fastify.addHook('onRequestAbort', (request, done) => {
      this.spans.get(request)?.end();
      done();
    });
  }

  private begin(request: FastifyRequest): OpenSpan | undefined {
    const route = request.is404 ? undefined : request.routeOptions.url;
    if (route !== undefined && QUIET.has(route)) return undefined;
    return openSpan(route === undefined ? request.method : `${request.method} ${route}`, {
      kind: 'server',
      parent: parentOf(request),
      attributes: {
        'http.request.method': request.method,
        'url.scheme': request.protocol,
        'handrail.request_id': request.id,
        ...(route === undefined ? {} : { 'http.route': route }),
      },
    });
  }
}

function parentOf({ headers }: FastifyRequest): Carrier | undefined {
  const { traceparent, tracestate } = headers;
  if (typeof traceparent !== 'string' || !TRACEPARENT.test(traceparent)) return undefined;
  return { traceparent, tracestate: typeof tracestate === 'string' ? tracestate : undefined };
}
