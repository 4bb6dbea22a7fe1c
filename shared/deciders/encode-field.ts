import type { CaseInput, InputField, InputSchema } from '../schema/index.js';

/** A field as a model takes it: a number where numbers are asked for, else as it stands. */
export type EncodedValue = string | number | boolean | null;

/**
 * Gives a field of a case as a value of a tensor or a column. `as: 'number'`: true is 1, false 0, a category its position
 * in the schema's list (-1: not in it), a date-time its seconds since 1970, a text its length in UTF-16 units. `missing`
 * stands for an absent field. Never throws; a field that the schema does not have is missing.
 */
export function encodeField(
  schema: InputSchema,
  input: CaseInput,
  {
    name,
    as,
    missing,
  }: { readonly name: string; readonly as: 'value' | 'number' | 'text'; readonly missing: EncodedValue },
): EncodedValue {
  const value = Object.hasOwn(input, name) ? input[name] : undefined;
  if (value === undefined) return missing;
  if (as === 'text') return String(value);
  if (as === 'value' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return textAsNumber(
    schema.fields.find((field) => field.name === name),
    value,
  );
}

function textAsNumber(field: InputField | undefined, value: string): number {
  if (field?.type === 'category') return field.values?.indexOf(value) ?? -1;
  return field?.type === 'date-time' ? Date.parse(value) / 1000 : value.length;
}
