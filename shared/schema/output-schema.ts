import { z } from 'zod';

/** What kind of answer a project asks for. */
export const OUTPUT_KINDS = ['label', 'labels', 'number', 'text'] as const;
export type OutputKind = (typeof OUTPUT_KINDS)[number];

const outputLabel = z.strictObject({
  value: z.string().min(1).max(200),
  title: z.string().max(200).optional(),
  description: z.string().max(1000).optional(),
});

const labelList = z
  .array(outputLabel)
  .min(2)
  .max(500)
  .refine((labels) => new Set(labels.map((label) => label.value)).size === labels.length, 'label values must differ');

/** What can be answered: one label, several labels, a number (inclusive bounds), or free text. */
export const outputSchemaSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('label'), labels: labelList }),
  z.strictObject({
    kind: z.literal('labels'),
    labels: labelList,
    minimum: z.int().min(0).default(0),
    maximum: z.int().min(1).optional(),
  }),
  z.strictObject({
    kind: z.literal('number'),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    integer: z.boolean().default(false),
    unit: z.string().max(40).optional(),
  }),
  z.strictObject({ kind: z.literal('text'), maxLength: z.int().min(1).max(100_000).default(10_000) }),
]);

export type OutputSchema = z.output<typeof outputSchemaSchema>;
export type OutputLabel = z.output<typeof outputLabel>;
