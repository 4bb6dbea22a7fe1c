import { z } from 'zod';

/** The kinds of value that a field of a case can hold. Image and audio are absolute http(s) URLs. */
export const FIELD_TYPES = ['text', 'number', 'boolean', 'category', 'date-time', 'image-url', 'audio-url'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** How personal data leaves in files for those who may not read such: left out, as a code, or masked. */
export const PERSONAL_WAYS = ['drop', 'hash', 'mask'] as const;
export type PersonalWay = (typeof PERSONAL_WAYS)[number];

const fieldName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'a field name starts with a letter and has letters, digits and _ only (≤ 64)');

const common = {
  name: fieldName,
  /** Shown to reviewers instead of the name. */
  title: z.string().max(120).optional(),
  description: z.string().max(1000).optional(),
  /** An absent or null value is refused when true. */
  required: z.boolean().default(true),
  /** Personal data: how it leaves in files for those who may not read such; absent: it is none. */
  personal: z.enum(PERSONAL_WAYS).optional(),
};

/** One field of a case. Bounds are inclusive; `maxLength` counts UTF-16 units. */
export const inputFieldSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('text'), maxLength: z.int().min(1).max(1_000_000).default(100_000) }),
  z.strictObject({
    ...common,
    type: z.literal('number'),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    unit: z.string().max(40).optional(),
  }),
  z.strictObject({ ...common, type: z.literal('boolean') }),
  z.strictObject({
    ...common,
    type: z.literal('category'),
    /** Allowed values; without them any string of at most 500 characters is a category. */
    values: z.array(z.string().min(1).max(500)).min(1).max(1000).optional(),
  }),
  z.strictObject({ ...common, type: z.literal('date-time') }),
  z.strictObject({ ...common, type: z.literal('image-url') }),
  z.strictObject({ ...common, type: z.literal('audio-url') }),
]);

/** The fields of a project's cases, in the order in which a reviewer reads them; names are unique. */
export const inputSchemaSchema = z.strictObject({
  fields: z
    .array(inputFieldSchema)
    .min(1)
    .max(100)
    .refine((fields) => new Set(fields.map((field) => field.name)).size === fields.length, 'field names must differ'),
});

export type InputField = z.output<typeof inputFieldSchema>;
export type InputSchema = z.output<typeof inputSchemaSchema>;
