import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../logging/index.js';
import { refuseBadRequest } from './client-error.js';
import { cutStalled } from './cut-stalled.js';
import { guardMetrics } from './guard-metrics.js';
import { logRequests, requestId } from './log-requests.js';
import { parseJsonBody } from './json-body.js';
import { ProblemError } from './problem-error.js';
import { sendProblem } from './problem.filter.js';
import { answerOtherMethods } from './route-table.js';
import { serveHealthOnly } from './serve-web.js';
import { shedLoad } from './shed-load.js';

/** How long requests under way may go on when the process stops. */
const CLOSE_GRACE_MS = 3000;
const BODY_LIMIT_BYTES = 1024 * 1024;

/** Everything that the pages need comes from here; nothing may frame them. Styles are set inline by the components. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: https: http:; media-src 'self' https: http:; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** Keeps the handler of failures that is set below: Nest would put its own over it, which knows no problem+json. */
class ProblemAdapter extends FastifyAdapter {
  override setErrorHandler(): ReturnType<FastifyAdapter['setErrorHandler']> {
    return this.getInstance();
  }
}

/**
 * Fastify as Handrail uses it: one strict JSON reader, security headers, failures as problem+json from the first byte.
 * `healthOnly`: takes nothing but questions about how it is. `metricsToken`: see `guardMetrics`.
 */
export function createHttpAdapter(
  log: Log,
  {
    healthOnly = false,
    metricsToken,
  }: { readonly healthOnly?: boolean; readonly metricsToken?: string | undefined } = {},
): FastifyAdapter {
  const adapter = new ProblemAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: requestId,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500 },
    clientErrorHandler: refuseBadRequest,
    // A proxy on this machine or in its own network tells who really asks, and whether by TLS.
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem({ error, request, reply, log }),
  });
  const fastify = adapter.getInstance();
  shedLoad(fastify);
  guardMetrics(fastify, metricsToken);
  cutStalled(fastify);
  logRequests(fastify, log);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      // Some clients name the type of a body that they do not send.
      const isNone = request.method === 'DELETE' && body.length === 0;
      done(null, isNone ? undefined : parseJsonBody(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  // A file: whoever takes it reads the stream, once it is known who sends it, and stops where it is too long.
  fastify.addContentTypeParser('application/octet-stream', (_request, stream, done) => done(null, stream));
  fastify.addHook('onRequest', (request, _reply, done) => done(refusedEncoding(request)));
  if (healthOnly) serveHealthOnly(fastify);
  answerOtherMethods(fastify);
  fastify.addHook('preClose', (done) => {
    // A connection on which nothing was asked yet (browsers open some ahead) counts as busy, and would hold the stop up.
    setTimeout(() => fastify.server.closeAllConnections(), CLOSE_GRACE_MS).unref();
    done();
  });
  fastify.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS))
      if (!reply.hasHeader(name)) void reply.header(name, value);
  });
  fastify.setErrorHandler((error: Error, request: FastifyRequest, reply: FastifyReply) =>
    sendProblem({ error, request, reply, log }),
  );
  return adapter;
}

/** A compressed body would be read as broken text; a small one that unpacks to gigabytes would be worse. */
function refusedEncoding({ headers }: FastifyRequest): ProblemError | undefined {
  const encoding = headers['content-encoding'];
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return undefined;
  return new ProblemError('unsupported-media-type', 'Send the body as it is, without Content-Encoding.');
}
