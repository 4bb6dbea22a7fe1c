import type { InputField } from '../schema/index.js';
import { NO, YES, type ColumnReading, type Zone } from './column-reading.js';
import { quoted, readNumber } from './number-format.js';
import { readInstant, standardInstant } from './read-instant.js';

export type CellRead =
  | { readonly kind: 'value'; readonly value: string | number | boolean }
  | { readonly kind: 'empty' }
  | { readonly kind: 'bad'; readonly detail: string };

const ZONED = /(Z|[+-]\d{2}:?\d{2})$/i;
/** A second with more digits than `Date` keeps. */
const FINER_THAN_MS = /:\d{2}\.\d{4,}/;
/** As the product's own CSV guards what looks like a formula. */
const GUARD = /^'(?='*[=+\-@\t\r])/;

type As = Pick<InputField, 'type'> & { readonly values?: readonly string[] | undefined };

/** Whether a cell holds nothing: no value at all, or one of the words that say so. A text that is empty on purpose is one. */
export function isEmptyCell(cell: unknown, { missing }: ColumnReading): boolean {
  if (cell === undefined || cell === null) return true;
  return typeof cell === 'string' && missing !== undefined && missing.includes(cell.trim());
}

/** A text as it was before it was guarded against spreadsheets. */
export function unguarded(text: string, isGuarded: boolean | undefined): string {
  return isGuarded === true ? text.replace(GUARD, '') : text;
}

/** What a cell holds for a field: exactly what is written there, or why it cannot be. */
export function readCell(
  field: As,
  cell: unknown,
  reading: ColumnReading & { readonly guarded?: boolean | undefined },
): CellRead {
  if (isEmptyCell(cell, reading)) return { kind: 'empty' };
  if (field.type === 'text') return { kind: 'value', value: textOf(cell, reading.guarded) };
  if (typeof cell === 'string' && cell.trim() === '') return { kind: 'empty' };
  switch (field.type) {
    case 'number':
      return numberOf(cell, reading);
    case 'boolean':
      return booleanOf(cell, reading);
    case 'category':
      return { kind: 'value', value: categoryOf(textOf(cell, reading.guarded), field.values) };
    case 'date-time':
      return { kind: 'value', value: instantOf(textOf(cell, false).trim(), reading.zone) };
    case 'image-url':
    case 'audio-url':
      return { kind: 'value', value: textOf(cell, false).trim() };
  }
}

function textOf(cell: unknown, isGuarded: boolean | undefined): string {
  return typeof cell === 'string' ? unguarded(cell, isGuarded) : (JSON.stringify(cell) ?? '');
}

function numberOf(cell: unknown, { numbers }: ColumnReading): CellRead {
  if (typeof cell === 'number') return { kind: 'value', value: cell };
  if (typeof cell !== 'string') return { kind: 'bad', detail: `must be a finite number, got ${quoted(cell)}` };
  const read = readNumber(cell, numbers);
  return read.ok ? { kind: 'value', value: read.value } : { kind: 'bad', detail: read.detail };
}

function booleanOf(cell: unknown, reading: ColumnReading): CellRead {
  const [yes, no]: [readonly string[], readonly string[]] = [reading.yes ?? YES, reading.no ?? NO];
  if (typeof cell === 'boolean') return { kind: 'value', value: cell };
  const word = (typeof cell === 'string' ? cell : (JSON.stringify(cell) ?? '')).trim().toLowerCase();
  const isIn = (words: readonly string[]): boolean => words.some((one) => one.trim().toLowerCase() === word);
  if (isIn(yes)) return { kind: 'value', value: true };
  if (isIn(no)) return { kind: 'value', value: false };
  return { kind: 'bad', detail: `must be true or false (yes, no, 1, 0 …), got ${quoted(cell)}` };
}

/** Exactly one of the values, or one but for blanks around it; else as it is, for the schema to take or refuse. */
function categoryOf(text: string, values: readonly string[] | undefined): string {
  if (values === undefined || values.includes(text)) return text;
  return values.includes(text.trim()) ? text.trim() : text;
}

/** A time with its zone stays as it is written; one without has the column's, which is UTC unless somebody says otherwise. */
function instantOf(text: string, zone: Zone = 'Z'): string {
  if (ZONED.test(text.slice(10))) return text;
  const read = readInstant(text, zone);
  if (!read) return text;
  return FINER_THAN_MS.test(text) ? standardInstant(text, zone) : read.toISOString();
}
