import { LABEL_COLUMNS, type LabelRow } from '@handrail/shared/contracts';
import { instantText, microsOf } from '@handrail/shared/datasets';
import type { InputSchema } from '@handrail/shared/schema';
import { csvText } from './formats/index.js';

/** One label a line. */
export function toJsonLine(row: LabelRow): string {
  return `${JSON.stringify(Object.fromEntries(LABEL_COLUMNS.map((column) => [column, row[column]])))}\n`;
}

/** The fields of the input in their order, and those whose values are times. */
export type CsvFields = { readonly names: readonly string[]; readonly times: ReadonlySet<string> };

export function csvFields({ fields }: InputSchema): CsvFields {
  const times = fields.filter(({ type }) => type === 'date-time').map(({ name }) => name);
  return { names: fields.map(({ name }) => name), times: new Set(times) };
}

/** The CSV's columns: a column for each input field in the place of `input`. */
export function csvHeader({ names }: CsvFields): string {
  return csvLine(
    LABEL_COLUMNS.flatMap((column) => (column === 'input' ? names.map((name) => `input.${name}`) : [column])),
  );
}

export function toCsvLine(row: LabelRow, { names, times }: CsvFields): string {
  const field = (name: string): string => {
    const value = Object.hasOwn(row.input, name) ? row.input[name] : null;
    return times.has(name) ? timeCell(value) : toCell(value);
  };
  return csvLine(
    LABEL_COLUMNS.flatMap((column) => {
      if (column === 'input') return names.map(field);
      return [column === 'created_at' || column === 'labelled_at' ? timeCell(row[column]) : toCell(row[column])];
    }),
  );
}

/** All times in one form, to the microsecond; what is no time any more, a code or a mask, as it is. */
function timeCell(value: unknown): string {
  const micros = typeof value === 'string' ? microsOf(value) : undefined;
  if (micros === undefined) return toCell(value);
  return micros === null ? '' : instantText(micros);
}

/** As cells of dataset files: different values are different cells, and nothing is another cell than an empty text. */
function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? csvText(value) : csvJson(value);
}

/** JSON holds no line ends of its own, and never starts like a formula. */
function csvJson(value: unknown): string {
  const json = JSON.stringify(value);
  return /[",]/.test(json) ? `"${json.replaceAll('"', '""')}"` : json;
}

/** RFC 4180: lines end with CRLF. */
function csvLine(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}
