import { LABEL_COLUMNS, type LabelRow } from '@handrail/shared/contracts';

/** One label a line. */
export function toJsonLine(row: LabelRow): string {
  return `${JSON.stringify(Object.fromEntries(LABEL_COLUMNS.map((column) => [column, row[column]])))}\n`;
}

/** The CSV's columns: a column for each input field in the place of `input`. */
export function csvColumns(fields: readonly string[]): string[] {
  return LABEL_COLUMNS.flatMap((column) => (column === 'input' ? fields.map((field) => `input.${field}`) : [column]));
}

/** Spreadsheets run what starts like a formula; a leading quote keeps it text. */
const FORMULA = /^[=+\-@\t\r]/;

export function toCsvLine(row: LabelRow, fields: readonly string[]): string {
  const cells = LABEL_COLUMNS.flatMap((column) =>
    column === 'input' ? fields.map((field) => row.input[field]) : [row[column]],
  );
  return csvLine(cells.map(toCell));
}

export function csvHeader(fields: readonly string[]): string {
  return csvLine(csvColumns(fields));
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return FORMULA.test(value) ? `'${value}` : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

/** RFC 4180: lines end with CRLF; a cell that holds a comma, a quote or any line end is quoted, its quotes doubled. */
function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(',')}\r\n`;
}
