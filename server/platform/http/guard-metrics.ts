import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from './problem-error.js';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/**
 * Keeps `/metrics` from strangers: counts of decisions by decider, read before and after each case, would tell a reviewer of
 * a blind case what the machine did with it. With a token only who shows it reads them; without one only this machine does.
 */
export function guardMetrics(fastify: FastifyInstance, token: string | undefined): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.url !== '/metrics') return done();
    if (!mayRead(request, token))
      return done(
        new ProblemError(
          'unauthenticated',
          token === undefined
            ? 'Only this machine may read /metrics. Set HANDRAIL_METRICS_TOKEN and send it as a bearer token.'
            : 'Send HANDRAIL_METRICS_TOKEN as a bearer token to read /metrics.',
        ),
      );
    // It is no API key, and nobody else is to take it for one.
    if (token !== undefined) delete request.headers.authorization;
    done();
  });
}

function mayRead({ headers, ip }: FastifyRequest, token: string | undefined): boolean {
  if (token === undefined) return LOOPBACK.test(ip);
  return timingSafeEqual(hashOf(headers.authorization ?? ''), hashOf(`Bearer ${token}`));
}

/** Of one length, so that they can be compared in one time. */
function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
