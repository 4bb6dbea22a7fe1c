import type { InputField, InputSchema, OutputSchema } from '../schema/index.js';
import { MISSING, type ColumnReading } from './column-reading.js';
import type { SourceRow } from './import-row.js';
import { formatOfNumbers } from './number-format.js';

type Given = {
  readonly rows: readonly SourceRow[];
  readonly inputSchema: InputSchema;
  readonly outputSchema: OutputSchema;
  /** Whether commas separate the cells of the file, so that one inside a cell was put there on purpose. */
  readonly isComma: boolean;
};
type Mapped = {
  readonly fields: Readonly<Record<string, string>>;
  readonly label?: string | undefined;
  readonly prediction?: string | undefined;
  readonly confidence?: string | undefined;
  readonly selectionProb?: string | undefined;
  readonly time?: string | undefined;
};

/**
 * How the mapped columns are read: how their numbers are written, and which words say that nothing is there. None where a
 * text could be meant, and none that is a value of the schema.
 */
export function proposeReading(mapped: Mapped, given: Given): Record<string, ColumnReading> {
  const columns: Record<string, ColumnReading> = {};
  const set = (column: string | undefined, as: As): void => {
    if (column !== undefined) columns[column] = readingFor(column, given, as);
  };
  for (const field of given.inputSchema.fields)
    set(Object.hasOwn(mapped.fields, field.name) ? mapped.fields[field.name] : undefined, ofField(field));
  set(mapped.label, ofAnswer(given.outputSchema));
  set(mapped.prediction, ofAnswer(given.outputSchema));
  set(mapped.confidence, { isNumber: true, missing: [...MISSING] });
  set(mapped.selectionProb, { isNumber: true, missing: [...MISSING] });
  set(mapped.time, { isNumber: false, missing: [...MISSING] });
  return columns;
}

type As = { readonly isNumber: boolean; readonly missing: string[] };

function ofField(field: InputField): As {
  const isNumber = field.type === 'number';
  if (field.type === 'text') return { isNumber, missing: [] };
  if (field.type !== 'category') return { isNumber, missing: [...MISSING] };
  return { isNumber, missing: field.values === undefined ? [] : without(field.values) };
}

function ofAnswer(output: OutputSchema): As {
  if ('labels' in output)
    return { isNumber: false, missing: without(output.labels.flatMap(({ value, title }) => [value, title ?? value])) };
  return { isNumber: output.kind === 'number', missing: output.kind === 'text' ? [] : [...MISSING] };
}

function readingFor(column: string, { rows, isComma }: Given, { isNumber, missing }: As): ColumnReading {
  if (!isNumber) return missing.length > 0 ? { missing } : {};
  const cells = rows.flatMap((row) => {
    const cell = Object.hasOwn(row, column) ? row[column] : undefined;
    return typeof cell === 'string' && !missing.includes(cell.trim()) ? [cell] : [];
  });
  const numbers = formatOfNumbers(cells, { isComma });
  return { ...(missing.length > 0 && { missing }), ...(numbers !== null && { numbers }) };
}

function without(values: readonly string[]): string[] {
  const known = new Set(values.map((value) => value.toLowerCase()));
  return MISSING.filter((word) => !known.has(word.toLowerCase()));
}
