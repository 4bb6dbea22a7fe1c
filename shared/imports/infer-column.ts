import { validateInput, type FieldType } from '../schema/index.js';
import { MISSING, type ColumnReading } from './column-reading.js';
import { readCell } from './read-cell.js';
import { areTwoWays, clearOf, formatOfNumbers, readNumber, type NumberFormat } from './number-format.js';

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
  /** How its cells are read. */
  readonly reading: ColumnReading;
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
const MISSING_WORDS = new Set(MISSING);
const DECIMAL_COMMAS: readonly NumberFormat[] = ['1.234,5', '1234,5', '1 234,5'];
/** Numbers with zeros in front are names of something. */
const NAMED_BY_DIGITS = /^[+-]?0\d/;
const ZONED = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i;
const UNZONED = /^(\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?|\d{1,2}[./]\d{1,2}[./]\d{2,4})$/;
const URL_OF = {
  'image-url': /^https?:\/\/[^\s/$.?#]\S{0,1900}\.(png|jpe?g|gif|webp|avif|svg|bmp|tiff?)([?#]\S{0,90})?$/i,
  'audio-url': /^https?:\/\/[^\s/$.?#]\S{0,1900}\.(mp3|wav|ogg|oga|m4a|flac|aac|opus|weba)([?#]\S{0,90})?$/i,
} as const;

/** `said`: how somebody says that the cells are read. */
type By = { readonly isComma: boolean; readonly said: ColumnReading };
type Typed = {
  readonly type: FieldType;
  readonly numbers: NumberFormat | null;
  /** Each number with a mark could be two: a guess, where it is not asked about. */
  readonly isTwoWays: boolean;
};

/**
 * Finds out what a column holds from its cells, given in order; missing ones too. A type is only taken when every cell
 * that holds something fits it, so that each case of the sample is accepted by the schema it leads to. Nothing at all is
 * text. Numbers with leading zeros, and whole numbers too big for a double, are names of something: text. A word such as
 * NA says that nothing is there among numbers, times and the like; among words it is one of them.
 *
 * `isComma`: commas separate the cells of the file. `said`: how somebody says that they are read; that is no guess.
 */
export function inferColumn(
  cells: readonly unknown[],
  { isComma = true, said = {} }: { readonly isComma?: boolean; readonly said?: ColumnReading } = {},
): ColumnKind {
  const filled = cells.filter((cell) => !isBlank(cell));
  const { present, hasMissing, type, numbers, isTwoWays } = saidOf(filled, { isComma, said });
  const texts = present.map(asText);
  const values = valuesOf(texts);
  const reading: ColumnReading = {
    ...(hasMissing && { missing: [...MISSING] }),
    ...said,
    ...(numbers !== null && numbers !== '1234.5' && { numbers }),
  };
  // Of numbers that could be others nothing is said: neither how large they are nor whether they are whole.
  const isUnclear = numbers === 'unclear';
  const amounts = type === 'number' && !isUnclear ? present.map((cell) => numberOf(cell, reading.numbers)) : [];
  const isWhole = !isUnclear && amounts.every(Number.isInteger);
  const isDecimalComma = numbers !== null && DECIMAL_COMMAS.includes(numbers);
  return {
    type,
    present: present.length,
    rows: cells.length,
    values,
    range: amounts.length > 0 ? { minimum: least(amounts), maximum: -least(amounts.map((one) => -one)) } : null,
    isDecimalComma,
    reading,
    isWholeNumbers: isWhole,
    longest: texts.reduce((most, { length }) => Math.max(most, length), 0),
    lists: listsOf(present),
    notes: notesOf({ type, texts, numbers, isTwoWays, values, isWhole, hasMissing }),
  };
}

/** What a column's cells are, where words such as NA say nothing, or are words like others. */
function saidOf(filled: readonly unknown[], by: By): Typed & { present: readonly unknown[]; hasMissing: boolean } {
  const { missing } = by.said;
  if (missing !== undefined) {
    const present = filled.filter((cell) => !(typeof cell === 'string' && missing.includes(cell.trim())));
    return { ...typed(present, by), present, hasMissing: false };
  }
  const said = filled.filter((cell) => !(typeof cell === 'string' && MISSING_WORDS.has(cell.trim())));
  const clear = said.length > 0 && said.length < filled.length ? typed(said, by) : null;
  if (clear !== null && clear.type !== 'text' && clear.type !== 'category')
    return { ...clear, present: said, hasMissing: true };
  return { ...typed(filled, by), present: filled, hasMissing: false };
}

function isBlank(cell: unknown): boolean {
  return cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');
}

function typed(present: readonly unknown[], { isComma, said }: By): Typed {
  const texts = present.map(asText);
  const as = (type: FieldType): Typed => ({ type, numbers: null, isTwoWays: false });
  if (present.length === 0) return as('text');
  if (present.every((cell) => isBoolean(cell, said))) return as('boolean');
  const numbers = numbersIn(present, isComma, said.numbers);
  if (numbers) return numbers;
  if (texts.every((text) => ZONED.test(text) && isTime(text))) return as('date-time');
  if (texts.every((text) => URL_OF['image-url'].test(text))) return as('image-url');
  if (texts.every((text) => URL_OF['audio-url'].test(text))) return as('audio-url');
  return as(isCategory(texts, valuesOf(texts)) ? 'category' : 'text');
}

function numbersIn(present: readonly unknown[], isComma: boolean, said: NumberFormat | undefined): Typed | undefined {
  const strings = present.filter((cell): cell is string => typeof cell === 'string');
  if (present.some((cell) => typeof cell !== 'string' && !(typeof cell === 'number' && Number.isFinite(cell))))
    return undefined;
  if (strings.some((text) => NAMED_BY_DIGITS.test(text.trim()))) return undefined;
  const found = strings.length === 0 ? '1234.5' : (said ?? formatOfNumbers(strings, { isComma }));
  if (found === null) return undefined;
  if (!strings.every((text) => readNumber(text, clearOf(found)).ok)) return undefined;
  return { type: 'number', numbers: found, isTwoWays: said === undefined && areTwoWays(strings) };
}

/** As a case is checked. */
function isTime(text: string): boolean {
  return validateInput({ fields: [{ name: 'at', type: 'date-time', required: true }] }, { at: text }).ok;
}

function isCategory(texts: readonly string[], values: ColumnKind['values']): boolean {
  if (values === null || values.length > CATEGORY.values || values.length < 2) return false;
  return (
    values.length * CATEGORY.rowsAValue <= texts.length &&
    values.every(({ value }) => value.length <= CATEGORY.length && value.trim() !== '')
  );
}

/** Words other than true and false are words, unless somebody has said that they are not. */
function isBoolean(cell: unknown, { yes, no }: ColumnReading): boolean {
  if (yes !== undefined || no !== undefined) return readCell({ type: 'boolean' }, cell, { yes, no }).kind === 'value';
  return typeof cell === 'boolean' || (typeof cell === 'string' && /^(true|false)$/i.test(cell.trim()));
}

function numberOf(cell: unknown, format: NumberFormat | undefined): number {
  if (typeof cell === 'number') return cell;
  const read = readNumber(asText(cell), format);
  return read.ok ? read.value : Number.NaN;
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
  readonly numbers: NumberFormat | null;
  readonly isTwoWays: boolean;
  readonly values: ColumnKind['values'];
  readonly isWhole: boolean;
  readonly hasMissing: boolean;
};

function notesOf({ type, texts, numbers, isTwoWays, values, isWhole, hasMissing }: Known): string[] {
  const notes: string[] = [];
  if (texts.length === 0) return ['Nothing is in this column.'];
  if (hasMissing) notes.push('Words such as NA count as empty here.');
  notes.push(...numberNotes({ texts, numbers, isTwoWays }));
  if (type === 'number' && isWhole && isCategory(texts, values))
    notes.push(`${values?.length ?? 0} different whole numbers: choose the type category if they are codes.`);
  notes.push(...textNotes({ type, texts, values }));
  return notes;
}

function textNotes({ type, texts, values }: Pick<Known, 'type' | 'texts' | 'values'>): string[] {
  const notes: string[] = [];
  if (type !== 'date-time' && texts.every((text) => UNZONED.test(text)))
    notes.push('Dates without a time zone are taken as text; to compare times, send 2026-01-31T12:00:00Z.');
  if (type !== 'number' && texts.every(isNumber) && texts.some(hasTooManyDigits))
    notes.push('Some numbers have more digits than a number keeps: taken as text, so that none is rounded.');
  if (type === 'text' && values?.length === 1) notes.push('The same in every row.');
  return notes;
}

function isNumber(text: string): boolean {
  const read = readNumber(text);
  return read.ok || read.nearest !== undefined;
}

function hasTooManyDigits(text: string): boolean {
  const read = readNumber(text);
  return !read.ok && read.nearest !== undefined;
}

/** How the numbers of a column are written, where not as one would send them. */
function numberNotes({ texts, numbers, isTwoWays }: Pick<Known, 'texts' | 'numbers' | 'isTwoWays'>): string[] {
  if (numbers === null || numbers === '1234.5') return [];
  if (numbers === 'unclear') {
    const example = texts.find((text) => areTwoWays([text])) ?? '';
    return [`Whether the mark in ${example} stands between thousands or before decimals is not clear: say which.`];
  }
  const send = 'send a number, without marks between thousands.';
  if (DECIMAL_COMMAS.includes(numbers)) return ['Written with a decimal comma here; send a number, with a point.'];
  return isTwoWays
    ? [
        `Taken as written like ${numbers}, since commas separate the cells too; say so if it is not. To a machine ${send}`,
      ]
    : [`Written like ${numbers} here; ${send}`];
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((lowest, one) => Math.min(lowest, one), Number.POSITIVE_INFINITY);
}
