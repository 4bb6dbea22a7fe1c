/** One record of delimited text, with the line (from 1) on which it begins. */
export type DelimitedRecord = { readonly line: number; readonly cells: readonly string[] };

export type Delimited = {
  readonly records: readonly DelimitedRecord[];
  /** The line on which a quotation mark was opened that is never closed; the records before it are there. */
  readonly openQuoteLine: number | null;
};

export const SEPARATORS = [',', ';', '\t', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];

/**
 * Parses CSV and its relatives (RFC 4180): cells in double quotes may hold separators, line ends and doubled quotes. A
 * quotation mark inside an unquoted cell is text. Empty lines are no records. Line ends: CRLF, LF or CR.
 *
 * `atMost`: stops after so many records, ≥ 0. Linear in what it reads; never throws.
 */
export function parseDelimited(
  text: string,
  { separator, atMost = Number.POSITIVE_INFINITY }: { readonly separator: Separator; readonly atMost?: number },
): Delimited {
  const records: DelimitedRecord[] = [];
  let [at, line] = [0, 1];
  while (at < text.length && records.length < atMost) {
    const read = readRecord(text, at, separator);
    if (read.openQuote !== null) return { records, openQuoteLine: line + lineEnds(text, at, read.openQuote) };
    if (read.cells.length > 1 || read.cells[0] !== '') records.push({ line, cells: read.cells });
    line += lineEnds(text, at, read.next);
    at = read.next;
  }
  return { records, openQuoteLine: null };
}

type ReadRecord = { readonly cells: string[]; readonly next: number; readonly openQuote: number | null };

function readRecord(text: string, start: number, separator: string): ReadRecord {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const cell = text[at] === '"' ? readQuoted(text, at, separator) : readPlain(text, at, separator);
    if (cell === null) return { cells, next: text.length, openQuote: at };
    cells.push(cell.value);
    at = cell.end;
    if (text[at] === separator) at += 1;
    else return { cells, next: at + (text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1), openQuote: null };
  }
}

type Cell = { readonly value: string; readonly end: number };

function readPlain(text: string, start: number, separator: string): Cell {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(start, end), end };
}

/** Null: the quotation mark is never closed. What follows a closed one up to the separator belongs to the cell. */
function readQuoted(text: string, start: number, separator: string): Cell | null {
  const parts: string[] = [];
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return null;
    parts.push(text.slice(at, quote));
    if (text[quote + 1] !== '"') {
      const rest = readPlain(text, quote + 1, separator);
      return { value: parts.join('') + rest.value.trimEnd(), end: rest.end };
    }
    parts.push('"');
    at = quote + 2;
  }
}

function lineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to && at < text.length; at += 1) {
    if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) count += 1;
  }
  return count;
}

/**
 * Finds the separator with which the first records most often have the same number of cells, and more than one; a comma
 * where none does. A separator that the header does not hold is not one.
 */
export function detectSeparator(text: string): Separator {
  let best: { separator: Separator; score: number } = { separator: ',', score: 0 };
  for (const separator of SEPARATORS) {
    const { records } = parseDelimited(text, { separator, atMost: 30 });
    const width = records[0]?.cells.length ?? 0;
    if (width < 2) continue;
    const alike = records.filter(({ cells }) => cells.length === width).length / records.length;
    const score = alike * Math.min(width, 20) ** 0.25;
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}
