import { own, type InputField, type InputSchema, type OutputSchema } from '../schema/index.js';
import { MISSING, type ColumnReading } from './column-reading.js';
import type { SourceRow } from './import-row.js';
import { formatOfNumbers } from './number-format.js';
import { isWithoutZone } from './read-instant.js';

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
  set(mapped.time, { isNumber: false, isTime: true, missing: [...MISSING] });
  return columns;
}

type As = { readonly isNumber: boolean; readonly isTime?: boolean; readonly missing: string[] };

function ofField(field: InputField): As {
  const isNumber = field.type === 'number';
  if (field.type === 'text') return { isNumber, missing: [] };
  if (field.type !== 'category') return { isNumber, isTime: field.type === 'date-time', missing: [...MISSING] };
  return { isNumber, missing: field.values === undefined ? [] : without(field.values) };
}

function ofAnswer(output: OutputSchema): As {
  if ('labels' in output)
    return { isNumber: false, missing: without(output.labels.flatMap(({ value, title }) => [value, title ?? value])) };
  return { isNumber: output.kind === 'number', missing: output.kind === 'text' ? [] : [...MISSING] };
}

function readingFor(column: string, { rows, isComma }: Given, { isNumber, isTime, missing }: As): ColumnReading {
  const isGuessed = isTime === true && rows.some((row) => isWithoutZone(own(row, column)));
  if (!isNumber) return { ...(missing.length > 0 && { missing }), ...(isGuessed && { zone: 'Z' }) };
  const cells = rows.flatMap((row) => {
    const cell = Object.hasOwn(row, column) ? row[column] : undefined;
    return typeof cell === 'string' && !missing.includes(cell.trim()) ? [cell] : [];
  });
  const numbers = formatOfNumbers(cells, { isComma });
  return { ...(missing.length > 0 && { missing }), ...(numbers !== null && { numbers }) };
}

/** What a person should know of times whose zone was guessed, a sentence for each column. */
export function zoneNotes(columns: Readonly<Record<string, ColumnReading>>, rows: readonly SourceRow[]): string[] {
  return Object.entries(columns).flatMap(([column, { zone }]) => {
    const cell = rows.map((row) => own(row, column)).find(isWithoutZone);
    if (zone !== 'Z' || typeof cell !== 'string') return [];
    return [
      `Times in ${column} that name no time zone are taken as UTC, such as ${cell.trim()}; say so if they are not.`,
    ];
  });
}

function without(values: readonly string[]): string[] {
  const known = new Set(values.map((value) => value.toLowerCase()));
  return MISSING.filter((word) => !known.has(word.toLowerCase()));
}
