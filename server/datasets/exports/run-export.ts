import { Worker } from 'node:worker_threads';
import type { ToMain, ToThread } from './export-messages.js';
import { Turns } from './turns.js';
import { writeExport, type ExportOrder } from './write-export.js';

/** From so many rows on a thread pays, which takes a tenth of a second to start. */
const LARGE_ROWS = 5000;
/** Blocks that are on their way to a thread. */
const WINDOW = 4;
/** What it takes is a fraction; a row group of the widest rows takes most. */
const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 12 };

/** Large ones at a time: more would only take from each other, and from who waits for a decision. */
const turns = new Turns(2);

/**
 * Writes a version's file. Large ones are written by a thread of their own: who waits for a decision does not wait for an
 * export, and the memory that it takes is given back at its end. `rows`: of the version.
 */
export async function runExport(order: ExportOrder, blocks: AsyncIterable<Uint8Array>, rows: number): Promise<void> {
  await (rows < LARGE_ROWS ? writeExport(order, blocks) : turns.take(() => inThread(order, blocks)));
}

async function inThread(order: ExportOrder, blocks: AsyncIterable<Uint8Array>): Promise<void> {
  const script = import.meta.url.endsWith('.ts')
    ? '../../dist/datasets/exports/export-thread.js'
    : './export-thread.js';
  const thread = new Worker(new URL(script, import.meta.url), {
    workerData: order,
    resourceLimits: LIMITS,
    execArgv: [],
  });
  try {
    await feed(new ThreadPort(thread), blocks);
  } finally {
    await thread.terminate();
  }
}

async function feed(port: ThreadPort, blocks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const block of blocks) {
    await port.mayGo();
    // The driver's bytes are a part of something larger, which cannot be given away.
    const own = new Uint8Array(block);
    port.send({ kind: 'block', block: own }, [own.buffer]);
  }
  port.send({ kind: 'end' }, []);
  await port.ended;
}

/** A thread, at most so many blocks ahead of it. */
class ThreadPort {
  readonly ended: Promise<void>;
  private under = 0;
  private wake: () => void = () => undefined;

  constructor(private readonly thread: Worker) {
    this.ended = new Promise((resolve, reject) => {
      thread.on('message', (message: ToMain) => {
        if (message.kind === 'done') resolve();
        else if (message.kind === 'failed') reject(new Error(message.reason));
        else this.under -= 1;
        this.wake();
      });
      thread.on('error', reject);
      thread.on('exit', () => reject(new Error('The thread that writes the export has ended.')));
    });
    // Also heard where nobody waits for the end yet.
    this.ended.catch(() => this.wake());
  }

  send(message: ToThread, given: ArrayBuffer[]): void {
    if (message.kind === 'block') this.under += 1;
    this.thread.postMessage(message, given);
  }

  /** When another block may be sent. @throws what the thread ended with. */
  async mayGo(): Promise<void> {
    while (this.under >= WINDOW) {
      const next = new Promise<void>((resolve) => (this.wake = resolve));
      await Promise.race([next, this.ended]);
    }
  }
}
