import type { GraphQLError, GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { parseJsonBody, ProblemError, toProblem } from '../http/index.js';
import { errorsOfSubscription } from './document-limits.js';

/** What is used of the `ws` library's socket. */
export type Socket = {
  readonly bufferedAmount: number;
  emit(event: string, ...more: unknown[]): boolean;
  send(data: string, ...more: unknown[]): void;
  close(code: number, reason: string): void;
  terminate(): void;
  on(event: 'close', heard: () => void): unknown;
};

const HANDSHAKE_MS = 10_000;
/** How long a stranger's socket lives: enough to be told why. */
const STRANGER_MS = 10_000;
/** Then a peer that does not answer the farewell is cut off. */
const FAREWELL_MS = 1000;
const MAX_SUBSCRIPTIONS = 20;
const MAX_STRANGERS_SUBSCRIPTIONS = 1;
const MAX_MESSAGE_BYTES = 128 * 1024;
const MAX_WAITING_BYTES = 1024 * 1024;
const BURST = 100;
const PER_SECOND = 20;

/** Close codes of the graphql-transport-ws protocol; a browser comes back after 4403 and 4408, not after the others. */
const CODE = { tooBig: 1009, later: 1013, badMessage: 4400, forbidden: 4403, initTimeout: 4408, tooManyInits: 4429 };

const ID = z.string().regex(/^[\w.:-]{1,100}$/);
const MESSAGE = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connection_init') }),
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('pong') }),
  z.object({ type: z.literal('complete'), id: ID }),
  z.object({
    type: z.literal('subscribe'),
    id: ID,
    payload: z.object({
      query: z.string(),
      variables: z.record(z.string(), z.unknown()).nullish(),
      operationName: z.string().nullish(),
    }),
  }),
]);
type Subscribe = Extract<z.output<typeof MESSAGE>, { type: 'subscribe' }>;
/** How Mercurius writes that a subscription is over; ids are plain words. */
const OVER = /^\{"type":"(complete|error)","id":"([^"]+)"/;

type Options = { readonly schema: () => GraphQLSchema; readonly isStranger: boolean };

/**
 * Stands between one WebSocket and Mercurius, which parses whatever comes and forgets no subscription that was refused: hands
 * on only messages of the protocol, of a bounded pace, whose documents keep the limits that those by POST keep.
 */
export class GuardedSocket {
  private readonly hear: (text: string) => void;
  private readonly say: (text: string) => void;
  private readonly running = new Set<string>();
  private isInitialised = false;
  private isLeaving = false;
  private budget = BURST;
  private refilledAt = performance.now();

  constructor(
    private readonly socket: Socket,
    private readonly options: Options,
  ) {
    const emit = socket.emit.bind(socket);
    const send = socket.send.bind(socket);
    this.hear = (text) => void emit('message', Buffer.from(text), false);
    this.say = (text) => send(text);
    socket.emit = (event, ...more) => (event === 'message' ? this.take(more[0] as Buffer) : emit(event, ...more));
    socket.send = (data, ...more) => {
      send(data, ...more);
      this.noticeEnd(data);
    };
    const timers = [
      setTimeout(() => !this.isInitialised && this.close(CODE.initTimeout, 'No connection_init came.'), HANDSHAKE_MS),
      ...(options.isStranger ? [setTimeout(() => this.leave('Sign in.'), STRANGER_MS)] : []),
    ];
    socket.on('close', () => timers.forEach(clearTimeout));
  }

  /** For who has no session, or none any more. */
  leave(reason: string): void {
    this.close(CODE.forbidden, reason);
  }

  private take(data: Buffer): boolean {
    if (this.isLeaving) return true;
    const message = data.length > MAX_MESSAGE_BYTES ? undefined : read(data);
    if (!this.mayGoOn()) this.close(CODE.later, 'Too many messages.');
    else if (message) this.handOn(message);
    else if (data.length > MAX_MESSAGE_BYTES) this.close(CODE.tooBig, 'The message is too long.');
    else this.close(CODE.badMessage, 'This is no message of graphql-transport-ws.');
    return true;
  }

  /** Hands on what was understood, not what came: no headers to be taken over, no extensions. */
  private handOn(message: z.output<typeof MESSAGE>): void {
    if (message.type === 'connection_init') {
      if (this.isInitialised) return this.close(CODE.tooManyInits, 'One connection_init is enough.');
      this.isInitialised = true;
    }
    if (message.type === 'complete') this.running.delete(message.id);
    if (message.type === 'subscribe') {
      const errors = this.refusalOf(message);
      if (errors.length > 0) {
        this.say(JSON.stringify({ id: message.id, type: 'error', payload: errors }));
        if (this.options.isStranger) this.leave('Sign in.');
        return;
      }
      this.running.add(message.id);
    }
    this.hear(JSON.stringify(message));
  }

  private refusalOf({ id, payload }: Subscribe): readonly (GraphQLError | object)[] {
    if (this.running.has(id)) return [refused(`The id ${id} is in use.`)];
    const most = this.options.isStranger ? MAX_STRANGERS_SUBSCRIPTIONS : MAX_SUBSCRIPTIONS;
    if (this.running.size >= most) return [refused(`At most ${most} subscriptions run on one connection.`)];
    const errors = errorsOfSubscription(this.options.schema(), payload.query, payload.operationName ?? undefined);
    return errors.map((error) => ({ ...error.toJSON(), ...refused(error.message) }));
  }

  private noticeEnd(text: string): void {
    if (this.socket.bufferedAmount > MAX_WAITING_BYTES) return this.socket.terminate();
    const [, kind, id] = OVER.exec(text) ?? [];
    if (id === undefined || !this.running.delete(id)) return;
    // Mercurius forgets only what was completed.
    if (kind === 'error') setImmediate(() => !this.isLeaving && this.hear(JSON.stringify({ type: 'complete', id })));
    if (this.options.isStranger) this.leave('Sign in.');
  }

  private mayGoOn(): boolean {
    const now = performance.now();
    this.budget = Math.min(BURST, this.budget + ((now - this.refilledAt) / 1000) * PER_SECOND);
    this.refilledAt = now;
    this.budget -= 1;
    return this.budget >= 0;
  }

  private close(code: number, reason: string): void {
    this.isLeaving = true;
    this.socket.close(code, reason);
    setTimeout(() => this.socket.terminate(), FAREWELL_MS).unref();
  }
}

function read(data: Buffer): z.output<typeof MESSAGE> | undefined {
  try {
    return MESSAGE.safeParse(parseJsonBody(data)).data;
  } catch {
    // What cannot be read is answered by closing: the reader's words are for bodies.
    return undefined;
  }
}

function refused(message: string): object {
  return { message, extensions: { problem: toProblem(new ProblemError('bad-request', message)) } };
}
