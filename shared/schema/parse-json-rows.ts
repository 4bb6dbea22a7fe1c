export type JsonRow = Readonly<Record<string, unknown>>;
export type JsonRows = {
  readonly rows: readonly JsonRow[];
  /** What was not an object of JSON: the line (NDJSON) or the place in the list, from 1. */
  readonly bad: readonly number[];
};

/**
 * Reads one JSON object a line. Empty lines are skipped; a last line that was cut off is left out.
 *
 * `isWhole`: false where the text is only the beginning of a file. `atMost`: rows, ≥ 0.
 */
export function parseNdjson(text: string, given: { readonly isWhole: boolean; readonly atMost: number }): JsonRows {
  const lines = text.split(/\r\n|\n|\r/);
  if (!given.isWhole) lines.pop();
  const [rows, bad]: [JsonRow[], number[]] = [[], []];
  for (const [index, line] of lines.entries()) {
    if (rows.length >= given.atMost) break;
    if (line.trim() === '') continue;
    const row = objectIn(line);
    if (row) rows.push(row);
    else bad.push(index + 1);
  }
  return { rows, bad };
}

/**
 * Reads a JSON list of objects, or an object that holds one, such as `{"data": […]}`: as far as the text goes, so that the
 * beginning of a big file is enough. Undefined where there is no such list.
 */
export function parseJsonList(text: string, { atMost }: { readonly atMost: number }): JsonRows | undefined {
  const start = listStart(text);
  if (start === undefined) return undefined;
  const [rows, bad]: [JsonRow[], number[]] = [[], []];
  let at = start + 1;
  for (let index = 1; rows.length < atMost; index += 1) {
    while (/[\s,]/.test(text[at] ?? '')) at += 1;
    const end = at < text.length && text[at] !== ']' ? endOfValue(text, at) : undefined;
    // What ends where it begins closes something that was never opened.
    if (end === undefined || end === at) break;
    const row = objectIn(text.slice(at, end));
    if (row) rows.push(row);
    else bad.push(index);
    at = end;
  }
  return { rows, bad };
}

/** Where the list begins: at once, or as the first list of objects that is a property of the outermost object. */
function listStart(text: string): number | undefined {
  const first = text.search(/\S/);
  if (text[first] === '[') return first;
  if (text[first] !== '{') return undefined;
  const list = /"(?:[^"\\]|\\.)*"\s*:\s*\[\s*\{/g;
  for (let found = list.exec(text); found; found = list.exec(text)) {
    if (depthAt(text, found.index) === 1) return found.index + found[0].indexOf('[', found[0].lastIndexOf(':'));
    if (found.index > 100_000) return undefined;
  }
  return undefined;
}

function depthAt(text: string, end: number): number {
  let depth = 0;
  for (let at = 0; at < end; at += 1) {
    if (text[at] === '"') at = endOfString(text, at) - 1;
    else if (text[at] === '{' || text[at] === '[') depth += 1;
    else if (text[at] === '}' || text[at] === ']') depth -= 1;
  }
  return depth;
}

/** One past the value that begins at `start`; undefined where the text ends before it does. */
function endOfValue(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '"') at = endOfString(text, at) - 1;
    else if ('{['.includes(char)) depth += 1;
    else if (depth === 0 && ',]}'.includes(char)) return at;
    else if (']}'.includes(char)) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function objectIn(text: string): JsonRow | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRow) : undefined;
  } catch {
    return undefined;
  }
}
