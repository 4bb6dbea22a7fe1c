import { onnxConfigSchema, type OnnxConfig } from '@handrail/shared/deciders';
import type { ConnectorOpener, OpenConnector } from '../connector.js';
import { feedsOf, saidOf } from './onnx-answer.js';
import { OnnxPool } from './onnx-pool.js';
import { readModel } from './read-model.js';

/** Opens an uploaded model in `threads` threads of its own. */
export function openOnnxIn(threads: number): ConnectorOpener {
  return ({ artifact, config, reference }) => {
    if (!artifact) throw new Error(`${reference} has no model file.`);
    return openModel(artifact, onnxConfigSchema.parse(config), threads);
  };
}

/** @throws Error with the runtime's reason when it cannot load the model. */
export async function openModel(file: Buffer, config: OnnxConfig, threads: number): Promise<OpenConnector> {
  const { description, tensor: name = config.output.name, model } = await readModel(file, config.output.name);
  const wanted = [name];
  const pool = await OnnxPool.open(model, threads);
  return {
    ask: async ({ input, signal }) => {
      const feeds = feedsOf(config, description, input);
      const outputs = await pool.ask({ feeds, wanted, timeoutMs: config.timeoutMs, signal });
      const [tensor] = Object.values(outputs);
      if (!tensor) throw new Error('The model gave no answer.');
      return saidOf(config, tensor);
    },
    close: () => pool.close(),
  };
}
