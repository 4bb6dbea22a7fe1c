import { z } from 'zod';

const fieldName = z.string().min(1).max(64);
const tensorName = z.string().min(1).max(500);

/** One number or text of an input: a field's value, or 1 where the field `is` this value and 0 elsewhere. */
const onnxColumnSchema = z.strictObject({ field: fieldName, is: z.string().min(1).max(500).optional() });

/** What the model's scores are: already probabilities, or logits that a softmax or (for a single one) a sigmoid makes so. */
export const ONNX_ACTIVATIONS = ['none', 'softmax', 'sigmoid'] as const;

/** How an uploaded model is asked and how its answer is read. */
export const onnxConfigSchema = z.strictObject({
  inputs: z
    .array(z.strictObject({ name: tensorName, columns: z.array(onnxColumnSchema).min(1).max(10_000) }))
    .min(1)
    .max(500),
  output: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('scores'),
      name: tensorName,
      activation: z.enum(ONNX_ACTIVATIONS),
      /** The project's labels in the order of the scores; for a single score: what low and what high speaks for. */
      labels: z.array(z.string().min(1).max(200)).min(2).max(500),
    }),
    /** A label without a score: it never decides by itself, for want of a confidence. */
    z.strictObject({ kind: z.literal('label'), name: tensorName }),
    z.strictObject({ kind: z.literal('number'), name: tensorName }),
  ]),
  /** A model that takes longer is stopped, and that is an error of its answer. */
  timeoutMs: z.int().min(10).max(60_000).default(2000),
});
export type OnnxConfig = z.output<typeof onnxConfigSchema>;
export type OnnxColumn = z.output<typeof onnxColumnSchema>;
