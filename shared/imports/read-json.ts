import { parseExact } from './exact-json.js';
import { BrokenFile, LONGEST_ROW, type FileRow, type RowReader } from './file-row.js';
import type { SourceRow } from './import-row.js';
import { quoted } from './number-format.js';
import { findRepeatedKey } from './repeated-key.js';

const MAX_DEPTH = 4;
/** A list that an object holds is looked for so far, in UTF-16 units. */
const LIST_WITHIN = 100_000;

/** One JSON object a line. */
export class LinesReader implements RowReader {
  readonly columns: readonly string[] = [];
  readonly notes: readonly string[] = [];
  private rest = '';
  private line = 0;

  add(text: string): FileRow[] {
    const parts = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = parts.pop() ?? '';
    if (this.rest.length > LONGEST_ROW) throw new BrokenFile(`Line ${this.line + 1} is longer than a row can be.`);
    return parts.flatMap((one) => this.rowsOf(one));
  }

  end(): FileRow[] {
    const last = this.rest;
    this.rest = '';
    return this.rowsOf(last);
  }

  private rowsOf(text: string): FileRow[] {
    this.line += 1;
    const one = this.line === 1 && text.startsWith('\uFEFF') ? text.slice(1) : text;
    return one.trim() === '' ? [] : [asRow(this.line, one)];
  }
}

/** A JSON list of objects, however long and however set; an object that holds one, `{"data": […]}`; or objects one after the other. */
export class JsonReader implements RowReader {
  readonly columns: readonly string[] = [];
  readonly notes: readonly string[] = [];
  private text = '';
  /** `values`: of the list; `objects`: one after the other; `rest`: what follows the list in the object that holds it. */
  private state: 'start' | 'values' | 'objects' | 'rest' | 'after' = 'start';
  private isHeld = false;
  private depth = 1;
  private number = 0;

  add(text: string): FileRow[] {
    this.text += text;
    const rows: FileRow[] = [];
    while (this.step(rows, false));
    if (this.text.length > LONGEST_ROW) throw new BrokenFile('An entry of the list is longer than a row can be.');
    return rows;
  }

  /** @throws BrokenFile where the list was not closed. */
  end(): FileRow[] {
    const rows: FileRow[] = [];
    while (this.step(rows, true));
    if (this.state === 'objects' ? this.text.trim() !== '' : this.state !== 'after')
      throw new BrokenFile('The list is not closed: the file was cut off, or is not JSON.');
    return rows;
  }

  /** Takes one more step; false where more has to come. */
  private step(rows: FileRow[], isEnd: boolean): boolean {
    switch (this.state) {
      case 'start':
        return this.begin(isEnd);
      case 'values':
        return this.value(rows, ',]');
      case 'objects':
        return this.value(rows, '');
      case 'rest':
        return this.skip();
      case 'after':
        if (this.text.trim() !== '') throw new BrokenFile('Something follows the list.');
        this.text = '';
        return false;
    }
  }

  private begin(isEnd: boolean): boolean {
    const first = this.text.search(/[^\s\uFEFF]/);
    if (first < 0) return false;
    if (this.text[first] === '[') {
      this.text = this.text.slice(first + 1);
      this.state = 'values';
      return true;
    }
    if (this.text[first] !== '{') throw new BrokenFile('It is no JSON list.');
    if (!isEnd && this.text.length < LIST_WITHIN) return false;
    const list = listWithin(this.text);
    this.isHeld = list !== undefined;
    this.state = list === undefined ? 'objects' : 'values';
    this.text = this.text.slice(list === undefined ? first : list + 1);
    return true;
  }

  private value(rows: FileRow[], ends: ',]' | ''): boolean {
    const from = this.text.search(ends === '' ? /\S/ : /[^\s,]/);
    if (from < 0) return false;
    if (ends !== '' && this.text[from] === ']') {
      this.text = this.text.slice(from + 1);
      this.state = this.isHeld ? 'rest' : 'after';
      return true;
    }
    const end = endOfValue(this.text, from);
    if (end === undefined || end === from) {
      if (end === from) throw new BrokenFile(`After entry ${this.number} something closes what was never opened.`);
      return false;
    }
    this.number += 1;
    rows.push(asRow(this.number, this.text.slice(from, end)));
    this.text = this.text.slice(end);
    return true;
  }

  /** What follows the list in its object says nothing of cases, but has to end. */
  private skip(): boolean {
    for (let at = 0; at < this.text.length; at += 1) {
      const char = this.text[at] ?? '';
      if (char === '"') {
        const end = endOfString(this.text, at);
        if (end === undefined) {
          this.text = this.text.slice(at);
          return false;
        }
        at = end - 1;
      } else if ('{['.includes(char)) this.depth += 1;
      else if ('}]'.includes(char)) {
        this.depth -= 1;
        if (this.depth > 0) continue;
        this.text = this.text.slice(at + 1);
        this.state = 'after';
        return true;
      }
    }
    this.text = '';
    return false;
  }
}

/** Whether a text that begins with { is one object a line, rather than objects set over lines or one that holds a list. */
export function isOneALine(head: string): boolean {
  const lines = head.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const [first, second] = lines;
  if (first === undefined) return true;
  const value = objectIn(first);
  // A line that is broken, among others that are none, or one that is longer than what was looked at.
  if (!value)
    return second === undefined ? listWithin(head) === undefined : lines.slice(1).some((line) => objectIn(line));
  return second !== undefined || !Object.values(value).some(isListOfObjects);
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'object' && one !== null);
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    // It is the first line of several then.
    return undefined;
  }
}

function asRow(number: number, text: string): FileRow {
  try {
    const value = parseExact(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { number, problem: 'is not a JSON object' };
    const cells = cellsOf(value as Record<string, unknown>);
    const row = Object.fromEntries(cells);
    // Which of the two was meant? The one that is read last would be taken without a word.
    const twice = findRepeatedKey(text) ?? (Object.keys(row).length < cells.length ? firstTwice(cells) : undefined);
    return twice === undefined ? { number, row } : { number, problem: `has ${quoted(twice)} twice` };
  } catch (error) {
    const isDeep = error instanceof Error && error.message.startsWith('is nested');
    return { number, problem: isDeep ? error.message : 'is not valid JSON' };
  }
}

/** Nested objects become columns of their own, `input.text`; lists stay as they are, and so does an object with nothing in it. */
export function takenApart(value: Record<string, unknown>): SourceRow {
  return Object.fromEntries(cellsOf(value));
}

function cellsOf(value: Record<string, unknown>, prefix = '', depth = 1): [string, unknown][] {
  return Object.entries(value).flatMap(([key, child]): [string, unknown][] => {
    const isNested = typeof child === 'object' && child !== null && !Array.isArray(child) && !(child instanceof Date);
    if (!isNested || depth >= MAX_DEPTH || Object.keys(child).length === 0) return [[`${prefix}${key}`, child]];
    return cellsOf(child as Record<string, unknown>, `${prefix}${key}.`, depth + 1);
  });
}

/** `{"a":{"b":1},"a.b":2}` is one column twice. */
function firstTwice(cells: readonly (readonly [string, unknown])[]): string | undefined {
  return cells.find(([name], at) => cells.findIndex(([other]) => other === name) < at)?.[0];
}

/** Where the first list of objects begins that is a property of the outermost object. */
function listWithin(text: string): number | undefined {
  const list = /"(?:[^"\\]|\\.)*"\s*:\s*\[\s*\{/g;
  const head = text.slice(0, LIST_WITHIN);
  for (let found = list.exec(head); found; found = list.exec(head))
    if (depthAt(head, found.index) === 1) return found.index + found[0].indexOf('[', found[0].lastIndexOf(':'));
  return undefined;
}

function depthAt(text: string, end: number): number {
  let depth = 0;
  for (let at = 0; at < end; at += 1) {
    const char = text[at] ?? '';
    if (char === '"') at = (endOfString(text, at) ?? text.length) - 1;
    else if ('{['.includes(char)) depth += 1;
    else if (']}'.includes(char)) depth -= 1;
  }
  return depth;
}

/** One past the value that begins at `start`; undefined where the text ends before it does. */
function endOfValue(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '"') {
      const end = endOfString(text, at);
      if (end === undefined) return undefined;
      at = end - 1;
    } else if ('{['.includes(char)) depth += 1;
    else if (depth === 0 && ',]}'.includes(char)) return at;
    else if (']}'.includes(char)) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return undefined;
}
