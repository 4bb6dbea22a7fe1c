import { parentPort, workerData } from 'node:worker_threads';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import type { OnnxQuestion, OnnxReply, OnnxStart, PlainTensor } from './onnx-messages.js';

/** One session of one model, in a thread of its own: asked one case at a time, gone with all its memory when it is ended. */
env.wasm.numThreads = 1;
/** Of one session in all: a graph of a few bytes can ask for as much as there is. 64 KB each. */
const MOST_PAGES = 32_768;
/** An answer is a label or a score a label; what is longer would be copied through the whole process first. */
const MOST_VALUES = 10_000;
const MOST_CHARACTERS = 100_000;
capMemory();
const tell = (reply: OnnxReply): void => parentPort?.postMessage(reply);

try {
  // Only onnx-pool.ts starts this thread.
  const { model } = workerData as OnnxStart;
  const session = await InferenceSession.create(model, { logSeverityLevel: 4 });
  parentPort?.on('message', (question: OnnxQuestion) => {
    answer(session, question).catch((error: unknown) =>
      tell({ kind: 'failed', id: question.id, reason: reasonOf(error) }),
    );
  });
  tell({ kind: 'ready' });
} catch (error) {
  tell({ kind: 'broken', reason: reasonOf(error) });
}

async function answer(session: InferenceSession, { id, feeds, wanted }: OnnxQuestion): Promise<void> {
  try {
    const given = Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, toTensor(tensor)]));
    const outputs = await session.run(given, [...wanted], { logSeverityLevel: 4 });
    tell({ kind: 'answer', id, outputs: Object.fromEntries(wanted.map((name) => [name, toPlain(outputs[name])])) });
  } catch (error) {
    tell({ kind: 'failed', id, reason: reasonOf(error) });
  }
}

function toTensor({ type, dims, values }: PlainTensor): Tensor {
  const numbers = values as readonly number[];
  switch (type) {
    case 'string':
      return new Tensor('string', values as string[], dims);
    case 'int64':
      return new Tensor('int64', BigInt64Array.from(values as readonly bigint[]), dims);
    case 'int32':
      return new Tensor('int32', Int32Array.from(numbers), dims);
    case 'bool':
      return new Tensor('bool', Uint8Array.from(numbers), dims);
    case 'float64':
      return new Tensor('float64', Float64Array.from(numbers), dims);
    default:
      return new Tensor('float32', Float32Array.from(numbers), dims);
  }
}

function toPlain(tensor: Tensor | undefined): PlainTensor {
  if (!tensor) throw new Error('The model left an output out.');
  if (tensor.size > MOST_VALUES)
    throw new Error(`The output holds ${tensor.size} values; at most ${MOST_VALUES} can be an answer.`);
  const values = [...(tensor.data as ArrayLike<number | string | bigint> & Iterable<number | string | bigint>)];
  if (values.some((value) => typeof value === 'string' && value.length > MOST_CHARACTERS))
    throw new Error(`A text of the output is longer than ${MOST_CHARACTERS} characters.`);
  return { type: tensor.type, dims: tensor.dims, values };
}

/** The runtime asks for a memory that may grow to 4 GB; it gets one that may not. */
function capMemory(): void {
  const Whole = WebAssembly.Memory;
  WebAssembly.Memory = class extends Whole {
    constructor(wanted: WebAssembly.MemoryDescriptor) {
      super({ ...wanted, maximum: Math.min(wanted.maximum ?? MOST_PAGES, MOST_PAGES) });
    }
  };
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error))
    .replace(/^.*ERROR_MESSAGE: ?/s, '')
    .trim()
    .slice(0, 500);
}
