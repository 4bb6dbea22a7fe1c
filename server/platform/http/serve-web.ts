import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
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
      // Compressed when the application was built; the server sets an ETag of what it sends.
      preCompressed: true,
      // A cache that is shared must not give what one browser can unpack to another that cannot.
      setHeaders: (reply) => void reply.setHeader('vary', 'accept-encoding'),
    });
  }
  const pages = inEveryEncoding(page);
  fastify.get('/*', (request, reply) => {
    if (!FOR_MACHINES.test(request.url)) return sendPage(request, reply, pages);
    const problem = toProblem(notFound('page'), request.url.split('?')[0]);
    return reply.status(404).header('content-type', 'application/problem+json; charset=utf-8').send(problem);
  });
}

type Pages = { readonly etag: string; readonly plain: Buffer; readonly br: Buffer; readonly gzip: Buffer };

function inEveryEncoding(page: string): Pages {
  const etag = createHash('sha256').update(page).digest('base64url').slice(0, 22);
  const plain = Buffer.from(page);
  return { etag, plain, br: brotliCompressSync(plain), gzip: gzipSync(plain) };
}

/** The page names the files of this build, so it is asked for each time; unchanged, that costs an answer without a body. */
function sendPage(request: FastifyRequest, reply: FastifyReply, pages: Pages): FastifyReply {
  const encoding = chosenEncoding(request.headers['accept-encoding']);
  const etag = `"${pages.etag}-${encoding ?? 'plain'}"`;
  void reply.header('cache-control', 'no-cache').header('vary', 'accept-encoding').header('etag', etag);
  if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)) return reply.status(304).send();
  if (encoding) void reply.header('content-encoding', encoding);
  return reply.type('text/html; charset=utf-8').send(encoding ? pages[encoding] : pages.plain);
}

function chosenEncoding(accepted = ''): 'br' | 'gzip' | undefined {
  const named = accepted.split(',').map((one) => one.trim().toLowerCase().replaceAll(/\s/g, ''));
  const accepts = (name: string): boolean =>
    named.some((one) => one.split(';')[0] === name && !/;q=0(\.0*)?$/.test(one));
  return (['br', 'gzip'] as const).find(accepts);
}

const HEALTH = /^\/(healthz|readyz|metrics)(\?|$)/;

/** A process that only works on jobs still says how it is, and takes nothing in. Before any other rule of addresses. */
export function serveHealthOnly(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (HEALTH.test(request.url)) return done();
    done(new ProblemError('not-found', 'This process works on jobs only (HANDRAIL_ROLE=worker); ask one that serves.'));
  });
}
