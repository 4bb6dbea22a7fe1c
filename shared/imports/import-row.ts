import {
  validateInput,
  type CaseInput,
  type InputField,
  type InputSchema,
  type OutputSchema,
} from '../schema/index.js';
import type { OutputValue } from '../schema/index.js';
import { cellText } from './cell-text.js';
import { readingOf, type ColumnReading } from './column-reading.js';
import { quoted, readNumber } from './number-format.js';
import { readAnswer } from './read-answer.js';
import { objectIn } from './object-in.js';
import { isEmptyCell, readCell, unguarded, type CellRead } from './read-cell.js';
import { readInstant } from './read-instant.js';
import type { ImportMapping, ImportSettings } from './settings.js';

/** A row of a file, column by column; values as the format has them (CSV: text). */
export type SourceRow = Readonly<Record<string, unknown>>;
/** What is wrong with a row. `column`: of the file; null where it is the row as a whole. */
export type RowError = { readonly column: string | null; readonly detail: string };

/** A row as it will be stored. */
export type ImportedRow = {
  /** What tells it from the other rows of its file; null: its number does. */
  readonly key: string | null;
  readonly input: CaseInput;
  readonly label: OutputValue | null;
  readonly prediction: { readonly value: OutputValue; readonly confidence: number | null } | null;
  /** ISO 8601 in UTC; null: the time of the import. */
  readonly at: string | null;
  readonly segment: string | null;
  readonly annotator: string | null;
  readonly selectionProb: number | null;
};
export type RowRead =
  { readonly ok: true; readonly row: ImportedRow } | { readonly ok: false; readonly errors: readonly RowError[] };

export type ImportContext = {
  readonly settings: Pick<ImportSettings, 'purpose' | 'mapping'>;
  readonly inputSchema: InputSchema;
  readonly outputSchema: OutputSchema;
  /** Nothing was labelled after it. */
  readonly now: Date;
};

const MAX_KEY = 200;
const MAX_SEGMENT = 200;
const UNSTORABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Reads a row by the mapping: as it will be stored, or with all that is wrong with it. Never throws. */
export function importRow(source: SourceRow, context: ImportContext): RowRead {
  const { mapping, purpose } = context.settings;
  const errors: RowError[] = [];
  if (isOfMachine(source, mapping))
    errors.push({
      column: 'label_source',
      detail: `is ${cellText(source['label_source'])}: a machine decided it, and that is no label`,
    });
  const input = readInput(source, context, errors);
  const row: ImportedRow = {
    key: readWord(source, mapping.key, { longest: MAX_KEY, errors, mapping }),
    input,
    label: readValue(source, { column: mapping.label, isNeeded: purpose !== 'past', context, errors }),
    prediction: readPrediction(source, context, errors),
    at: readTime(source, context, errors),
    segment: readWord(source, mapping.segment, { longest: MAX_SEGMENT, errors, mapping }),
    annotator: readWord(source, mapping.annotator, { longest: MAX_KEY, errors, mapping }),
    selectionProb: readProbability(source, mapping.selectionProb, { isOpenAtZero: true, errors, mapping }),
  };
  addObjects(source, context.settings, errors);
  return errors.length > 0 ? { ok: false, errors } : { ok: true, row };
}

/** An object where one value is to be read: its parts are columns of their own, and it is not nothing. */
function addObjects(source: SourceRow, { mapping }: ImportContext['settings'], errors: RowError[]): void {
  const { fields, values: _values, reading: _reading, ...rest } = mapping;
  const mapped: [string, string | undefined][] = [
    ...Object.entries(fields).map(([field, column]): [string, string] => [`${field} `, column]),
    ...Object.values(rest).map((column): [string, string | undefined] => ['', column]),
  ];
  for (const [name, column] of mapped) {
    const found = column === undefined ? undefined : objectIn(source, column);
    if (column === undefined || found === undefined) continue;
    const told = errors.findIndex((error) => error.column === column && error.detail.startsWith(name));
    if (told >= 0) errors.splice(told, 1);
    const [part] = Object.keys(found);
    const instead = part === undefined ? '' : `; take a part of it, such as ${column}.${part}`;
    errors.push({ column, detail: `${name}is an object, got ${quoted(found)}${instead}` });
  }
}

/**
 * The same with further answers to the case, which have columns of their own for what differs: they count where the label
 * is read from one of those. One that does not fit refuses the row.
 */
export function importRows(
  source: SourceRow,
  others: readonly SourceRow[],
  context: ImportContext,
): (Extract<RowRead, { ok: true }> & { readonly more: readonly ImportedRow[] }) | Extract<RowRead, { ok: false }> {
  const { label } = context.settings.mapping;
  const read = importRow(source, context);
  if (!read.ok) return read;
  const more: ImportedRow[] = [];
  for (const other of others) {
    if (label === undefined || !Object.hasOwn(other, label)) continue;
    const one = importRow({ ...source, ...other }, context);
    if (!one.ok) return one;
    more.push(one.row);
  }
  return { ...read, more };
}

/** Our own files say whose a label is: a machine's decision stands in its place and is none. */
function isOfMachine(source: SourceRow, { label }: ImportMapping): boolean {
  return label === 'label' && (source['label_source'] === 'model' || source['label_source'] === 'system');
}

function readInput(source: SourceRow, { settings, inputSchema }: ImportContext, errors: RowError[]): CaseInput {
  const { mapping } = settings;
  const input: Record<string, string | number | boolean> = {};
  const wrong = new Map<string, string>();
  for (const field of inputSchema.fields) {
    const read = readField(source, field, mapping);
    if (read.kind === 'bad') wrong.set(field.name, read.detail);
    if (read.kind === 'value') input[field.name] = read.value;
  }
  const checked = validateInput(inputSchema, input);
  for (const { pointer, detail } of checked.ok ? [] : checked.errors) {
    const name = pointer.slice(1);
    const cell = ownCell(source, columnOf(mapping, name) ?? '');
    const words = input[name] === undefined ? `${detail}${countedEmpty(cell)}` : withCell(detail, input[name]);
    if (!wrong.has(name)) wrong.set(name, words);
  }
  for (const { name } of inputSchema.fields) {
    const detail = wrong.get(name);
    if (detail !== undefined) errors.push({ column: columnOf(mapping, name) ?? null, detail: `${name} ${detail}` });
  }
  return input;
}

function readField(source: SourceRow, field: InputField, mapping: ImportMapping): CellRead {
  const column = columnOf(mapping, field.name);
  if (column === undefined) return { kind: 'empty' };
  const { guarded, columns } = mapping.reading;
  const read = readCell(field, ownCell(source, column), { ...readingOf(columns, column), guarded });
  const isStorable = read.kind !== 'value' || typeof read.value !== 'string' || !UNSTORABLE.test(read.value);
  return isStorable ? read : { kind: 'bad', detail: 'holds a character that cannot be stored' };
}

/** Says which cell it is that counts as empty, where something stands in it. */
function countedEmpty(cell: unknown): string {
  return typeof cell === 'string' && cell.trim() !== '' ? ` (${quoted(cell)} counts as empty)` : '';
}

/** What is wrong with a value, with the value in the words where they have it not yet. */
function withCell(detail: string, value: unknown): string {
  return value === undefined || detail.includes(', got ') ? detail : `${detail}, got ${quoted(value)}`;
}

/** A column's own: `constructor` is no cell of a row that has no such column. */
function ownCell(source: SourceRow, column: string): unknown {
  return Object.hasOwn(source, column) ? source[column] : undefined;
}

function columnOf({ fields }: ImportMapping, field: string): string | undefined {
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}

type Read = {
  readonly column: string | undefined;
  readonly isNeeded: boolean;
  readonly context: ImportContext;
  readonly errors: RowError[];
};

function readValue(source: SourceRow, { column, isNeeded, context, errors }: Read): OutputValue | null {
  if (column === undefined) return null;
  const { values, reading } = context.settings.mapping;
  const read = readAnswer(ownCell(source, column), context.outputSchema, {
    values,
    reading: { ...readingOf(reading.columns, column), guarded: reading.guarded },
  });
  if (read.kind === 'value') return read.value;
  if (read.kind === 'bad') errors.push({ column, detail: read.detail });
  else if (isNeeded)
    errors.push({ column, detail: `is empty${countedEmpty(ownCell(source, column))}; each row needs a label` });
  return null;
}

function readPrediction(source: SourceRow, context: ImportContext, errors: RowError[]): ImportedRow['prediction'] {
  const { mapping, purpose } = context.settings;
  if (purpose !== 'past') return null;
  const value = readValue(source, { column: mapping.prediction, isNeeded: false, context, errors });
  if (value === null) {
    if (!errors.some(({ column }) => column === mapping.prediction))
      errors.push({ column: mapping.prediction ?? null, detail: 'is empty; each row needs what the system said' });
    return null;
  }
  return { value, confidence: readProbability(source, mapping.confidence, { isOpenAtZero: false, errors, mapping }) };
}

function readTime(source: SourceRow, { settings, now }: ImportContext, errors: RowError[]): string | null {
  const column = settings.mapping.time;
  if (column === undefined) return null;
  const cell = ownCell(source, column);
  const reading = readingOf(settings.mapping.reading.columns, column);
  if (isEmptyCell(cell, reading)) return null;
  const read = readInstant(cell, reading.zone);
  if (read === null) return null;
  if (read === undefined)
    errors.push({ column, detail: `is no time, got ${quoted(cell)}; ISO 8601, or seconds or milliseconds since 1970` });
  else if (read > now) errors.push({ column, detail: 'lies in the future' });
  else return read.toISOString();
  return null;
}

type Bounds = { readonly longest: number; readonly errors: RowError[]; readonly mapping: ImportMapping };

function readWord(source: SourceRow, column: string | undefined, bounds: Bounds): string | null {
  if (column === undefined) return null;
  const { longest, errors, mapping } = bounds;
  const cell = ownCell(source, column);
  if (isEmptyCell(cell, readingOf(mapping.reading.columns, column))) return null;
  const text = unguarded(cellText(cell), mapping.reading.guarded);
  if (text === '') return null;
  if (text.length > longest) errors.push({ column, detail: `is longer than ${longest} characters` });
  else if (UNSTORABLE.test(text)) errors.push({ column, detail: 'holds a character that cannot be stored' });
  else return text;
  return null;
}

type Range = { readonly isOpenAtZero: boolean; readonly errors: RowError[]; readonly mapping: ImportMapping };

function readProbability(
  source: SourceRow,
  column: string | undefined,
  { isOpenAtZero, errors, mapping }: Range,
): number | null {
  if (column === undefined) return null;
  const raw = ownCell(source, column);
  const reading = readingOf(mapping.reading.columns, column);
  if (isEmptyCell(raw, reading) || raw === '') return null;
  const value = numberIn(raw, reading);
  if (value >= 0 && value <= 1 && (value > 0 || !isOpenAtZero)) return value;
  errors.push({
    column,
    detail: `must be a probability ${isOpenAtZero ? 'above 0 and at most 1' : 'from 0 to 1'}, got ${quoted(raw)}`,
  });
  return null;
}

/** A probability with more digits than a number keeps is the nearest one: what it says of its row is the same. */
function numberIn(cell: unknown, { numbers }: ColumnReading): number {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string') return Number.NaN;
  const read = readNumber(cell, numbers);
  return read.ok ? read.value : (read.nearest ?? Number.NaN);
}
