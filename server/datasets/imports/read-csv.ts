import { pipeline, Readable } from 'node:stream';
import { CsvError, parse, type Info } from 'csv-parse';
import type { FileRow } from './read-json.js';
import { LONGEST_ROW } from './read-text.js';
import { BrokenFile } from './source-file.js';

const SEPARATORS = [',', ';', '\t', '|'] as const;
const MAX_COLUMNS = 1000;

/** CSV with a line of names (RFC 4180), its separator found from that line; a row of another length is no row. */
export async function* readCsv(text: AsyncIterable<string>): AsyncGenerator<FileRow> {
  const pieces = text[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done === true) return;
  const rows = parse({
    delimiter: separatorOf(first.value),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
  });
  // Whatever breaks either of them ends both, and is thrown to who reads the rows.
  pipeline(Readable.from(withFirst(first.value, pieces)), rows, () => undefined);
  let names: string[] | undefined;
  let lastLine = 0;
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: Info }>) {
      const number = lastLine + 1;
      lastLine = info.lines;
      if (!names) names = namesOf(record);
      else if (record.length !== names.length)
        yield { number, problem: `has ${record.length} cells; the first line names ${names.length} columns` };
      else yield { number, row: Object.fromEntries(names.map((name, index) => [name, record[index]])) };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new BrokenFile(`After line ${lastLine}: ${error.message.slice(0, 200)}`, { cause: error });
  }
}

async function* withFirst(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield first.startsWith('\uFEFF') ? first.slice(1) : first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** The one that the line of names holds most often, outside quotation marks. */
function separatorOf(text: string): string {
  const head = (text.split(/\r?\n/).find((line) => line.trim() !== '') ?? '').replaceAll(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => head.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function namesOf(cells: readonly string[]): string[] {
  if (cells.length > MAX_COLUMNS)
    throw new BrokenFile(`It has ${cells.length} columns; at most ${MAX_COLUMNS} are read.`);
  const names = cells.map((cell, index) => cell.trim() || `column_${index + 1}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new BrokenFile(`Two columns are called ${JSON.stringify(twice)}; give each its own name.`);
  return names;
}
