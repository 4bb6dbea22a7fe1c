import { flatColumns, type FlatColumn, type FlatRow } from '@handrail/shared/datasets';
import type { Format } from './format.js';

/** Spreadsheets run what starts like a formula; a quote in front keeps it text. One more where there are some, so that it can be taken back. */
const FORMULA = /^'*[=+\-@\t\r]/;
/** What a formula, or the quote before one, starts with comes before A. */
const FIRST_LETTER = 0x41;
const SPECIAL = /[",\r\n]/;

/** RFC 4180, UTF-8, one column a field of the input; nested columns as JSON, null as an empty cell, empty text as `""`. */
export const CSV: Format = {
  extension: 'csv',
  contentType: 'text/csv; charset=utf-8; header=present',
  async *write(blocks, context) {
    const columns = flatColumns(context);
    yield `${columns.map(({ name }) => quoted(name)).join(',')}\r\n`;
    for await (const block of blocks) yield* linesOf(block.flatRows(), columns);
  },
};

/** Longer texts are collected only with the whole heap. */
const LONGEST = 32_768;

function* linesOf(rows: Iterable<FlatRow>, columns: readonly FlatColumn[]): Generator<string> {
  let text = '';
  for (const row of rows) {
    let separator = '';
    for (const { valueOf } of columns) {
      text += separator + toCell(valueOf(row));
      separator = ',';
    }
    text += '\r\n';
    if (text.length < LONGEST) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

function toCell(value: ReturnType<FlatColumn['valueOf']>): string {
  if (value === null) return '';
  if (typeof value === 'string') return quoted(isFormula(value) ? `'${value}` : value);
  return typeof value === 'object' ? quoted(JSON.stringify(value)) : String(value);
}

function isFormula(text: string): boolean {
  return text.charCodeAt(0) < FIRST_LETTER && FORMULA.test(text);
}

function quoted(text: string): string {
  return text === '' || SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
