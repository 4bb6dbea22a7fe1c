import type { DatasetRow } from '@handrail/shared/datasets';
import { own, type InputSchema } from '@handrail/shared/schema';

/** The case as one text, for formats that know nothing else: the text fields in the schema's order, a line each. */
export function textOf(row: DatasetRow, { fields }: InputSchema): string {
  const texts = fields.filter(({ type }) => type === 'text').map(({ name }) => own(row.input, name));
  return texts.filter((text) => typeof text === 'string' && text !== '').join('\n');
}

/** Why there is no text to write; undefined: there is. */
export function withoutText({ inputSchema }: { readonly inputSchema: InputSchema }): string | undefined {
  return inputSchema.fields.some(({ type }) => type === 'text')
    ? undefined
    : 'This format is for text, and the cases here have no text field.';
}

/** The final label as a list: one, several, or what a number and a text read like. */
export function labelsOf({ label }: DatasetRow): string[] {
  return Array.isArray(label) ? [...(label as readonly string[])] : [String(label)];
}
