import { parentPort, workerData } from 'node:worker_threads';
import { fitLinearText, type Example, type FitMetrics } from './fit-linear-text.js';
import { encodeModel } from './linear-text-model.js';

/** What goes into the thread and what comes out of it. */
export type FitTask = { readonly labels: readonly string[]; readonly examples: readonly Example[] };
export type FitResult = { readonly artifact: Uint8Array; readonly metrics: FitMetrics };

// Only its starter, train-model.ts, gives this data.
const task = workerData as FitTask;
const { model, metrics } = fitLinearText(task.labels, task.examples);
parentPort?.postMessage({ artifact: encodeModel(model), metrics } satisfies FitResult);
