import type { ParquetParsers } from 'hyparquet';
import { DAMAGED } from './read-text.js';

/** A cell is no file: what would be a byte order mark there is its first character. */
const TEXT = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
const BROKEN_TEXT = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a cell. Bytes that are no UTF-8 become `DAMAGED`, as in other files. */
export function textOf(bytes: Uint8Array): string {
  try {
    return TEXT.decode(bytes);
  } catch {
    // It is marked, and refused in words with its row and column.
    return BROKEN_TEXT.decode(bytes).replaceAll('\ufffd', DAMAGED);
  }
}

/** ISO 8601 with every digit that is held, in thousands; what no calendar has stays a number, which is refused as a time. */
function instant(count: bigint, { perMillisecond, digits }: { perMillisecond: bigint; digits: number }): string {
  const rest = ((count % perMillisecond) + perMillisecond) % perMillisecond;
  const time = new Date(Number((count - rest) / perMillisecond));
  if (Number.isNaN(time.getTime())) return count.toString();
  const finer = rest
    .toString()
    .padStart(digits, '0')
    .replace(/(?:000)+$/, '');
  return rest === 0n ? time.toISOString() : time.toISOString().replace('Z', `${finer}Z`);
}

/** The reader's own would cut times to milliseconds and drop a leading U+FEFF of each text. */
export const parsers: Partial<ParquetParsers> = {
  timestampFromMicroseconds: (count: bigint) => instant(count, { perMillisecond: 1000n, digits: 3 }),
  timestampFromNanoseconds: (count: bigint) => instant(count, { perMillisecond: 1_000_000n, digits: 6 }),
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes && textOf(bytes),
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && (JSON.parse(textOf(bytes)) as unknown),
};
