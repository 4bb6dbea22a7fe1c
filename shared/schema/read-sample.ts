import {
  detectSeparator,
  parseDelimited,
  SEPARATORS,
  type DelimitedRecord,
  type Separator,
} from './parse-delimited.js';
import { parseJsonList, parseNdjson, type JsonRow, type JsonRows } from './parse-json-rows.js';

/** A sample's cases, column by column. CSV cells are text; JSON values are as they came, nested objects taken apart. */
export type Sample = {
  readonly format: 'csv' | 'ndjson' | 'json';
  /** Only for CSV. */
  readonly separator: Separator | null;
  readonly columns: readonly string[];
  readonly rows: readonly JsonRow[];
  /** What a person should know of how it was read, one sentence each. */
  readonly notes: readonly string[];
};
export type SampleRead =
  { readonly ok: true; readonly sample: Sample } | { readonly ok: false; readonly message: string };

/** So many rows are looked at. */
export const SAMPLE_ROWS = 2000;
/** More columns than this are no table of cases. */
const MAX_COLUMNS = 1000;
const MAX_DEPTH = 3;

const SEPARATOR_WORDS: Readonly<Record<Separator, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
};

/**
 * Reads a sample of cases: CSV (any of the usual separators), one JSON object a line, or a JSON list; which of them is
 * seen from the text itself, not from the file's name. At most `SAMPLE_ROWS` rows. Never throws: what cannot be read is
 * said in words that say what to do.
 *
 * `isWhole`: false where `text` is only the beginning of a file; then what is cut off at its end is left out.
 */
export function readSample(given: string, { isWhole }: { readonly isWhole: boolean }): SampleRead {
  const text = given.startsWith('\uFEFF') ? given.slice(1) : given;
  if (text.trim() === '') return refused('The file is empty. Choose one with at least one case in it.');
  if (text.includes('\0'))
    return refused('This is not a text file. Save the table as CSV, or write one JSON object a line.');
  const first = text.trimStart()[0];
  if (first === '{' || first === '[') return readJson(text, isWhole);
  return readCsv(text, isWhole);
}

function refused(message: string): SampleRead {
  return { ok: false, message };
}

function readJson(text: string, isWhole: boolean): SampleRead {
  const limits = { isWhole, atMost: SAMPLE_ROWS };
  const lines = text.trimStart().startsWith('{') ? parseNdjson(text, limits) : { rows: [], bad: [] };
  const list = lines.rows.length > lines.bad.length && !isWrapper(lines) ? undefined : parseJsonList(text, limits);
  const [read, format] = list && list.rows.length > 0 ? ([list, 'json'] as const) : ([lines, 'ndjson'] as const);
  if (read.rows.length === 0) {
    return refused(
      first(read.bad) === undefined
        ? 'There is no case in it: expected a list of JSON objects, or one JSON object a line.'
        : `Line ${first(read.bad)} is not a JSON object. Expected one JSON object a line, or one list of objects.`,
    );
  }
  const place = format === 'json' ? 'entry' : 'line';
  if (read.bad.length > read.rows.length)
    return refused(
      `Most of it is not JSON objects; the first is ${place} ${first(read.bad)}. Correct it and try again.`,
    );
  const rows = read.rows.map(takenApart);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const notes: string[] = [];
  if (read.bad.length > 0)
    notes.push(
      `${read.bad.length} of them are no JSON objects and are left out (the first: ${place} ${first(read.bad)}).`,
    );
  if (read.rows.some((row) => Object.values(row).some(isNested)))
    notes.push('Objects inside a case are taken apart into fields of their own; lists are taken as text.');
  return finished({ format, separator: null, columns, rows, notes });
}

/** One object that holds the list: `{"data": […]}` on a single line. */
function isWrapper({ rows }: JsonRows): boolean {
  const [only] = rows;
  return rows.length === 1 && only !== undefined && Object.values(only).some(isListOfObjects);
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'object' && one !== null);
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function takenApart(row: JsonRow): JsonRow {
  return Object.fromEntries(entriesOf(row, '', 1));
}

function entriesOf(row: JsonRow, prefix: string, depth: number): [string, unknown][] {
  return Object.entries(row).flatMap(([key, value]): [string, unknown][] => {
    const name = `${prefix}${key}`;
    if (isNested(value) && !Array.isArray(value) && depth < MAX_DEPTH)
      // An object, as just seen.
      return entriesOf(value as JsonRow, `${name}.`, depth + 1);
    return [[name, isNested(value) && !isListOfText(value) ? JSON.stringify(value) : value]];
  });
}

function isListOfText(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function readCsv(text: string, isWhole: boolean): SampleRead {
  const separator = detectSeparator(text);
  const { records, openQuoteLine } = parseDelimited(text, { separator, atMost: SAMPLE_ROWS + 2 });
  if (openQuoteLine !== null && (isWhole || records.length < 2))
    return refused(
      `The quotation mark opened on line ${openQuoteLine} is never closed. Close it, or double it (""), and try again.`,
    );
  // The last one may be cut off.
  const whole = isWhole || records.length > SAMPLE_ROWS + 1 ? records : records.slice(0, -1);
  const [head, ...rest] = whole;
  if (!head) return refused('There is no row in it. The first line names the columns, each further line is a case.');
  const hasHeader = !looksLikeValues(head.cells);
  const rows = hasHeader ? rest : whole;
  if (rows.length === 0)
    return refused('It has a line of column names but no row below it. Add at least one case and try again.');
  return tableOf(hasHeader ? namesOf(head.cells) : head.cells.map((_, index) => `column_${index + 1}`), {
    separator,
    records: rows.slice(0, SAMPLE_ROWS),
    notes: hasHeader ? [] : ['The first line looks like a case, not like names: the columns are numbered.'],
  });
}

function tableOf(
  columns: readonly string[],
  table: {
    readonly separator: Separator;
    readonly records: readonly DelimitedRecord[];
    readonly notes: readonly string[];
  },
): SampleRead {
  const { separator, records } = table;
  const good = records.filter(({ cells }) => cells.length === columns.length);
  const firstBad = records.find(({ cells }) => cells.length !== columns.length);
  if (firstBad && 2 * good.length < records.length)
    return refused(
      `Most rows have another number of cells than the ${columns.length} columns; line ${firstBad.line} has ${firstBad.cells.length}. ` +
        `Tried ${SEPARATORS.map((one) => SEPARATOR_WORDS[one]).join(', ')} as separators. Quote cells that hold the separator and try again.`,
    );
  const notes = [...table.notes];
  if (separator !== ',' && columns.length > 1) notes.push(`The cells are separated by ${SEPARATOR_WORDS[separator]}.`);
  if (firstBad)
    notes.push(
      `${records.length - good.length} of ${records.length} rows have another number of cells and are left out (the first: line ${firstBad.line}).`,
    );
  const rows = good.map(({ cells }) => Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ''])));
  return finished({ format: 'csv', separator, columns, rows, notes });
}

function finished(sample: Sample): SampleRead {
  if (sample.columns.length === 0) return refused('The cases in it have no fields.');
  if (sample.columns.length > MAX_COLUMNS)
    return refused(`It has ${sample.columns.length} columns; that is more than a table of cases has (${MAX_COLUMNS}).`);
  return { ok: true, sample };
}

function looksLikeValues(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.trim() !== '') && cells.every((cell) => /^[\s\d.,:+/-]*$/.test(cell));
}

/** Every column has a name of its own: empty ones are numbered, repeated ones get a number behind. */
function namesOf(cells: readonly string[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const name = cell.trim() === '' ? `column_${index + 1}` : cell.trim();
    let own = name;
    for (let count = 2; taken.has(own); count += 1) own = `${name} ${count}`;
    taken.add(own);
    return own;
  });
}

function first(numbers: readonly number[]): number | undefined {
  return numbers[0];
}
