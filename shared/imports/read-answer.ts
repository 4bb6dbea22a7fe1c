import { validateOutput, type OutputSchema, type OutputValue } from '../schema/index.js';
import type { ColumnReading } from './column-reading.js';
import { cellText } from './cell-text.js';
import { parseExact } from './exact-json.js';
import { quoted, readNumber } from './number-format.js';
import { isEmptyCell, unguarded } from './read-cell.js';

export type AnswerRead =
  | { readonly kind: 'value'; readonly value: OutputValue }
  | { readonly kind: 'empty' }
  | { readonly kind: 'bad'; readonly detail: string };

export type AnswerReading = ColumnReading & { readonly guarded?: boolean | undefined };
type Labelled = Extract<OutputSchema, { labels: unknown }>;
type Words = Readonly<Record<string, string>>;

/** What separates several labels in one cell. */
const BETWEEN = [';', '|', ',', '\n'] as const;
/** More ways to read one cell are not told apart. */
const MOST_PARTS = 200;

/**
 * The answer that a cell holds. Words are first replaced by `values`; labels are then found by their value, or by value
 * or title without regard to case, blanks around, and Unicode form, where that names one label. Several labels: a list,
 * JSON of one, one label as it is called, or labels between ; or | or commas where there is one way to read them.
 */
export function readAnswer(
  cell: unknown,
  schema: OutputSchema,
  { values, reading = {} }: { readonly values: Words; readonly reading?: AnswerReading },
): AnswerRead {
  if (isEmptyCell(cell, reading)) return { kind: 'empty' };
  switch (schema.kind) {
    case 'labels':
      return severalOf(cell, schema, { values, reading });
    case 'label':
      return oneOf(cell, schema, { values, reading });
    case 'text': {
      const text = unguarded(textOf(cell), reading.guarded);
      if (text.trim() === '') return { kind: 'empty' };
      return checked(schema, named(text, values) ?? text);
    }
    case 'number':
      return numberOf(cell, schema, { values, reading });
  }
}

function oneOf(cell: unknown, schema: Extract<Labelled, { kind: 'label' }>, { values, reading }: Given): AnswerRead {
  const given = Array.isArray(cell) && cell.length === 1 ? (cell as unknown[])[0] : cell;
  const one = typeof given === 'string' ? unguarded(given, reading.guarded) : given;
  if (Array.isArray(one)) return one.length === 0 ? { kind: 'empty' } : checked(schema, one);
  const found = labelOf(schema, values, one);
  if (found === undefined && textOf(one).trim() === '') return { kind: 'empty' };
  return checked(schema, found ?? textOf(one));
}

function textOf(cell: unknown): string {
  return typeof cell === 'string' ? cell : cellText(cell);
}

type Given = { readonly values: Words; readonly reading: AnswerReading };

function numberOf(cell: unknown, schema: OutputSchema, { values, reading }: Given): AnswerRead {
  const one = Array.isArray(cell) && cell.length === 1 ? (cell as unknown[])[0] : cell;
  if (typeof one === 'number') return checked(schema, one);
  const text = typeof one === 'string' ? (named(one, values) ?? one) : undefined;
  if (text === undefined) return { kind: 'bad', detail: `must be a finite number, got ${quoted(one)}` };
  if (text.trim() === '') return { kind: 'empty' };
  const read = readNumber(text, reading.numbers);
  return read.ok ? checked(schema, read.value) : { kind: 'bad', detail: read.detail };
}

function checked(schema: OutputSchema, value: unknown): AnswerRead {
  const read = validateOutput(schema, value);
  return read.ok
    ? { kind: 'value', value: read.value }
    : { kind: 'bad', detail: read.errors[0]?.detail ?? 'does not fit' };
}

function named(word: string, values: Words): string | undefined {
  return [word, word.trim()].flatMap((one) => (Object.hasOwn(values, one) ? [values[one]] : []))[0];
}

/** The label that a cell names; undefined where it names none, or could name two. */
function labelOf({ labels }: Labelled, values: Words, cell: unknown): string | undefined {
  const text = textOf(cell);
  const word = named(text, values) ?? text;
  const same = (test: (label: string) => boolean): string[] =>
    labels.filter(({ value, title }) => test(value) || (title !== undefined && test(title))).map(({ value }) => value);
  if (labels.some(({ value }) => value === word)) return word;
  const ways = [word, word.replace(/^'(?='*[=+\-@\t\r])/, '')];
  for (const way of ways) {
    if (labels.some(({ value }) => value === way)) return way;
    for (const form of [(one: string) => one.trim(), alike]) {
      const found = same((label) => form(label) === form(way));
      if (found.length > 0) return found.length === 1 ? found[0] : undefined;
    }
  }
  return undefined;
}

/** Without what the eye hardly sees. */
function alike(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

function severalOf(cell: unknown, schema: Extract<Labelled, { kind: 'labels' }>, { values }: Given): AnswerRead {
  const listed = listIn(cell);
  if (listed?.length === 0 && schema.minimum > 0) return { kind: 'empty' };
  if (listed)
    return checked(
      schema,
      listed.map((one) => labelOf(schema, values, one) ?? textOf(one)),
    );
  const text = textOf(cell);
  if (text.trim() === '') return { kind: 'empty' };
  const whole = labelOf(schema, values, text);
  if (whole !== undefined) return checked(schema, [whole]);
  const ways = waysBetween(text, (word) => labelOf(schema, values, word));
  if (ways.size > 1)
    return {
      kind: 'bad',
      detail: `can be read in ${ways.size} ways, got ${quoted(text)}; write its labels as a JSON list`,
    };
  const [only] = ways.values();
  if (only) return checked(schema, only);
  const separator = BETWEEN.find((one) => text.includes(one));
  const words = separator === undefined ? [text] : text.split(separator).filter((word) => word.trim() !== '');
  return checked(
    schema,
    words.map((word) => labelOf(schema, values, word) ?? word.trim()),
  );
}

/** A list, or the JSON of one. */
function listIn(cell: unknown): readonly unknown[] | undefined {
  if (Array.isArray(cell)) return cell as unknown[];
  const text = textOf(cell).trim();
  if (!text.startsWith('[')) return undefined;
  try {
    const list = parseExact(text);
    return Array.isArray(list) ? (list as unknown[]) : undefined;
  } catch {
    // What is no JSON is a list in words, which is read elsewhere.
    return undefined;
  }
}

/** The ways to read a cell, by each separator in turn; by which labels they come to. */
function waysBetween(
  text: string,
  label: (word: string) => string | undefined,
): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>();
  for (const separator of BETWEEN.filter((one) => text.includes(one)))
    for (const way of waysOf(text.split(separator), separator, label))
      ways.set(JSON.stringify([...new Set(way)].sort()), way);
  return ways;
}

/** The ways to join parts again so that each is a label; at most two, for two are too many already. */
function waysOf(
  parts: readonly string[],
  separator: string,
  label: (word: string) => string | undefined,
): (readonly string[])[] {
  if (parts.length > MOST_PARTS) return [];
  // From the end: the ways in which the parts from here on can be read.
  const from: string[][][] = Array.from({ length: parts.length + 1 }, () => []);
  from[parts.length] = [[]];
  const isBlank = (at: number): boolean => (parts[at] ?? '').trim() === '';
  for (let at = parts.length - 1; at >= 0; at -= 1) {
    const ways = new Map<string, string[]>();
    for (const rest of isBlank(at) ? (from[at + 1] ?? []) : []) ways.set(JSON.stringify(rest), rest);
    for (let end = at + 1; end <= parts.length && ways.size < 2; end += 1) {
      const found = label(parts.slice(at, end).join(separator));
      const joined = found === undefined ? [] : (from[end] ?? []).map((rest) => [found, ...rest]);
      for (const way of joined) ways.set(JSON.stringify(way), way);
    }
    from[at] = [...ways.values()].slice(0, 2);
  }
  return from[0] ?? [];
}
