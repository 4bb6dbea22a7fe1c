import { validateOutput, type OutputSchema, type OutputValue } from '../schema/index.js';
import { cellText } from './cell-text.js';

export type AnswerRead =
  | { readonly kind: 'value'; readonly value: OutputValue }
  | { readonly kind: 'empty' }
  | { readonly kind: 'bad'; readonly detail: string };

/**
 * The answer that a cell holds. Words are first replaced by `values`; labels are then found by their value, or by value
 * or title without regard to case. Several labels: a list, JSON of one, or words between ; or | or commas.
 */
export function readAnswer(cell: unknown, schema: OutputSchema, values: Readonly<Record<string, string>>): AnswerRead {
  if (cell === undefined || cell === null) return { kind: 'empty' };
  const wordOf = (word: unknown): string => named(cellText(word), values);
  if (schema.kind === 'labels') {
    const words = listOf(cell).map(wordOf);
    return words.length === 0 && schema.minimum > 0 ? { kind: 'empty' } : checked(schema, words.map(labelIn(schema)));
  }
  const word = wordOf(Array.isArray(cell) && cell.length === 1 ? cell[0] : cell);
  if (word === '') return { kind: 'empty' };
  if (schema.kind === 'label') return checked(schema, labelIn(schema)(word));
  if (schema.kind === 'text') return checked(schema, word);
  const number = Number(word);
  return checked(schema, Number.isFinite(number) ? number : word);
}

function checked(schema: OutputSchema, value: unknown): AnswerRead {
  const read = validateOutput(schema, value);
  return read.ok
    ? { kind: 'value', value: read.value }
    : { kind: 'bad', detail: read.errors[0]?.detail ?? 'does not fit' };
}

function named(word: string, values: Readonly<Record<string, string>>): string {
  return (Object.hasOwn(values, word) ? values[word] : undefined) ?? word;
}

function labelIn({ labels }: Extract<OutputSchema, { labels: unknown }>): (word: string) => string {
  return (word) => {
    if (labels.some(({ value }) => value === word)) return word;
    const small = word.toLowerCase();
    const alike = labels.filter(({ value, title }) => value.toLowerCase() === small || title?.toLowerCase() === small);
    return alike.length === 1 && alike[0] ? alike[0].value : word;
  };
}

function listOf(cell: unknown): unknown[] {
  if (Array.isArray(cell)) return cell;
  const text = cellText(cell);
  if (text === '') return [];
  if (text.startsWith('[')) {
    try {
      const list: unknown = JSON.parse(text);
      if (Array.isArray(list)) return list;
    } catch {
      // Not JSON after all: taken as words.
    }
  }
  return text.split(/[;|]/.test(text) ? /[;|]/ : ',').filter((word) => word.trim() !== '');
}
