import type { IncomingMessage } from 'node:http';
import type { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, RouteOptions } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { GuardedSocket, type Socket } from './guarded-socket.js';

/** Who asks for a socket: a name that all of their sockets share, undefined for a stranger. */
export type AskWho = (request: IncomingMessage) => Promise<string | undefined>;
type Answer = (accepted: boolean, status?: number, message?: string, headers?: Record<string, string>) => void;
type WithSockets = RouteOptions & {
  wsHandler?: (this: unknown, socket: Socket, request: { raw: IncomingMessage }) => unknown;
};
type Opened = { readonly who: string | undefined; readonly request: IncomingMessage };

const PROTOCOL = 'graphql-transport-ws';
/** Strangers have nothing to listen to: they are told so, and gone. */
const MAX_STRANGERS = 100;
/** A person's tabs on all of their machines. */
const MAX_OF_ONE = 50;
const UNASKED: [number, string] = [503, 'The session cannot be checked now'];
const LATER = { 'Retry-After': '5' };

/**
 * Stands before the WebSockets of `/graphql`: how many there are, of whom, and for how long without a session. What a socket
 * may say is the business of `GuardedSocket`.
 */
export class SocketGuard {
  /** Until it is told whom to ask, it lets nobody in. */
  askWho: AskWho = () => Promise.reject(new Error('Nobody can be asked yet.'));
  private readonly open = new Map<GuardedSocket, Opened>();
  /** In the handshake: those about whom is asked, and those let in, so that a burst cannot pass the limits. */
  private readonly asking = new Set<IncomingMessage>();
  private readonly letIn = new Map<IncomingMessage, Opened>();

  constructor(
    fastify: FastifyInstance,
    private readonly schema: () => GraphQLSchema,
  ) {
    fastify.addHook('onRoute', (route: WithSockets) => this.standBefore(route));
  }

  /** As the `ws` library asks it, which counts the parameters. */
  readonly verify = ({ req }: { readonly req: IncomingMessage }, answer: Answer): void => {
    this.decide(req).then(
      (refused) => (refused ? answer(false, ...refused, LATER) : answer(true)),
      // As where who it is could not be asked: the browser comes again.
      () => answer(false, ...UNASKED, LATER),
    );
  };

  /** Status and words of a refusal. */
  private async decide(request: IncomingMessage): Promise<[number, string] | undefined> {
    if (request.headers['sec-websocket-protocol']?.split(/\s*,\s*/)[0] !== PROTOCOL)
      return [400, `Ask for the protocol ${PROTOCOL}`];
    if (this.asking.size >= MAX_STRANGERS) return [503, 'Too many connections are being opened'];
    this.asking.add(request);
    request.socket.once('close', () => this.letIn.delete(request));
    try {
      const who = await this.askWho(request);
      if (this.countOf(who) >= (who === undefined ? MAX_STRANGERS : MAX_OF_ONE))
        return [503, 'Too many connections are open'];
      if (!request.socket.destroyed) this.letIn.set(request, { who, request });
      return undefined;
    } catch {
      // Who it is could not be asked, as while the database is away: the browser comes again.
      return UNASKED;
    } finally {
      this.asking.delete(request);
    }
  }

  private countOf(who: string | undefined): number {
    let count = 0;
    for (const one of this.open.values()) if (one.who === who) count += 1;
    for (const one of this.letIn.values()) if (one.who === who) count += 1;
    return count;
  }

  private standBefore(route: WithSockets): void {
    const { wsHandler } = route;
    if (!wsHandler) return;
    // Not an arrow function: the handler is called on the plugin's own instance.
    const admit = this.admit.bind(this);
    route.wsHandler = function (socket, request) {
      admit(socket, request.raw);
      return wsHandler.call(this, socket, request);
    };
  }

  private admit(socket: Socket, request: IncomingMessage): void {
    const opened = this.letIn.get(request) ?? { who: undefined, request };
    this.letIn.delete(request);
    const guarded = new GuardedSocket(socket, { schema: this.schema, isStranger: opened.who === undefined });
    this.open.set(guarded, opened);
    socket.on('close', () => this.open.delete(guarded));
  }

  /** A socket outlives its session: who signed out elsewhere, or was shut out, keeps none. Throws where nobody can be asked. */
  async askAgain(): Promise<void> {
    for (const [socket, { who, request }] of this.open) {
      if (who === undefined) continue;
      if ((await this.askWho(request)) !== who) socket.leave('Sign in again.');
    }
  }
}

const guards = new WeakMap<FastifyInstance, SocketGuard>();

/** The guard of an application; made before its routes are. */
export function guardOf({ httpAdapter }: HttpAdapterHost): SocketGuard {
  const fastify = httpAdapter.getInstance<FastifyInstance>();
  const guard = guards.get(fastify) ?? new SocketGuard(fastify, () => fastify.graphql.schema);
  guards.set(fastify, guard);
  return guard;
}
