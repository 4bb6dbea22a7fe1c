import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_COOKIE, SESSION_DAYS } from './session-store.js';

export type ReplyContext = { readonly req: FastifyRequest; readonly reply: FastifyReply };

const ATTRIBUTES = 'Path=/; HttpOnly; SameSite=Strict';
const DAY_SECONDS = 86_400;

export function setSessionCookie({ req, reply }: ReplyContext, token: string): void {
  void reply.header(
    'set-cookie',
    `${SESSION_COOKIE}=${token}; ${ATTRIBUTES}; Max-Age=${SESSION_DAYS * DAY_SECONDS}${secure(req)}`,
  );
}

export function clearSessionCookie({ req, reply }: ReplyContext): void {
  void reply.header('set-cookie', `${SESSION_COOKIE}=; ${ATTRIBUTES}; Max-Age=0${secure(req)}`);
}

/** Behind a proxy that ends TLS the proxy says so. */
function secure(request: FastifyRequest): string {
  return request.protocol === 'https' || String(request.headers['x-forwarded-proto']).split(',')[0] === 'https'
    ? '; Secure'
    : '';
}
