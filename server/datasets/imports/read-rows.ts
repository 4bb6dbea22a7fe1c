import {
  BrokenFile,
  isOneALine,
  JsonReader,
  LinesReader,
  TableReader,
  type Encoding,
  type FileReading,
  type FileRow,
  type ImportFormat,
  type RowReader,
} from '@handrail/shared/imports';
import { readArgilla } from './read-argilla.js';
import { isTask, readLabelStudio } from './read-label-studio.js';
import { readParquet } from './read-parquet.js';
import { DAMAGED, readText } from './read-text.js';
import type { SourceFile } from './source-file.js';

const PARQUET = 'PAR1';
/** What files are that are no table, by how they begin. */
const OTHERS: readonly (readonly [start: string, what: string])[] = [
  ['PK\u0003\u0004', 'It is a ZIP archive or a workbook. Save the table as CSV, or unpack the file, and send that.'],
  ['(\u00b5/\u00fd', 'It is packed with zstd. Unpack it, or pack it with gzip, and send that.'],
  ['%PDF', 'It is a PDF. Send CSV, JSON lines, a JSON list, or Parquet.'],
];
const NO_TEXT = 'It is no text file. Send CSV, JSON lines, a JSON list, or Parquet.';
const HEAD_BYTES = 1024 * 1024;

export type RowsOfFile = {
  readonly rows: AsyncGenerator<FileRow>;
  /** What reads them, which knows how once it has begun; none for Parquet. */
  readonly reader: RowReader | null;
};

/** The rows of a file of this format, in their order, with flat memory. @throws BrokenFile where it cannot be read on. */
export function openRows(file: SourceFile, format: ImportFormat, reading: FileReading): RowsOfFile {
  if (format === 'parquet') return { rows: readParquet(file), reader: null };
  const reader = readerOf(format, reading);
  const rows = rowsOf(readText(file.bytes(), reading.encoding), reader);
  if (format === 'label-studio') return { rows: readLabelStudio(rows), reader };
  return { rows: format === 'json' ? readArgilla(rows) : rows, reader };
}

function readerOf(format: Exclude<ImportFormat, 'parquet'>, { separator, header }: FileReading): RowReader {
  switch (format) {
    case 'csv':
      return new TableReader({ separator, hasHeader: header, twice: 'refuse' });
    case 'ndjson':
      return new LinesReader();
    case 'json':
    case 'label-studio':
      return new JsonReader();
  }
}

/** Exported for its tests, which read what was written without a database. */
export async function* rowsOf(text: AsyncIterable<string>, reader: RowReader): AsyncGenerator<FileRow> {
  let isDamaged = false;
  for await (const part of text) {
    isDamaged ||= part.includes(DAMAGED);
    for (const row of reader.add(part)) yield isDamaged ? whole(row) : row;
  }
  for (const row of reader.end()) yield isDamaged ? whole(row) : row;
}

/** A row that bytes were lost of is none. */
function whole(one: FileRow): FileRow {
  if (!('row' in one)) return one;
  const lost = Object.entries(one.row).find(([, cell]) => (JSON.stringify(cell) ?? '').includes(DAMAGED));
  return lost ? { number: one.number, problem: `has bytes in column ${lost[0]} that are no UTF-8` } : one;
}

/** What a file is, by what it holds and not by its name. `encoding` undefined: it is no text that is known. @throws BrokenFile */
export async function formatOfFile(file: SourceFile, encoding: Encoding | undefined): Promise<ImportFormat> {
  const bytes = Buffer.from(await file.slice(0, Math.min(HEAD_BYTES, file.byteLength)));
  const start = bytes.subarray(0, 8).toString('latin1');
  if (start.startsWith(PARQUET)) return 'parquet';
  const other = OTHERS.find(([begin]) => start.startsWith(begin));
  if (other) throw new BrokenFile(other[1]);
  if (encoding === undefined) throw new BrokenFile(NO_TEXT);
  const text = new TextDecoder(encoding).decode(bytes, { stream: true });
  if (text.includes('\0')) throw new BrokenFile(NO_TEXT);
  const first = text.trimStart()[0];
  if (first === undefined) throw new BrokenFile('The file is empty. Send one with at least one row.');
  if (first === '{') return isOneALine(text) ? 'ndjson' : listFormat(file, encoding);
  return first === '[' ? listFormat(file, encoding) : 'csv';
}

async function listFormat(file: SourceFile, encoding: Encoding): Promise<ImportFormat> {
  const { rows } = openRows(file, 'json', { encoding, columns: {} });
  for await (const one of rows) return 'row' in one && isTask(one.row) ? 'label-studio' : 'json';
  return 'json';
}
