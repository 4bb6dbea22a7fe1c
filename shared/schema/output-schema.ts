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

/**
 * How far apart two numbers may be and still be the same answer: by an absolute difference, by a share of the larger of
 * both (0.02: 2 %), or by whichever of the two allows more.
 */
const toleranceSchema = z
  .strictObject({
    absolute: z.number().nonnegative().optional(),
    relative: z.number().min(0).max(1, 'is a share: 0.02 for 2 %, at most 1').optional(),
  })
  .refine(({ absolute, relative }) => absolute !== undefined || relative !== undefined, 'states neither bound');
export type Tolerance = z.output<typeof toleranceSchema>;

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
    tolerance: toleranceSchema.optional(),
  }),
  z.strictObject({ kind: z.literal('text'), maxLength: z.int().min(1).max(100_000).default(10_000) }),
]);

export type OutputSchema = z.output<typeof outputSchemaSchema>;
export type OutputLabel = z.output<typeof outputLabel>;
