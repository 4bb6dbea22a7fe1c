import type { FastifyInstance } from 'fastify';
import { notFound, ProblemError } from './problem-error.js';

type Pattern = { readonly matches: RegExp; readonly methods: Set<string> };

/** What each address takes, so that another method is told so instead of "not found". */
class RouteTable {
  private readonly patterns = new Map<string, Pattern>();

  add(url: string, methods: readonly string[]): void {
    if (url.includes('*')) return;
    const pattern = this.patterns.get(url) ?? { matches: toRegExp(url), methods: new Set() };
    for (const method of methods) pattern.methods.add(method);
    this.patterns.set(url, pattern);
  }

  /** Empty where no route has this path. */
  allowed(path: string): string[] {
    const methods = new Set<string>();
    for (const pattern of this.patterns.values()) {
      if (pattern.matches.test(path)) for (const method of pattern.methods) methods.add(method);
    }
    return [...methods].sort();
  }
}

/** Answers OPTIONS, and refuses methods that an address does not take with 405 and `Allow`, before any body is read. */
export function answerOtherMethods(fastify: FastifyInstance): void {
  const table = new RouteTable();
  fastify.addHook('onRoute', ({ url, method }) => table.add(url, [method].flat()));
  fastify.addHook('onRequest', async (request, reply) => {
    const isPage = request.routeOptions.url === '/*';
    if (!request.is404 && !isPage) return undefined;
    const allow = table.allowed(request.url.split('?')[0] ?? '');
    if (allow.length === 0) {
      if (isPage) return undefined;
      throw notFound('address');
    }
    // It takes the method, and a part of the address is longer than anything that there is.
    if (allow.includes(request.method)) throw notFound('address');
    if (request.method === 'OPTIONS')
      return reply
        .status(204)
        .header('allow', [...allow, 'OPTIONS'].join(', '))
        .send();
    throw new ProblemError('method-not-allowed', `This address takes ${allow.join(', ')}.`, { allow });
  });
}

function toRegExp(url: string): RegExp {
  const parts = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part.replaceAll(/[^\w-]/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}$`);
}
