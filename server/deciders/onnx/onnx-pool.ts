import { Worker } from 'node:worker_threads';
import {
  circuitBreaker,
  ConsecutiveBreaker,
  handleType,
  isBrokenCircuitError,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import type { OnnxQuestion, OnnxReply, OnnxStart, PlainTensor } from './onnx-messages.js';

type Outputs = Readonly<Record<string, PlainTensor>>;
type Asked = {
  readonly feeds: OnnxQuestion['feeds'];
  readonly wanted: readonly string[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
};
type Waiting = { readonly asked: Asked; readonly settle: (outcome: Outputs | Error) => void };

const START_MS = 30_000;
const MOST_WAITING = 1000;
const HEAP_MB = 256;
/** Each lost thread costs the start of a new one: a model that loses them one after the other is left alone for a while. */
const BREAKER = { failures: 3, openMs: 10_000 };

/** The question took its thread with it: `byItself` where the thread died, else it was too slow and was stopped. */
class LostThread extends Error {
  constructor(
    message: string,
    readonly byItself: boolean,
  ) {
    super(message);
  }
}

/**
 * Threads with one session of a model each. A question goes to the first that is free; one that takes too long is ended
 * with its thread, and a new thread takes its place. One whose thread died is asked once more; after three lost threads in
 * a row nothing is asked for ten seconds.
 */
export class OnnxPool {
  private readonly free: OnnxSession[] = [];
  private readonly waiting: Waiting[] = [];
  private readonly all = new Set<OnnxSession>();
  private readonly breaker: CircuitBreakerPolicy;
  private isClosed = false;

  private constructor(
    private readonly model: Uint8Array,
    { failures, openMs }: typeof BREAKER,
  ) {
    this.breaker = circuitBreaker(handleType(LostThread), {
      breaker: new ConsecutiveBreaker(failures),
      halfOpenAfter: openMs,
    });
  }

  /** @throws Error with the runtime's reason when it cannot load the model. */
  static async open(model: Uint8Array, threads: number, breaker = BREAKER): Promise<OnnxPool> {
    const pool = new OnnxPool(model, breaker);
    try {
      // The first shows whether it works at all.
      await pool.add();
      await Promise.all(Array.from({ length: threads - 1 }, () => pool.add()));
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  /** @throws Error naming what went wrong: refused by the model, too long, too many waiting, left alone. */
  async ask(asked: Asked): Promise<Outputs> {
    try {
      return await this.breaker.execute(() => this.tries(asked));
    } catch (error) {
      if (!isBrokenCircuitError(error)) throw error;
      throw new Error('The model is left alone: it was too slow or failed several times in a row.', { cause: error });
    }
  }

  private async tries(asked: Asked): Promise<Outputs> {
    try {
      return await this.once(asked);
    } catch (error) {
      if (!(error instanceof LostThread) || !error.byItself || this.isClosed) throw error;
      return this.once(asked);
    }
  }

  private async once(asked: Asked): Promise<Outputs> {
    if (this.isClosed) throw new Error('The model was closed.');
    asked.signal.throwIfAborted();
    if (this.waiting.length >= MOST_WAITING) throw new Error('Too many questions wait for this model.');
    return new Promise((resolve, reject) => {
      const settle = (outcome: Outputs | Error): void =>
        outcome instanceof Error ? reject(outcome) : resolve(outcome);
      this.waiting.push({ asked, settle });
      this.next();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const { settle } of this.waiting.splice(0)) settle(new Error('The model was closed.'));
    await Promise.all([...this.all].map((session) => session.end()));
    this.all.clear();
  }

  private async add(): Promise<void> {
    const session = await OnnxSession.start(this.model);
    if (this.isClosed) return session.end();
    this.all.add(session);
    this.free.push(session);
    this.next();
  }

  private next(): void {
    const session = this.free.pop();
    if (!session) return;
    const waiting = this.waiting.shift();
    if (!waiting) {
      this.free.push(session);
      return;
    }
    if (waiting.asked.signal.aborted) {
      waiting.settle(new Error('Nobody waits for the answer any more.'));
      this.free.push(session);
      return this.next();
    }
    session.run(waiting.asked).then(
      (outputs) => {
        waiting.settle(outputs);
        this.free.push(session);
        this.next();
      },
      (error: Error) => {
        waiting.settle(error);
        if (session.isEnded) return this.replace(session);
        this.free.push(session);
        this.next();
      },
    );
  }

  private replace(session: OnnxSession): void {
    this.all.delete(session);
    if (this.isClosed) return;
    this.add().catch((error: Error) => {
      // No thread can be had: whoever waits is told, and the next question tries again.
      if (this.all.size === 0) for (const { settle } of this.waiting.splice(0)) settle(error);
    });
  }
}

/** One thread with one session; asked one question at a time. */
class OnnxSession {
  isEnded = false;
  private lastId = 0;
  private onReply: ((reply: OnnxReply | Error) => void) | undefined;

  private constructor(private readonly thread: Worker) {
    thread.on('message', (reply: OnnxReply) => this.onReply?.(reply));
    thread.on('error', (error) => this.lost(new LostThread(`The model’s thread failed: ${error.message}`, true)));
    thread.on('exit', () => this.lost(new LostThread('The model’s thread has ended.', true)));
  }

  static async start(model: Uint8Array): Promise<OnnxSession> {
    const script = import.meta.url.endsWith('.ts') ? '../../dist/deciders/onnx/onnx-thread.js' : './onnx-thread.js';
    const thread = new Worker(new URL(script, import.meta.url), {
      workerData: { model } satisfies OnnxStart,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
      stdout: false,
      stderr: true,
    });
    const session = new OnnxSession(thread);
    const reply = await session.replyWithin(START_MS, () => undefined);
    if (reply instanceof Error || reply.kind !== 'ready') {
      await session.end();
      throw reply instanceof Error ? reply : new Error(reply.kind === 'broken' ? reply.reason : 'It did not start.');
    }
    return session;
  }

  async run({ feeds, wanted, timeoutMs, signal }: Asked): Promise<Outputs> {
    this.lastId += 1;
    const question: OnnxQuestion = { id: this.lastId, feeds, wanted };
    const stop = (): void => this.onReply?.(new LostThread('Nobody waits for the answer any more.', false));
    signal.addEventListener('abort', stop, { once: true });
    const reply = await this.replyWithin(timeoutMs, () => this.thread.postMessage(question));
    signal.removeEventListener('abort', stop);
    if (reply instanceof Error) {
      // What it is busy with cannot be stopped otherwise.
      await this.end();
      throw reply;
    }
    if (reply.kind === 'answer') return reply.outputs;
    throw new Error(reply.kind === 'failed' ? `The model failed: ${reply.reason}` : 'The model gave no answer.');
  }

  async end(): Promise<void> {
    this.isEnded = true;
    await this.thread.terminate();
  }

  private replyWithin(timeoutMs: number, send: () => void): Promise<OnnxReply | Error> {
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => settle(new LostThread(`The model took longer than ${timeoutMs} ms and was stopped.`, false)),
        timeoutMs,
      );
      const settle = (reply: OnnxReply | Error): void => {
        clearTimeout(timer);
        this.onReply = undefined;
        resolve(reply);
      };
      this.onReply = settle;
      send();
    });
  }

  private lost(error: Error): void {
    this.isEnded = true;
    this.onReply?.(error);
  }
}
