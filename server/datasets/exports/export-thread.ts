import { parentPort, workerData } from 'node:worker_threads';
import type { ToMain } from './export-messages.js';
import { writeExport, type ExportOrder } from './write-export.js';

/** Reads a version's rows and writes its file, so that the process that answers people holds none of them. */
const tell = (message: ToMain): void => parentPort?.postMessage(message);

try {
  // Only run-export.ts starts this thread.
  await writeExport(workerData as ExportOrder, (blocks) => Promise.resolve(tell({ kind: 'read', blocks })));
  tell({ kind: 'done' });
} catch (error) {
  tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
}
parentPort?.close();
