import { stringify } from 'csv-stringify/sync';
import type { DatasetColumn, DatasetRow } from '@handrail/shared/datasets';
import type { Format } from './format.js';

/** Spreadsheets run what starts like a formula; a leading quote keeps it text. */
const FORMULA = /^[=+\-@\t\r]/;
const LINES = { record_delimiter: '\r\n' } as const;

/** RFC 4180, UTF-8, one column a field of the input; nested columns as JSON, null as an empty cell. */
export const CSV: Format = {
  extension: 'csv',
  contentType: 'text/csv; charset=utf-8; header=present',
  async *write(rows, { inputSchema, columns }) {
    const fields = inputSchema.fields.map(({ name }) => name);
    yield stringify([headOf(columns, fields)], LINES);
    for await (const row of rows) yield stringify([cellsOf(row, columns, fields)], LINES);
  },
};

function headOf(columns: readonly DatasetColumn[], fields: readonly string[]): string[] {
  return columns.flatMap(({ name }) => (name === 'input' ? fields.map((field) => `input.${field}`) : [name]));
}

function cellsOf(row: DatasetRow, columns: readonly DatasetColumn[], fields: readonly string[]): string[] {
  return columns.flatMap(({ name }) =>
    name === 'input' ? fields.map((field) => toCell(row.input[field])) : [toCell(row[name])],
  );
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return FORMULA.test(value) ? `'${value}` : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}
