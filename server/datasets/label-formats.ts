import { LABEL_COLUMNS, type LabelRow } from '@handrail/shared/contracts';
import { stringify } from 'csv-stringify/sync';

/** One label a line. */
export function toJsonLine(row: LabelRow): string {
  return `${JSON.stringify(Object.fromEntries(LABEL_COLUMNS.map((column) => [column, row[column]])))}\n`;
}

/** The CSV's columns: a column for each input field in the place of `input`. */
export function csvColumns(fields: readonly string[]): string[] {
  return LABEL_COLUMNS.flatMap((column) => (column === 'input' ? fields.map((field) => `input.${field}`) : [column]));
}

/** RFC 4180: lines end with CRLF, and a cell that holds any line end is quoted. */
const LINES = { record_delimiter: '\r\n', quoted_match: /[\r\n]/ } as const;
/** Spreadsheets run what starts like a formula; a leading quote keeps it text. */
const FORMULA = /^[=+\-@\t\r]/;

export function toCsvLine(row: LabelRow, fields: readonly string[]): string {
  const cells = LABEL_COLUMNS.flatMap((column) =>
    column === 'input' ? fields.map((field) => row.input[field]) : [row[column]],
  );
  return stringify([cells.map(toCell)], LINES);
}

export function csvHeader(fields: readonly string[]): string {
  return stringify([csvColumns(fields)], LINES);
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return FORMULA.test(value) ? `'${value}` : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}
