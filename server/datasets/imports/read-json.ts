import type { SourceRow } from '@handrail/shared/imports';
import { LONGEST_ROW, readLines } from './read-text.js';
import { BrokenFile } from './source-file.js';

/**
 * A row with its number from 1 (CSV: the line on which it begins), or why it is none. `more`: further answers to the same
 * case, each with the columns that differ from the row's.
 */
export type FileRow =
  | { readonly number: number; readonly row: SourceRow; readonly more?: readonly SourceRow[] }
  | { readonly number: number; readonly problem: string };

const MAX_DEPTH = 4;

/** One JSON object a line. */
export async function* readNdjson(text: AsyncIterable<string>): AsyncGenerator<FileRow> {
  for await (const { line, text: one } of readLines(text)) if (one.trim() !== '') yield asRow(line, one);
}

/** A JSON list of objects, however long. @throws BrokenFile where it is not one. */
export async function* readJsonList(text: AsyncIterable<string>): AsyncGenerator<FileRow> {
  const splitter = new ListSplitter();
  let number = 0;
  for await (const part of text) for (const entry of splitter.add(part)) yield asRow((number += 1), entry);
  splitter.end();
}

function asRow(number: number, text: string): FileRow {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { number, row: takenApart(value as Record<string, unknown>) };
    return { number, problem: 'is not a JSON object' };
  } catch {
    return { number, problem: 'is not valid JSON' };
  }
}

/** Nested objects become columns of their own, `input.text`; lists stay as they are. */
export function takenApart(value: Record<string, unknown>, prefix = '', depth = 1): SourceRow {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]): [string, unknown][] => {
      const isNested = typeof child === 'object' && child !== null && !Array.isArray(child) && !(child instanceof Date);
      if (!isNested || depth >= MAX_DEPTH) return [[`${prefix}${key}`, child]];
      return Object.entries(takenApart(child as Record<string, unknown>, `${prefix}${key}.`, depth + 1));
    }),
  );
}

/** Cuts a list of values, as it comes in pieces, into the text of each. */
class ListSplitter {
  private entry = '';
  private depth = 0;
  private isInText = false;
  private isEscaped = false;
  private state: 'before' | 'inside' | 'after' = 'before';

  /** The entries that are complete with this piece. */
  add(part: string): string[] {
    const entries: string[] = [];
    let from = 0;
    for (let at = 0; at < part.length; at += 1) {
      const char = part[at] ?? '';
      if (this.state !== 'inside') {
        this.outside(char);
        from = at + 1;
      } else if (this.endsEntry(char)) {
        const entry = (this.entry + part.slice(from, at)).trim();
        if (entry !== '') entries.push(entry);
        this.entry = '';
        from = at + 1;
        if (char === ']') this.state = 'after';
      }
    }
    this.entry += part.slice(from);
    if (this.entry.length > LONGEST_ROW) throw new BrokenFile('An entry of the list is longer than a row can be.');
    return entries;
  }

  private endsEntry(char: string): boolean {
    if (this.isInText) this.inText(char);
    else if (char === '"') this.isInText = true;
    else if (char === '{' || char === '[') this.depth += 1;
    else if (this.depth === 0) return char === ',' || char === ']';
    else if (char === '}' || char === ']') this.depth -= 1;
    return false;
  }

  /** @throws BrokenFile where the list was not closed. */
  end(): void {
    if (this.state !== 'after') throw new BrokenFile('The list is not closed: the file was cut off, or is not JSON.');
  }

  private outside(char: string): void {
    if (/\s/.test(char)) return;
    if (this.state === 'before' && char === '[') this.state = 'inside';
    else throw new BrokenFile(this.state === 'after' ? 'Something follows the list.' : 'It is no JSON list.');
  }

  private inText(char: string): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (char === '\\') this.isEscaped = true;
    else if (char === '"') this.isInText = false;
  }
}
