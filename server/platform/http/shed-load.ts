import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problem-error.js';

const HEALTH = /^\/(healthz|readyz|metrics)(\?|$)/;
/** Below, a slow moment passes by itself, and nobody is turned away. */
const MOST_AT_ONCE = 200;
const LATE_MS = 200;
const TICK_MS = 50;
const RETRY_AFTER_SECONDS = 1;
/** More than any machine of one process serves; each holds memory and a file. */
const MAX_CONNECTIONS = 8192;

/**
 * Answers how it is before anything else, and turns requests away while more come than there is time for: an answer of 503
 * at once, which says when to come again, where otherwise all would wait for many seconds and the health check as well.
 */
export function shedLoad(fastify: FastifyInstance): void {
  fastify.server.maxConnections = MAX_CONNECTIONS;
  const loop = new LoopDelay();
  let running = 0;
  fastify.addHook('onRequest', (request, reply, done) => {
    // Whoever shows a key has it looked at, as everywhere.
    const isPlain = request.method === 'GET' && request.headers.authorization === undefined;
    if (isPlain && request.raw.url === '/healthz') {
      void reply.type('application/json; charset=utf-8').send('{"status":"ok"}');
      return;
    }
    if (running >= MOST_AT_ONCE && !HEALTH.test(request.url) && loop.delay() > LATE_MS) {
      const detail = 'More requests come in than there is time for. Try again in a moment.';
      return done(new ProblemError('unavailable', detail, { retryAfter: RETRY_AFTER_SECONDS }));
    }
    running += 1;
    reply.raw.once('close', () => (running -= 1));
    done();
  });
  fastify.addHook('onClose', (_instance, done) => {
    loop.stop();
    done();
  });
}

/** How late the event loop comes to what is due, from a timer of its own. */
class LoopDelay {
  private dueAt = performance.now() + TICK_MS;
  private last = 0;
  // Not background work: a clock.
  private readonly timer = setInterval(() => {
    const now = performance.now();
    this.last = Math.max(0, now - this.dueAt);
    this.dueAt = now + TICK_MS;
  }, TICK_MS).unref();

  /** Milliseconds: of the last time, or of the one that is late now. */
  delay(): number {
    return Math.max(this.last, performance.now() - this.dueAt);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
