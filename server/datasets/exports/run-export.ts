import { Worker } from 'node:worker_threads';
import type { ToMain } from './export-messages.js';
import { Turns } from './turns.js';
import { writeExport, type ExportOrder, type OnBlock } from './write-export.js';

/** From so many rows on a thread pays, which takes a tenth of a second to start. */
const LARGE_ROWS = 5000;
/**
 * What it takes is a fraction; a row group of the widest rows takes most. Young ones are looked through often, so that the
 * bytes behind them are given back at once instead of in heaps.
 */
const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 12 };

/** Large ones at a time: more would only take from each other, and from who waits for a decision. */
const turns = new Turns(2);

/**
 * Writes a version's file. Large ones are read and written by a thread of their own: who waits for a decision does not wait
 * for an export, and the memory that it takes is given back at its end. `rows`: of the version.
 */
export async function runExport(order: ExportOrder, rows: number, onBlock?: OnBlock): Promise<void> {
  if (rows < LARGE_ROWS) await writeExport(order, onBlock);
  else await turns.take(() => inThread(order, onBlock));
}

async function inThread(order: ExportOrder, onBlock: OnBlock | undefined): Promise<void> {
  const script = import.meta.url.endsWith('.ts')
    ? '../../dist/datasets/exports/export-thread.js'
    : './export-thread.js';
  const thread = new Worker(new URL(script, import.meta.url), {
    workerData: order,
    resourceLimits: LIMITS,
    execArgv: [],
  });
  try {
    await endOf(thread, onBlock);
  } finally {
    await thread.terminate();
  }
}

function endOf(thread: Worker, onBlock: OnBlock | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    let told = Promise.resolve();
    thread.on('message', (message: ToMain) => {
      if (message.kind === 'failed') reject(new Error(message.reason));
      else if (message.kind === 'done') told.then(resolve, reject);
      else if (onBlock) {
        told = told.then(() => onBlock(message.blocks));
        told.catch(reject);
      }
    });
    thread.on('error', reject);
    thread.on('exit', () => reject(new Error('The thread that writes the export has ended.')));
  });
}
