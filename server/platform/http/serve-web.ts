import type { FastifyInstance } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { notFound, ProblemError, toProblem } from './problem-error.js';

const FOR_MACHINES = /^\/(v1|graphql|healthz|readyz|metrics|openapi\.json|docs)(\/|$|\?)/;
const YEAR_SECONDS = 31_536_000;

/** Serves the built web application: hashed files for ever, and its one page for every address that is not for machines. */
export async function serveWeb(app: NestFastifyApplication, folder: string): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const index = join(folder, 'index.html');
  const page = existsSync(index)
    ? readFileSync(index, 'utf8')
    : '<!doctype html><title>Handrail</title><p>The web application is not built. Run <code>npm start</code>.</p>';
  if (existsSync(folder)) {
    await app.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      maxAge: YEAR_SECONDS * 1000,
      immutable: true,
      decorateReply: false,
    });
  }
  fastify.get('/*', (request, reply) => {
    const isPage = !FOR_MACHINES.test(request.url);
    if (isPage) return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
    const problem = toProblem(notFound('page'), request.url.split('?')[0]);
    return reply.status(404).header('content-type', 'application/problem+json; charset=utf-8').send(problem);
  });
}

const HEALTH = /^\/(healthz|readyz|metrics)(\?|$)/;

/** A process that only works on jobs still says how it is, and takes nothing in. Before any other rule of addresses. */
export function serveHealthOnly(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (HEALTH.test(request.url)) return done();
    done(new ProblemError('not-found', 'This process works on jobs only (HANDRAIL_ROLE=worker); ask one that serves.'));
  });
}
