import { DATASET_COLUMNS } from '@handrail/shared/datasets';

/** What a value in a line is. `ESCAPED`: a text with backslashes; `OTHER`: a number, true or false; `NESTED`: a list or an object. */
export const NOTHING = 0;
export const PLAIN = 1;
export const ESCAPED = 2;
export const OTHER = 3;
export const NESTED = 4;

const COLUMNS = DATASET_COLUMNS.map(({ name }) => name);
const INPUT_AT = COLUMNS.indexOf('input');
const KEYS = COLUMNS.map((name) => Buffer.from(`,"${name}":`));

const [QUOTE, COMMA, BACKSLASH, LINE_FEED] = [0x22, 0x2c, 0x5c, 0x0a];
const [BRACKET, BRACKET_END, BRACE, BRACE_END] = [0x5b, 0x5d, 0x7b, 0x7d];
const FIRST_OF_NULL = 0x6e;
const END = Buffer.from('}');

/**
 * Finds where the values of stored lines are, without reading them: those of `DATASET_COLUMNS` in their order, then those
 * of the input's fields. Nothing is made for each row, which is what makes most of the time otherwise.
 */
export class LineScan {
  readonly kind: Uint8Array;
  /** Of texts within the quotes, of others all of it; `end` is not included. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  private readonly fields: ReadonlyMap<string, number>;
  private bytes: Buffer = Buffer.alloc(0);

  /** `fields`: those of the input whose values are looked for. */
  constructor(fields: readonly string[]) {
    // One more, for fields that nobody looks for.
    const size = COLUMNS.length + fields.length + 1;
    this.kind = new Uint8Array(size);
    this.start = new Int32Array(size);
    this.end = new Int32Array(size);
    this.fields = new Map(fields.map((name, at) => [name, COLUMNS.length + at]));
  }

  /** Gives the bytes that the places are of, line after line. */
  *lines(block: Uint8Array): Generator<Buffer> {
    const all = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
    for (let from = 0; from < all.length;) {
      const to = all.indexOf(LINE_FEED, from);
      this.bytes = all;
      if (!this.scan(from, to)) {
        // It has other columns than those of today.
        this.bytes = Buffer.from(inOrder(all.toString('utf8', from, to)));
        if (!this.scan(0, this.bytes.length)) throw new Error('A stored row cannot be read.');
      }
      yield this.bytes;
      from = to + 1;
    }
  }

  private scan(from: number, to: number): boolean {
    let at = from;
    for (let column = 0; column < KEYS.length; column += 1) {
      const key = KEYS[column] ?? END;
      // The first has a brace where the others have a comma.
      if (!this.has(key, at, column === 0 ? 1 : 0)) return false;
      at = this.value(column, at + key.length);
      if (column === INPUT_AT) this.input();
    }
    return at === to - 1;
  }

  private has(key: Buffer, at: number, skipped: number): boolean {
    for (let index = skipped; index < key.length; index += 1) if (this.bytes[at + index] !== key[index]) return false;
    return true;
  }

  /** Takes note of the value at `from`, and gives where it ends. */
  private value(place: number, from: number): number {
    const first = this.bytes[from];
    if (first === QUOTE) return this.text(place, from + 1);
    const isNested = first === BRACKET || first === BRACE;
    const end = isNested ? this.nestedEnd(from) : this.scalarEnd(from);
    this.kind[place] = isNested ? NESTED : first === FIRST_OF_NULL ? NOTHING : OTHER;
    this.start[place] = from;
    this.end[place] = end;
    return end;
  }

  private text(place: number, from: number): number {
    const { bytes } = this;
    let [kind, at] = [PLAIN, from];
    for (; bytes[at] !== QUOTE && at < bytes.length; at += 1) {
      if (bytes[at] !== BACKSLASH) continue;
      kind = ESCAPED;
      at += 1;
    }
    this.kind[place] = kind;
    this.start[place] = from;
    this.end[place] = at;
    return at + 1;
  }

  private scalarEnd(from: number): number {
    const { bytes } = this;
    let at = from;
    while (at < bytes.length && bytes[at] !== COMMA && bytes[at] !== BRACE_END) at += 1;
    return at;
  }

  private nestedEnd(from: number): number {
    const { bytes } = this;
    let depth = 0;
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === QUOTE) at = this.textEnd(at + 1);
      else if (byte === BRACE || byte === BRACKET) depth += 1;
      else if (byte === BRACE_END || byte === BRACKET_END) depth -= 1;
      if (depth === 0) return at + 1;
    }
    return bytes.length;
  }

  /** Where the quote at the end of a text is. */
  private textEnd(from: number): number {
    const { bytes } = this;
    let at = from;
    for (; bytes[at] !== QUOTE && at < bytes.length; at += 1) if (bytes[at] === BACKSLASH) at += 1;
    return at;
  }

  /** The fields of the input; their names have no backslashes. */
  private input(): void {
    const { bytes } = this;
    this.kind.fill(NOTHING, COLUMNS.length);
    const to = (this.end[INPUT_AT] ?? 0) - 1;
    for (let at = (this.start[INPUT_AT] ?? 0) + 1; at < to; at += 1) {
      const nameEnd = bytes.indexOf(QUOTE, at + 1);
      const place = this.fields.get(bytes.toString('latin1', at + 1, nameEnd)) ?? this.kind.length - 1;
      // A colon, the value, a comma or the end.
      at = this.value(place, nameEnd + 2);
    }
  }
}

function inOrder(line: string): string {
  const row = JSON.parse(line) as Readonly<Record<string, unknown>>;
  return JSON.stringify(Object.fromEntries(COLUMNS.map((name) => [name, row[name] ?? null])));
}
