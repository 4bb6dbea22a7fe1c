import { parse } from 'csv-parse/browser/esm/sync';
import { LONGEST_ROW } from './file-row.js';

/** A record of delimited text, with the line (from 1) on which it begins. A cell without quotes and text is null. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly (string | null)[] }
  | { readonly line: number; readonly problem: string };

/** How many kinds of line ends stood outside quotes. */
export type LineEnds = { readonly crlf: number; readonly lf: number; readonly cr: number };

type Found = { readonly line: number; readonly text: string };
type Scan =
  | { readonly kind: 'record'; readonly text: string; readonly end: number }
  /** What follows decides. */
  | { readonly kind: 'open' }
  | { readonly kind: 'broken' };

const QUOTED_SHOWN = 40;

/**
 * Cuts delimited text (RFC 4180 and its relatives), as it comes in pieces, into records. Lines end with CRLF, LF or CR,
 * mixed as they may be. A quotation mark inside a cell that does not begin with one is text; one that is opened and never
 * closed, or closed in the middle of its cell, costs its line and nothing else. Cells are read by a library.
 */
export class CsvRecords {
  private rest = '';
  private line = 1;
  private readonly ends = { crlf: 0, lf: 0, cr: 0 };

  constructor(private readonly separator: string) {}

  get lineEnds(): LineEnds {
    return this.ends;
  }

  /** The records that are complete with this piece. */
  add(text: string): CsvRecord[] {
    return this.cut(this.rest + text, false);
  }

  end(): CsvRecord[] {
    return this.cut(this.rest, true);
  }

  private cut(text: string, isEnd: boolean): CsvRecord[] {
    const found: (Found | { line: number; problem: string })[] = [];
    let at = 0;
    while (at < text.length) {
      const eol = lineEnd(text, at, isEnd);
      if (eol === undefined && text.length - at <= LONGEST_ROW) break;
      const end = eol ?? text.length;
      const scan = this.scan(text, { at, end, isEnd });
      if (scan.kind === 'open' && !isEnd && text.length - at <= LONGEST_ROW) break;
      if (scan.kind === 'record') {
        if (scan.text !== '') found.push({ line: this.line, text: scan.text });
        at = this.past(text, at, scan.end);
      } else {
        found.push({ line: this.line, problem: brokenQuote(text.slice(at, end)) });
        at = this.past(text, at, end);
      }
    }
    this.rest = text.slice(at);
    return cellsOf(found, this.separator);
  }

  /** The record that begins at `at`; `end`: of its first line. */
  private scan(text: string, { at, end, isEnd }: { at: number; end: number; isEnd: boolean }): Scan {
    const quote = text.indexOf('"', at);
    if (quote < 0 || quote >= end) return { kind: 'record', text: text.slice(at, end), end };
    return scanQuoted(text, at, { separator: this.separator, isEnd });
  }

  /** Counts what is behind; gives where the next record begins. */
  private past(text: string, from: number, end: number): number {
    for (let at = from; at < end; at += 1) {
      const char = text.charCodeAt(at);
      if (char === 10 || (char === 13 && text.charCodeAt(at + 1) !== 10)) this.line += 1;
    }
    if (end >= text.length) return end;
    this.line += 1;
    if (text[end] === '\n') this.ends.lf += 1;
    else if (text[end + 1] === '\n') this.ends.crlf += 1;
    else this.ends.cr += 1;
    return end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1);
  }
}

/** Where the line that holds `at` ends; undefined where more has to come to know. */
function lineEnd(text: string, at: number, isEnd: boolean): number | undefined {
  const lf = text.indexOf('\n', at);
  const upTo = lf < 0 ? text.length : lf;
  const cr = text.slice(at, upTo).indexOf('\r');
  if (cr >= 0) return at + cr + 1 === text.length && !isEnd ? undefined : at + cr;
  return lf >= 0 || isEnd ? upTo : undefined;
}

/** A record with quotation marks in its first line. */
function scanQuoted(text: string, start: number, given: { separator: string; isEnd: boolean }): Scan {
  const { separator, isEnd } = given;
  let [record, copied, at] = ['', start, start];
  for (;;) {
    if (text[at] !== '"') at = endOfPlain(text, at, separator);
    else {
      const close = closingQuote(text, at, isEnd);
      if (close === undefined) return { kind: 'open' };
      const after = pastBlanks(text, close + 1, separator);
      // Blanks between the closing mark and the separator are none of the cell's.
      record += text.slice(copied, close + 1);
      [copied, at] = [after, after];
      if (endOfPlain(text, at, separator) !== at) return { kind: 'broken' };
    }
    if (at >= text.length && !isEnd) return { kind: 'open' };
    if (text[at] !== separator) return { kind: 'record', text: record + text.slice(copied, at), end: at };
    at += 1;
  }
}

/** Undefined: there is none, or it is not known yet whether it is one of two. */
function closingQuote(text: string, open: number, isEnd: boolean): number | undefined {
  for (let from = open + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0 || (quote + 1 === text.length && !isEnd)) return undefined;
    if (text[quote + 1] !== '"') return quote;
    from = quote + 2;
  }
}

/** Where a cell without quotes ends that goes on from here. */
function endOfPlain(text: string, from: number, separator: string): number {
  let at = from;
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

function pastBlanks(text: string, from: number, separator: string): number {
  let at = from;
  while ((text[at] === ' ' || text[at] === '\t') && text[at] !== separator) at += 1;
  return at;
}

function brokenQuote(line: string): string {
  const at = Math.max(0, line.indexOf('"') - 10);
  const shown = line.slice(at, at + QUOTED_SHOWN);
  return `has a quotation mark that opens a cell and is never closed at its end, at ${shown}${line.length > at + QUOTED_SHOWN ? '…' : ''}; double it ("") or leave it out`;
}

/** Reads the cells of whole records, all at once. */
function cellsOf(found: readonly (Found | { line: number; problem: string })[], separator: string): CsvRecord[] {
  const whole = found.filter((one): one is Found => 'text' in one);
  const text = whole.map((one) => one.text).join('\n');
  const rows = whole.length === 0 ? [] : parsed(text, separator);
  let at = -1;
  return found.map((one): CsvRecord => {
    if ('problem' in one) return one;
    at += 1;
    const cells = rows[at];
    if (!cells || rows.length !== whole.length)
      throw new Error('The records were cut in another way than they are read.');
    return { line: one.line, cells };
  });
}

function parsed(text: string, separator: string): (string | null)[][] {
  const options = {
    delimiter: separator,
    record_delimiter: '\n',
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
  } as const;
  // Only then a cell may be empty on purpose.
  if (text.includes('""'))
    return parse(text, { ...options, cast: (value, { quoting }) => (value === '' && !quoting ? null : value) });
  const rows: string[][] = parse(text, options);
  return rows.map((cells) => cells.map((cell) => (cell === '' ? null : cell)));
}
