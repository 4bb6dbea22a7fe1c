import { parentPort, workerData } from 'node:worker_threads';
import type { ToMain, ToThread } from './export-messages.js';
import { writeExport, type ExportOrder } from './write-export.js';

/** Writes one file from the blocks that it is sent, asking for one after the other. */
const tell = (message: ToMain): void => parentPort?.postMessage(message);
const arrived: ToThread[] = [];
let wake: () => void = () => undefined;
parentPort?.on('message', (message: ToThread) => {
  arrived.push(message);
  wake();
});

async function* blocks(): AsyncGenerator<Uint8Array> {
  for (;;) {
    const next = arrived.shift();
    if (next === undefined) await new Promise<void>((resolve) => (wake = resolve));
    else if (next.kind === 'end') return;
    else {
      yield next.block;
      tell({ kind: 'more' });
    }
  }
}

try {
  // Only run-export.ts starts this thread.
  await writeExport(workerData as ExportOrder, blocks());
  tell({ kind: 'done' });
} catch (error) {
  tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
}
parentPort?.close();
