import { Piscina } from 'piscina';
import { NotOnnx } from './onnx-file.js';
import type { OnnxRead, OnnxReading } from './onnx-read-thread.js';

const READ_MS = 20_000;
const HEAP_MB = 512;
const IDLE_MS = 1000;

export type ReadModel = Exclude<OnnxRead, { refused: string }>;

let threads: Piscina<OnnxReading, OnnxRead> | undefined;

/**
 * What a model's file says of itself; with the name of an `output`, also the tensor that it stands for and the file as the
 * runtime takes it. In a thread that is ended after 20 s: a file of 64 MB can be made to take minutes.
 *
 * @throws NotOnnx in words for whoever uploaded it.
 */
export async function readModel(file: Buffer, output?: string): Promise<ReadModel> {
  try {
    const read = await pool().run({ file, output }, { signal: AbortSignal.timeout(READ_MS) });
    if ('refused' in read) throw new NotOnnx(read.refused);
    return read;
  } catch (error) {
    if (error instanceof NotOnnx) throw error;
    throw new NotOnnx('The file takes too long, or too much memory, to read.', { cause: error });
  }
}

function pool(): Piscina<OnnxReading, OnnxRead> {
  const script = import.meta.url.endsWith('.ts')
    ? '../../dist/deciders/onnx/onnx-read-thread.js'
    : './onnx-read-thread.js';
  threads ??= new Piscina<OnnxReading, OnnxRead>({
    filename: new URL(script, import.meta.url).href,
    name: 'readModelFile',
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  return threads;
}
