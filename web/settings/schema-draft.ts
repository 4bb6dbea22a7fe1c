import {
  inputSchemaSchema,
  outputSchemaSchema,
  toleranceOf,
  type FieldType,
  type InputField,
  type OutputSchema,
  type Schemas,
  type Tolerance,
} from '@handrail/shared/schema';
import type { DraftLabel } from '../ui/label-list';

/** A field as it is being written. `isNew`: no case has it yet, so its name and type are still to be chosen. */
export type DraftField = {
  readonly key: number;
  readonly name: string;
  readonly title: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly isNew: boolean;
};
export type SchemaDraft = {
  readonly fields: readonly DraftField[];
  readonly labels: readonly DraftLabel[];
  /** Of answers that are numbers; null: what is exactly equal. */
  readonly tolerance: Tolerance | null;
};

/** A draft that changes nothing. */
export function draftOf({ inputSchema, outputSchema }: Schemas): SchemaDraft {
  return {
    fields: inputSchema.fields.map(({ name, title = '', type, required }, key) => ({
      ...{ key, name, title, type, required },
      isNew: false,
    })),
    labels: labelsOf(outputSchema).map(({ value, title = '' }, key) => ({ key, value, title })),
    tolerance: toleranceOf(outputSchema),
  };
}

function labelsOf(schema: OutputSchema): readonly { readonly value: string; readonly title?: string | undefined }[] {
  return 'labels' in schema ? schema.labels : [];
}

/** The schemas that a draft says; in words what is wrong with it, where something is. */
export function schemasOf(
  before: Schemas,
  draft: SchemaDraft,
): { readonly schemas: Schemas } | { readonly problem: string } {
  const known = new Map(before.inputSchema.fields.map((field) => [field.name, field]));
  const fields = draft.fields.map((field) => written(field, field.isNew ? undefined : known.get(field.name)));
  const inputSchema = inputSchemaSchema.safeParse({ fields });
  if (!inputSchema.success) return { problem: `Fields: ${inputSchema.error.issues[0]?.message ?? 'not right yet'}.` };
  if (Object.values(draft.tolerance ?? {}).some(Number.isNaN))
    return { problem: 'Answers: what they may differ by is a number, or empty.' };
  const outputSchema = outputSchemaSchema.safeParse(answersOf(before.outputSchema, draft));
  if (!outputSchema.success)
    return { problem: `Answers: ${outputSchema.error.issues[0]?.message ?? 'not right yet'}.` };
  return { schemas: { inputSchema: inputSchema.data, outputSchema: outputSchema.data } };
}

function written({ name, title, type, required }: DraftField, known: InputField | undefined): unknown {
  const { title: _title, ...rest } = known ?? { name: name.trim(), type };
  return { ...rest, required, ...(title.trim() === '' ? {} : { title: title.trim() }) };
}

function answersOf(before: OutputSchema, { labels, tolerance }: SchemaDraft): unknown {
  if (before.kind === 'number') return { ...before, tolerance: tolerance ?? undefined };
  if (!('labels' in before)) return before;
  const known = new Map(before.labels.map((label) => [label.value, label]));
  return {
    ...before,
    labels: labels.map(({ value, title }) => {
      const { title: _title, ...rest } = known.get(value.trim()) ?? { value: value.trim() };
      return { ...rest, ...(title.trim() === '' ? {} : { title: title.trim() }) };
    }),
  };
}
