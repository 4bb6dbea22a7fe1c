import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { shownId } from '../ids/index.js';
import { notesOf, type Log } from '../logging/index.js';

const REQUEST_ID = 'x-request-id';
/** Anything else could break a line of somebody's log. */
const SAFE_ID = /^[\w.:-]{1,100}$/;
/** How the process is, asked every few seconds by machines. */
const QUIET = /^\/(healthz|readyz|metrics)(\?|$)/;

/** The caller's own id of the request where it is a plain word, else a new one. */
export function requestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers[REQUEST_ID];
  return typeof given === 'string' && SAFE_ID.test(given) ? given : shownId();
}

/** Tells every request its id, and at level `info` writes one line for each: what was asked and what came of it. */
export function logRequests(fastify: FastifyInstance, log: Log): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header(REQUEST_ID, request.id);
    done();
  });
  if (!log.isLevelEnabled('info')) return;
  fastify.addHook('onResponse', async (request, reply) => {
    if (QUIET.test(request.url)) return;
    log.info(
      {
        ...identityOf(request),
        method: request.method,
        route: request.is404 ? undefined : request.routeOptions.url,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
}

/** What every line about a request carries: nothing of its address, which may hold what it should not. */
export function identityOf(request: FastifyRequest): Record<string, unknown> {
  return { requestId: request.id, ...notesOf(request) };
}
