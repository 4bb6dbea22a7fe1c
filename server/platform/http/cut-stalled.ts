import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { refuseBadRequest } from './client-error.js';

type Limits = {
  /** A body of which nothing comes for so long is cut off. */
  readonly stalledMs: number;
  /** After so long a body has come at the slowest pace at least, or somebody holds a connection open by drops. */
  readonly slowAfterMs: number;
  readonly lookMs: number;
};
const LIMITS: Limits = { stalledMs: 30_000, slowAfterMs: 60_000, lookMs: 5000 };
const SLOWEST_BYTES_PER_SECOND = 4096;

type Coming = { readonly since: number; readonly from: number; bytes: number; movedAt: number };

/** Cuts off bodies that stop midway, with 408: each would hold its connection, and what it has sent, for ever. */
export function cutStalled(fastify: FastifyInstance, limits = LIMITS): void {
  const coming = new Map<IncomingMessage, Coming>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { raw } = request;
    const hasBody = raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length'] ?? 0) > 0;
    if (hasBody && !raw.complete) {
      const [now, bytes] = [performance.now(), raw.socket.bytesRead];
      coming.set(raw, { since: now, from: bytes, bytes, movedAt: now });
      raw.once('close', () => coming.delete(raw));
    }
    done();
  });
  // Not background work: it reads what this process holds, and has nothing that could fail.
  const timer = setInterval(() => {
    const now = performance.now();
    for (const [raw, state] of coming) {
      if (raw.complete || raw.destroyed) coming.delete(raw);
      else if (isStalled(raw, state, { now, limits })) cut(raw);
    }
  }, limits.lookMs).unref();
  fastify.addHook('onClose', (_instance, done) => {
    clearInterval(timer);
    done();
  });
}

function isStalled(
  raw: IncomingMessage,
  state: Coming,
  { now, limits: { stalledMs, slowAfterMs } }: { now: number; limits: Limits },
): boolean {
  // What waits here for us to read it is not the sender's fault.
  if (raw.socket.bytesRead !== state.bytes || raw.readableLength > 0) {
    state.bytes = raw.socket.bytesRead;
    state.movedAt = now;
  }
  const age = now - state.since;
  const pace = ((state.bytes - state.from) / age) * 1000;
  const isSlow = age > slowAfterMs && pace < SLOWEST_BYTES_PER_SECOND && raw.readableLength === 0;
  return isSlow || now - state.movedAt > stalledMs;
}

function cut(raw: IncomingMessage): void {
  refuseBadRequest(
    Object.assign(new Error('The body stopped midway.'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }),
    raw.socket,
  );
  // A peer that does not read is not waited for.
  setTimeout(() => raw.socket.destroy(), 1000).unref();
}
