import type { FileReading } from './column-reading.js';
import { BrokenFile, MAX_COLUMNS, type FileRow, type RowReader } from './file-row.js';
import type { SourceRow } from './import-row.js';
import { isOneALine, JsonReader, LinesReader } from './read-json.js';
import { SEPARATOR_WORDS, SEPARATORS, TableReader } from './read-table.js';

/** A sample's cases, column by column. CSV cells are text; JSON values are as they came, nested objects taken apart. */
export type Sample = {
  readonly format: 'csv' | 'ndjson' | 'json';
  /** Only for CSV. */
  readonly separator: string | null;
  /** Only for CSV: whether the first line names the columns. */
  readonly hasHeader?: boolean;
  readonly columns: readonly string[];
  readonly rows: readonly SourceRow[];
  /** Whether the file goes on after these rows. */
  readonly isCut: boolean;
  /** What a person should know of how it was read, one sentence each. */
  readonly notes: readonly string[];
};
export type SampleRead =
  { readonly ok: true; readonly sample: Sample } | { readonly ok: false; readonly message: string };

/** How a table is read. */
export type TableReading = Pick<FileReading, 'separator' | 'header'>;

/** So many rows are looked at. */
export const SAMPLE_ROWS = 2000;

/**
 * Reads a sample of cases as an import reads it: CSV (any of the usual separators), one JSON object a line, or a JSON list;
 * which of them is seen from the text itself, not from the file's name. At most `SAMPLE_ROWS` rows. Never throws: what
 * cannot be read is said in words that say what to do.
 *
 * `isWhole`: false where `text` is only the beginning of a file; then what is cut off at its end is left out. `reading`: how
 * somebody says that a table is read; what is absent is seen from the text.
 */
export function readSample(
  given: string,
  { isWhole, reading = {} }: { readonly isWhole: boolean; readonly reading?: TableReading },
): SampleRead {
  const text = given.startsWith('\uFEFF') ? given.slice(1) : given;
  if (text.trim() === '') return refused('The file is empty. Choose one with at least one case in it.');
  if (text.includes('\0'))
    return refused('This is not a text file. Save the table as CSV, or write one JSON object a line.');
  const first = text.trimStart()[0];
  return first === '{' || first === '[' ? sampleOfJson(text, isWhole) : sampleOfTable(text, isWhole, reading);
}

function refused(message: string): SampleRead {
  return { ok: false, message };
}

type Read = {
  readonly rows: readonly SourceRow[];
  readonly bad: readonly { readonly number: number; readonly problem: string }[];
  readonly isCut: boolean;
  /** Why it was not read to its end. */
  readonly broken: string | null;
};

function readAll(reader: RowReader, text: string, isWhole: boolean): Read {
  const found: FileRow[] = [];
  let broken: string | null = null;
  try {
    found.push(...reader.add(text));
    if (isWhole) found.push(...reader.end());
    else if (reader instanceof TableReader) found.push(...reader.begin());
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error;
    broken = error.message;
  }
  const rows = found.flatMap((one) => ('row' in one ? [one.row] : []));
  const bad = found.flatMap((one) => ('problem' in one ? [one] : []));
  return { rows: rows.slice(0, SAMPLE_ROWS), bad, broken, isCut: !isWhole || rows.length > SAMPLE_ROWS };
}

function sampleOfJson(text: string, isWhole: boolean): SampleRead {
  const isLines = text.trimStart().startsWith('{') && isOneALine(text.slice(0, 1_000_000));
  const listed = isLines ? null : readAll(new JsonReader(), text, isWhole);
  const read = listed && listed.rows.length > 0 ? listed : readAll(new LinesReader(), text, isWhole);
  const format = read === listed ? 'json' : 'ndjson';
  const refusal = refusalOf(read, { isList: text.trimStart().startsWith('['), place: PLACE[format] });
  if (refusal !== null) return refused(refusal);
  const rows = read.rows.map(plainLists);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const notes = jsonNotes(read, { isWhole, place: PLACE[format] });
  return finished({ format, separator: null, columns, rows, notes, isCut: read.isCut });
}

const PLACE = { json: 'entry', ndjson: 'line' } as const;

function refusalOf({ rows, bad }: Read, { isList, place }: { isList: boolean; place: string }): string | null {
  const [firstBad] = bad;
  if (rows.length === 0)
    return isList || !firstBad
      ? 'There is no case in it: expected a list of JSON objects, or one JSON object a line.'
      : `Line ${firstBad.number} ${firstBad.problem}. Expected one JSON object a line, or one list of objects.`;
  return bad.length > rows.length
    ? `Most of it cannot be read as JSON objects: ${place} ${firstBad?.number} ${firstBad?.problem}. Correct it and try again.`
    : null;
}

function jsonNotes({ rows, bad, broken }: Read, { isWhole, place }: { isWhole: boolean; place: string }): string[] {
  const [firstBad] = bad;
  const isApart = rows.some((row) => Object.entries(row).some(([name, cell]) => name.includes('.') || isNested(cell)));
  return [
    ...(firstBad ? [`${bad.length} of them are left out: ${place} ${firstBad.number} ${firstBad.problem}.`] : []),
    ...(broken !== null && isWhole ? [`It was read up to row ${rows.length}: ${broken}`] : []),
    ...(isApart ? ['Objects inside a case are taken apart into fields of their own; lists are taken as text.'] : []),
  ];
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** Lists other than of texts are text; an object with nothing in it is nothing. */
function plainLists(row: SourceRow): SourceRow {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, cell]) => !isEmptyObject(cell))
      .map(([name, cell]) => [name, isNested(cell) && !isListOfText(cell) ? JSON.stringify(cell) : cell]),
  );
}

function isEmptyObject(value: unknown): boolean {
  return isNested(value) && !Array.isArray(value) && Object.keys(value as object).length === 0;
}

function isListOfText(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function sampleOfTable(text: string, isWhole: boolean, { separator: said, header }: TableReading): SampleRead {
  const reader = new TableReader({ twice: 'number', separator: said, hasHeader: header });
  const { rows, bad, isCut, broken } = readAll(reader, text, isWhole);
  const { columns, separator, notes, hasHeader } = reader;
  if (broken !== null && rows.length === 0) return refused(broken);
  const [firstBad] = bad;
  if (columns.length === 0)
    return refused('There is no row in it. The first line names the columns, each further line is a case.');
  if (rows.length + bad.length === 0)
    return refused('It has a line of column names but no row below it. Add at least one case and try again.');
  if (firstBad && rows.length < bad.length)
    return refused(
      `Most rows do not fit the ${columns.length} columns; line ${firstBad.number} ${firstBad.problem}. ` +
        `Tried ${SEPARATORS.map((one) => SEPARATOR_WORDS[one]).join(', ')} as separators. Quote cells that hold the separator and try again.`,
    );
  const left = firstBad
    ? [`${bad.length} of ${rows.length + bad.length} rows are left out: line ${firstBad.number} ${firstBad.problem}.`]
    : [];
  return finished({ format: 'csv', separator, hasHeader, columns, rows, isCut, notes: [...notes, ...left] });
}

function finished(sample: Sample): SampleRead {
  if (sample.columns.length === 0) return refused('The cases in it have no fields.');
  if (sample.columns.length > MAX_COLUMNS)
    return refused(`It has ${sample.columns.length} columns; that is more than a table of cases has (${MAX_COLUMNS}).`);
  return { ok: true, sample };
}
