import { encodeField, type EncodedValue, type ProjectSchemas } from '@handrail/shared/deciders';
import type { CaseInput } from '@handrail/shared/schema';
import { BadAnswer, isRecord } from './http-protocol.js';

type Column = {
  readonly column: string;
  readonly field: string;
  readonly as: 'value' | 'number' | 'text';
  readonly missing: EncodedValue;
};

/** The columns of a table or instance; without a mapping every field under its own name. */
export function columnsOf(columns: readonly Column[] | undefined, { inputSchema }: ProjectSchemas): readonly Column[] {
  return columns ?? inputSchema.fields.map(({ name }) => ({ column: name, field: name, as: 'value', missing: null }));
}

export function rowOf(columns: readonly Column[], { inputSchema }: ProjectSchemas, input: CaseInput): EncodedValue[] {
  return columns.map(({ field, as, missing }) => encodeField(inputSchema, input, { name: field, as, missing }));
}

/** One instance as the server wants it: an object by column, a list of values, or the only value. */
export function instanceOf(
  columns: readonly Column[],
  row: readonly EncodedValue[],
  shape: 'record' | 'row' | 'value',
): unknown {
  if (shape === 'row') return row;
  return shape === 'value' ? row[0] : Object.fromEntries(columns.map(({ column }, at) => [column, row[at]]));
}

/** The prediction for the one case that was asked about. @throws BadAnswer. */
export function onlyPrediction(answer: unknown): unknown {
  const predictions = isRecord(answer) ? answer['predictions'] : undefined;
  if (predictions === undefined) throw new BadAnswer('the answer has no predictions');
  if (!Array.isArray(predictions)) return predictions;
  if (predictions.length !== 1) throw new BadAnswer(`it gave ${predictions.length} predictions for one case`);
  return predictions[0];
}
