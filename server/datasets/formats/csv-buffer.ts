import { instantText, microsOf } from '@handrail/shared/datasets';
import { ESCAPED, NESTED, NOTHING, PLAIN, type LineScan } from './line-scan.js';

/** Spreadsheets run what starts like a formula; a quote in front keeps it text. One more where there are some, so that it can be taken back. */
const FORMULA = /^'*[=+\-@\t\r]/;
/** What needs quotes, and blanks around a text, which some readers take away. */
const SPECIAL = /[",\r\n]|^\s|\s$/;
/** What a formula, the quote before one, or what is no letter or digit starts with. */
const FIRST_DIGIT = 0x30;
const [FIRST_AFTER_DIGITS, FIRST_LETTER] = [0x3a, 0x41];
const [BLANK, FIRST_NOT_ASCII] = [0x20, 0x80];
const [QUOTE, COMMA, CARRIAGE_RETURN, LINE_FEED] = [0x22, 0x2c, 0x0d, 0x0a];

const FULL_BYTES = 64 * 1024;
/** A byte of a line becomes two at most; quotes and separators come on top. */
const GROWTH = 2;

/** A text as a cell. */
export function csvText(text: string): string {
  const shown = FORMULA.test(text) ? `'${text}` : text;
  return shown === '' || SPECIAL.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}

/**
 * Where a cell's value is in a scan. `text`: others than texts are there as their JSON; `json`: texts are, too; `instant`:
 * times, all in one form.
 */
export type CsvCell = { readonly place: number; readonly form: 'text' | 'json' | 'value' | 'instant' };

/** Cells that are written one after the other. */
export class CsvBuffer {
  private bytes = Buffer.allocUnsafeSlow(FULL_BYTES);
  private at = 0;
  private isFirst = true;

  get isFull(): boolean {
    return this.at >= FULL_BYTES / 2;
  }

  /** What was written since the last time. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.at);
    this.bytes = Buffer.allocUnsafeSlow(FULL_BYTES);
    this.at = 0;
    return taken;
  }

  endRow(): void {
    this.bytes[this.at] = CARRIAGE_RETURN;
    this.bytes[this.at + 1] = LINE_FEED;
    this.at += 2;
    this.isFirst = true;
  }

  /** The value of a line's cell. */
  cell(line: Buffer, scan: LineScan, { place, form }: CsvCell): void {
    const [kind, start, end] = [scan.kind[place] ?? NOTHING, scan.start[place] ?? 0, scan.end[place] ?? 0];
    this.reserve((end - start) * GROWTH + 8);
    if (!this.isFirst) this.put(COMMA);
    this.isFirst = false;
    // The scan leaves the quotes out.
    if (form === 'json' && isText(kind)) return this.nested(line, start - 1, end + 1);
    if (form === 'instant' && kind === PLAIN) return this.instant(line, start, end);
    switch (kind) {
      case NOTHING:
        return;
      case NESTED:
        return this.nested(line, start, end);
      case PLAIN:
        return isHarmless(line, start, end) ? this.copy(line, start, end) : this.read(line, start - 1, end + 1);
      case ESCAPED:
        return this.read(line, start - 1, end + 1);
      default:
        if (form === 'value') this.copy(line, start, end);
        else this.string(csvText(line.toString('utf8', start, end)));
    }
  }

  /** A time, to the microsecond; nothing where it is outside the years that all readers have. */
  private instant(line: Buffer, start: number, end: number): void {
    const micros = microsOf(line.toString('latin1', start, end));
    if (micros !== undefined && micros !== null) this.string(instantText(micros));
  }

  /** A text, from quote to quote. */
  private read(line: Buffer, start: number, end: number): void {
    this.string(csvText(JSON.parse(line.toString('utf8', start, end)) as string));
  }

  /** JSON, in quotes where it has any or a comma: line ends are escaped in it. */
  private nested(line: Buffer, start: number, end: number): void {
    const { bytes } = this;
    if (isBare(line, start, end)) return this.copy(line, start, end);
    let at = this.at;
    bytes[at] = QUOTE;
    at += 1;
    for (let from = start; from < end; from += 1) {
      const byte = line[from] ?? 0;
      bytes[at] = byte;
      at += 1;
      if (byte !== QUOTE) continue;
      bytes[at] = QUOTE;
      at += 1;
    }
    bytes[at] = QUOTE;
    this.at = at + 1;
  }

  private copy(line: Buffer, start: number, end: number): void {
    const { bytes } = this;
    let at = this.at;
    for (let from = start; from < end; from += 1) {
      bytes[at] = line[from] ?? 0;
      at += 1;
    }
    this.at = at;
  }

  private string(text: string): void {
    this.reserve(text.length * 3);
    this.at += this.bytes.write(text, this.at, 'utf8');
  }

  private put(byte: number): void {
    this.bytes[this.at] = byte;
    this.at += 1;
  }

  private reserve(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow((this.at + more) * 2);
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }
}

function isText(kind: number): boolean {
  return kind === PLAIN || kind === ESCAPED;
}

/** Whether a text without backslashes is a cell as it stands: not empty, no comma, nothing that may start a formula or be a blank at its end. */
function isHarmless(line: Buffer, start: number, end: number): boolean {
  const first = line[start] ?? 0;
  if (start === end || first < FIRST_DIGIT || (first >= FIRST_AFTER_DIGITS && first < FIRST_LETTER)) return false;
  const last = line[end - 1] ?? 0;
  if (last <= BLANK || last >= FIRST_NOT_ASCII) return false;
  for (let at = start; at < end; at += 1) if (line[at] === COMMA) return false;
  return true;
}

function isBare(line: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (line[at] === COMMA || line[at] === QUOTE) return false;
  return true;
}
