import { z } from 'zod';
import { fileReadingSchema } from './column-reading.js';

/**
 * What imported cases are for.
 *
 * - `gold`: the answer is known, so that reviewers can be measured by it.
 * - `training`: labels that others gave, to learn from.
 * - `past`: what a previous system decided, so that a machine can be compared with it on day one.
 */
export const IMPORT_PURPOSES = ['gold', 'training', 'past'] as const;
export type ImportPurpose = (typeof IMPORT_PURPOSES)[number];

export const IMPORT_FORMATS = ['csv', 'ndjson', 'json', 'label-studio', 'parquet'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** What is done about rows that do not fit: the others are imported all the same, or nothing is. */
export const BAD_ROW_RULES = ['keep-good', 'none'] as const;
export type BadRowRule = (typeof BAD_ROW_RULES)[number];

const column = z.string().min(1).max(500);

/** Which column of the file becomes what. Columns that are not named are left out. */
export const importMappingSchema = z.strictObject({
  /** A field of the project's cases → the column that it is read from. */
  fields: z.record(z.string().min(1).max(64), column),
  /** The answer that a person gave, or that is known. */
  label: column.optional(),
  /** When it was given; without it, the time of the import. */
  time: column.optional(),
  segment: column.optional(),
  /** What tells one row of the file from all others; without it, its number. */
  key: column.optional(),
  /** What the previous system said. */
  prediction: column.optional(),
  confidence: column.optional(),
  /** Who gave the label; stored as a pseudonym's source, never shown. */
  annotator: column.optional(),
  /** The probability with which the case came to be labelled, in (0, 1]. */
  selectionProb: column.optional(),
  /** Words of the file → labels of the project, for label and prediction alike. */
  values: z.record(z.string().max(500), z.string().min(1).max(200)).default({}),
  /** How the file and its cells are read; what is absent as it stands there. */
  reading: fileReadingSchema.default({ columns: {} }),
});

/** What was said when the project was made, by a sample file: imports of files like it begin with it. */
export const importHintSchema = z.strictObject({
  /** The column that was the answer. */
  label: column.nullable().default(null),
  /** The system that decided before, `name@version`. */
  system: z.string().max(200).nullable().default(null),
  /** How columns are read, as far as somebody said. */
  readings: fileReadingSchema.shape.columns,
});
export type ImportHint = z.output<typeof importHintSchema>;

export const importSettingsSchema = z
  .strictObject({
    purpose: z.enum(IMPORT_PURPOSES),
    mapping: importMappingSchema,
    /** For the past: the previous system's name, `name@version`. */
    system: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}@\d{1,9}$/, 'is not name@version')
      .optional(),
    onBadRow: z.enum(BAD_ROW_RULES).default('keep-good'),
    /** Whether the labels were given with no machine's suggestion in view. */
    blind: z.boolean().default(true),
    /** Whether a file whose content was imported before is to be imported once more. */
    again: z.boolean().default(false),
  })
  .superRefine(({ purpose, mapping, system }, context) => {
    const missing = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (purpose !== 'past' && mapping.label === undefined)
      missing(['mapping', 'label'], 'is needed: gold and training cases have a label');
    if (purpose === 'past' && mapping.prediction === undefined)
      missing(['mapping', 'prediction'], 'is needed: what the previous system said');
    if (purpose === 'past' && system === undefined) missing(['system'], 'is needed: the previous system, name@version');
  });

export type ImportMapping = z.output<typeof importMappingSchema>;
export type ImportSettings = z.output<typeof importSettingsSchema>;
