import { CsvRecords, type CsvRecord, type LineEnds } from './csv-records.js';
import { BrokenFile, MAX_COLUMNS, type FileRow, type RowReader } from './file-row.js';

export const SEPARATORS = [',', ';', '\t', '|'] as const;
export const SEPARATOR_WORDS: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
};

export type TableOptions = {
  /** One character; absent: found from the text. */
  readonly separator?: string | undefined;
  /** Whether the first line names the columns; absent: seen from it. */
  readonly hasHeader?: boolean | undefined;
  /** Two columns of one name: refused, or the second gets a number. */
  readonly twice: 'refuse' | 'number';
};

/** So much is looked at to find the separator, in UTF-16 units. */
const HEAD = 64 * 1024;
/** Spreadsheets say the separator so, in a line of its own. */
const SAID = /^sep=(.)(?:\r\n|\n|\r|$)/i;

/** CSV and its relatives, with a line of names or without. A row of another length is no row. */
export class TableReader implements RowReader {
  columns: readonly string[] = [];
  separator = '';
  private head = '';
  private isFirst = true;
  private records: CsvRecords | undefined;
  private lines = 0;
  private isNumbered = false;

  constructor(private readonly options: TableOptions) {}

  /** Whether the first line named the columns; known once it was read. */
  get hasHeader(): boolean {
    return !this.isNumbered;
  }

  get notes(): readonly string[] {
    return [
      ...(this.isNumbered ? ['The first line looks like a case, not like names: the columns are numbered.'] : []),
      ...(this.separator !== ',' && this.columns.length > 1
        ? [`The cells are separated by ${SEPARATOR_WORDS[this.separator] ?? JSON.stringify(this.separator)}.`]
        : []),
      ...mixedEnds(this.records?.lineEnds),
    ];
  }

  add(text: string): FileRow[] {
    if (this.records) return this.rowsOf(this.records.add(text));
    this.head += text;
    return this.head.length < HEAD ? [] : this.open(false);
  }

  /** The rows of what has come, where no more will be read though more follows. */
  begin(): FileRow[] {
    return this.records ? [] : this.open(false);
  }

  end(): FileRow[] {
    const rows = this.records ? [] : this.open(true);
    return [...rows, ...this.rowsOf(this.records?.end() ?? [])];
  }

  private open(isWhole: boolean): FileRow[] {
    let text = this.head.startsWith('\uFEFF') ? this.head.slice(1) : this.head;
    this.head = '';
    const said = SAID.exec(text);
    if (said) {
      text = text.slice(said[0].length);
      this.lines = 1;
    }
    this.separator = this.options.separator ?? said?.[1] ?? detectSeparator(text, isWhole);
    this.records = new CsvRecords(this.separator);
    return this.rowsOf(this.records.add(text));
  }

  private rowsOf(records: readonly CsvRecord[]): FileRow[] {
    return records.flatMap((record): FileRow[] => {
      const number = record.line + this.lines;
      if (this.isFirst && 'cells' in record) {
        this.isFirst = false;
        const { columns, isHeader } = this.header(record.cells);
        this.columns = columns;
        if (isHeader) return [];
      }
      if ('problem' in record) return [{ number, problem: record.problem }];
      return this.rowOf(number, record.cells);
    });
  }

  private rowOf(number: number, cells: readonly (string | null)[]): FileRow[] {
    const { columns } = this;
    if (cells.length === columns.length)
      return [{ number, row: Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? null])) }];
    if (cells.length === 1 && (cells[0] ?? '').trim() === '') return [];
    const names = `the first line names ${columns.length} ${columns.length === 1 ? 'column' : 'columns'}`;
    return [{ number, problem: `has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}; ${names}` }];
  }

  private header(cells: readonly (string | null)[]): { columns: string[]; isHeader: boolean } {
    if (cells.length > MAX_COLUMNS)
      throw new BrokenFile(`It has ${cells.length} columns; that is more than a table of cases has (${MAX_COLUMNS}).`);
    if (!(this.options.hasHeader ?? !looksLikeValues(cells))) {
      this.isNumbered = true;
      return { columns: cells.map((_, index) => `column_${index + 1}`), isHeader: false };
    }
    return { columns: namesOf(cells, this.options.twice), isHeader: true };
  }
}

/**
 * Finds the separator with which the first records most often have the same number of cells, and more than one; a comma
 * where none does. A separator that the header does not hold is not one.
 */
export function detectSeparator(text: string, isWhole: boolean): string {
  let best: { separator: string; score: number } = { separator: ',', score: 0 };
  for (const separator of SEPARATORS) {
    const reader = new CsvRecords(separator);
    const read = [...reader.add(text), ...(isWhole ? reader.end() : [])].slice(0, 30);
    const widths = read.flatMap((record) => ('cells' in record ? [record.cells.length] : []));
    const [width] = widths;
    if (width === undefined || width < 2) continue;
    const alike = widths.filter((one) => one === width).length / read.length;
    const score = alike * Math.min(width, 20) ** 0.25;
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}

function looksLikeValues(cells: readonly (string | null)[]): boolean {
  return cells.some((cell) => (cell ?? '').trim() !== '') && cells.every((cell) => /^[\s\d.,:+/-]*$/.test(cell ?? ''));
}

/** Every column has a name of its own: empty ones are numbered. */
function namesOf(cells: readonly (string | null)[], twice: TableOptions['twice']): string[] {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const name = (cell ?? '').trim() || `column_${index + 1}`;
    if (twice === 'refuse' && taken.has(name))
      throw new BrokenFile(`Two columns are called ${JSON.stringify(name)}; give each its own name.`);
    let own = name;
    for (let count = 2; taken.has(own); count += 1) own = `${name} ${count}`;
    taken.add(own);
    return own;
  });
}

function mixedEnds(ends: LineEnds | undefined): string[] {
  if (!ends) return [];
  const kinds = [
    ends.crlf > 0 && `${ends.crlf} CRLF`,
    ends.lf > 0 && `${ends.lf} LF`,
    ends.cr > 0 && `${ends.cr} CR`,
  ].filter((kind) => kind !== false);
  return kinds.length > 1 ? [`Its lines end in different ways (${kinds.join(', ')}); each is taken as an end.`] : [];
}
