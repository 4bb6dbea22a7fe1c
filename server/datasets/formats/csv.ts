import { stringify } from 'csv-stringify/sync';
import { DATASET_COLUMNS, type DatasetRow } from '@handrail/shared/datasets';
import type { Format } from './format.js';

/** Spreadsheets run what starts like a formula; a leading quote keeps it text. */
const FORMULA = /^[=+\-@\t\r]/;
const LINES = { record_delimiter: '\r\n' } as const;

/** RFC 4180, UTF-8, one column a field of the input; nested columns as JSON, null as an empty cell. */
export const CSV: Format = {
  extension: 'csv',
  contentType: 'text/csv; charset=utf-8; header=present',
  async *write(rows, { inputSchema }) {
    const fields = inputSchema.fields.map(({ name }) => name);
    yield stringify([columnsOf(fields)], LINES);
    for await (const row of rows) yield stringify([cellsOf(row, fields)], LINES);
  },
};

function columnsOf(fields: readonly string[]): string[] {
  return DATASET_COLUMNS.flatMap(({ name }) => (name === 'input' ? fields.map((field) => `input.${field}`) : [name]));
}

function cellsOf(row: DatasetRow, fields: readonly string[]): string[] {
  return DATASET_COLUMNS.flatMap(({ name }) =>
    name === 'input' ? fields.map((field) => toCell(row.input[field])) : [toCell(row[name])],
  );
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return FORMULA.test(value) ? `'${value}` : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}
