import type { ConnectorOpener } from './connector.js';
import { answerOf } from './trainer/linear-model.js';
import { decodeModel } from './trainer/model-file.js';

/** Opens what the product's own trainer made: decoded once, then asked in memory. */
export const openBuiltin: ConnectorOpener = ({ artifact, reference }) => {
  if (!artifact) throw new Error(`${reference} has no model file.`);
  const model = decodeModel(artifact);
  return { ask: ({ input }) => answerOf(model, input) };
};
