import { NotOnnx, readOnnx, tensorBehind, withoutZipMap, type OnnxDescription } from './onnx-file.js';

export type OnnxReading = { readonly file: Uint8Array; readonly output: string | undefined };
export type OnnxRead =
  | { readonly description: OnnxDescription; readonly tensor: string | undefined; readonly model: Uint8Array }
  | { readonly refused: string };

/** Reads a model's file, in a thread of its own: read-model.ts starts it. */
export function readModelFile({ file, output }: OnnxReading): OnnxRead {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  try {
    const description = readOnnx(bytes);
    const tensor = output === undefined ? undefined : tensorBehind(bytes, output);
    return { description, tensor, model: output === undefined ? new Uint8Array() : withoutZipMap(bytes) };
  } catch (error) {
    if (error instanceof NotOnnx) return { refused: error.message };
    throw error;
  }
}
