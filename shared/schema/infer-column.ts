import type { FieldType } from './input-schema.js';

/** What a column of a sample holds. */
export type ColumnKind = {
  readonly type: FieldType;
  /** Cells that hold something, and rows in all. */
  readonly present: number;
  readonly rows: number;
  /** Distinct values as text with how often each came, most often first; at most `MANY`, then it is null. */
  readonly values: readonly { readonly value: string; readonly count: number }[] | null;
  /** Numbers only. */
  readonly range: { readonly minimum: number; readonly maximum: number } | null;
  /** Numbers only: written with a decimal comma. */
  readonly isDecimalComma: boolean;
  readonly isWholeNumbers: boolean;
  readonly longest: number;
  /** A list of texts in every row, or text that lists several of a few values. */
  readonly lists: readonly { readonly value: string; readonly count: number }[] | null;
  /** What a person should know, one sentence each. */
  readonly notes: readonly string[];
};

/** More distinct values than this are no categories. */
const MANY = 100;
/** A category has at most so many values, each at most so long, and each comes again. */
const CATEGORY = { values: 20, length: 60, rowsAValue: 2 };
const MISSING = new Set(['', 'null', 'NULL', 'NA', 'N/A', 'NaN', 'nan']);
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const COMMA_NUMBER = /^-?(0|[1-9]\d*)(,\d+)?$/;
const ZONED = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i;
const UNZONED = /^(\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?|\d{1,2}[./]\d{1,2}[./]\d{2,4})$/;
const URL_OF = {
  'image-url': /^https?:\/\/[^\s/$.?#]\S{0,1900}\.(png|jpe?g|gif|webp|avif|svg|bmp|tiff?)([?#]\S{0,90})?$/i,
  'audio-url': /^https?:\/\/[^\s/$.?#]\S{0,1900}\.(mp3|wav|ogg|oga|m4a|flac|aac|opus|weba)([?#]\S{0,90})?$/i,
} as const;

/** Whether a cell holds nothing. */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && MISSING.has(value.trim()));
}

/**
 * Finds out what a column holds from its cells, given in order; missing ones too. A type is only taken when every cell
 * that holds something fits it, so that each case of the sample is accepted by the schema it leads to. Nothing at all is
 * text. Numbers with leading zeros, and whole numbers too big for a double, are names of something: text.
 */
export function inferColumn(cells: readonly unknown[]): ColumnKind {
  const present = cells.filter((cell) => !isMissing(cell));
  const texts = present.map(asText);
  const values = valuesOf(texts);
  const type = typeOf(present, texts, values);
  const isDecimalComma = type === 'number' && !present.every(isPlainNumber);
  const numbers = type === 'number' ? present.map((cell) => toNumber(cell)) : [];
  return {
    type,
    present: present.length,
    rows: cells.length,
    values,
    range: numbers.length > 0 ? { minimum: least(numbers), maximum: -least(numbers.map((one) => -one)) } : null,
    isDecimalComma,
    isWholeNumbers: numbers.every(Number.isInteger),
    longest: texts.reduce((most, { length }) => Math.max(most, length), 0),
    lists: listsOf(present),
    notes: notesOf({ type, texts, isDecimalComma, values }),
  };
}

/** The cell as a case of the given type holds it; undefined where it holds nothing. */
export function cellAs(type: FieldType, cell: unknown): string | number | boolean | undefined {
  if (isMissing(cell)) return undefined;
  switch (type) {
    case 'number':
      return toNumber(cell);
    case 'boolean':
      return typeof cell === 'boolean' ? cell : asText(cell).toLowerCase() === 'true';
    case 'text':
      return typeof cell === 'string' ? cell : asText(cell);
    case 'category':
    case 'date-time':
    case 'image-url':
    case 'audio-url':
      return asText(cell);
  }
}

function typeOf(present: readonly unknown[], texts: readonly string[], values: ColumnKind['values']): FieldType {
  if (present.length === 0) return 'text';
  if (present.every(isBoolean)) return 'boolean';
  if (present.every(isPlainNumber) || texts.every((text) => COMMA_NUMBER.test(text) && isSafe(text))) return 'number';
  if (texts.every((text) => ZONED.test(text) && Number.isFinite(Date.parse(text)))) return 'date-time';
  if (texts.every((text) => URL_OF['image-url'].test(text))) return 'image-url';
  if (texts.every((text) => URL_OF['audio-url'].test(text))) return 'audio-url';
  return isCategory(texts, values) ? 'category' : 'text';
}

function isCategory(texts: readonly string[], values: ColumnKind['values']): boolean {
  if (values === null || values.length > CATEGORY.values || values.length < 2) return false;
  return (
    values.length * CATEGORY.rowsAValue <= texts.length &&
    values.every(({ value }) => value.length <= CATEGORY.length && value.trim() !== '')
  );
}

function isBoolean(cell: unknown): boolean {
  return typeof cell === 'boolean' || (typeof cell === 'string' && /^(true|false)$/i.test(cell.trim()));
}

function isPlainNumber(cell: unknown): boolean {
  if (typeof cell === 'number') return Number.isFinite(cell);
  return typeof cell === 'string' && NUMBER.test(cell.trim()) && isSafe(cell.trim());
}

/** Whether a double holds it: a number of sixteen digits is an account, not an amount. */
function isSafe(text: string): boolean {
  const value = Number(text.replace(',', '.'));
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

function toNumber(cell: unknown): number {
  return typeof cell === 'number' ? cell : Number(asText(cell).replace(',', '.'));
}

/** As text without blanks around. */
function asText(cell: unknown): string {
  return typeof cell === 'string' ? cell.trim() : (JSON.stringify(cell) ?? '');
}

function valuesOf(texts: readonly string[]): ColumnKind['values'] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    counts.set(text, (counts.get(text) ?? 0) + 1);
    if (counts.size > MANY) return null;
  }
  return byCount(counts);
}

function byCount(counts: ReadonlyMap<string, number>): { value: string; count: number }[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** Lists of JSON, or cells such as `red|round`, of which the parts come again and again. */
function listsOf(present: readonly unknown[]): ColumnKind['lists'] {
  const isListed = present.length > 0 && present.every(Array.isArray);
  const lists = isListed ? (present as readonly unknown[][]) : present.map((cell) => asText(cell).split(/\s*[|;]\s*/));
  if (!isListed && !lists.some(({ length }) => length > 1)) return null;
  const counts = new Map<string, number>();
  for (const part of lists.flat().map(asText)) {
    if (part === '' || part.length > CATEGORY.length) return null;
    counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  return counts.size >= 2 && counts.size <= CATEGORY.values * 2 && counts.size <= 2 * lists.length
    ? byCount(counts)
    : null;
}

type Known = {
  readonly type: FieldType;
  readonly texts: readonly string[];
  readonly isDecimalComma: boolean;
  readonly values: ColumnKind['values'];
};

function notesOf({ type, texts, isDecimalComma, values }: Known): string[] {
  const notes: string[] = [];
  if (texts.length === 0) return ['Nothing is in this column.'];
  if (isDecimalComma) notes.push('Written with a decimal comma here; send a number, with a point.');
  if (type !== 'date-time' && texts.every((text) => UNZONED.test(text)))
    notes.push('Dates without a time zone are taken as text; to compare times, send 2026-01-31T12:00:00Z.');
  if (type === 'text' && values?.length === 1) notes.push('The same in every row.');
  return notes;
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((lowest, one) => Math.min(lowest, one), Number.POSITIVE_INFINITY);
}
