import { toleranceOf } from '@handrail/shared/schema';
import type { ConnectorOpener } from './connector.js';
import { answerOf } from './trainer/linear-model.js';
import { decodeModel } from './trainer/model-file.js';

/** Opens what the product's own trainer made: decoded once, then asked in memory. */
export const openBuiltin: ConnectorOpener = ({ artifact, reference, outputSchema }) => {
  if (!artifact) throw new Error(`${reference} has no model file.`);
  const stored = decodeModel(artifact);
  // What counts as the same number may have been stated anew since it was trained; its confidence follows.
  const { number } = stored;
  const model = number ? { ...stored, number: { ...number, tolerance: toleranceOf(outputSchema) } } : stored;
  return { ask: ({ input }) => answerOf(model, input) };
};
