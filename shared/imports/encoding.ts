import type { Encoding } from './column-reading.js';

/**
 * Looks at the bytes of a text as they come, and says how it is encoded: by its byte order mark, by the zeros of UTF-16,
 * as UTF-8 where it is that, else as what spreadsheets write. Where most of what is not ASCII is UTF-8, some of it is
 * damaged, and it is UTF-8 all the same.
 */
export class EncodingSeen {
  private at = 0;
  private readonly head: number[] = [];
  private readonly zeros: [number, number] = [0, 0];
  private multiByte = 0;
  private bad = 0;
  /** Bytes of a character that are still to come, and what the first of them may be. */
  private wanted = 0;
  private low = 0x80;
  private high = 0xbf;

  add(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.head.length < 4) this.head.push(byte);
      if (byte === 0 && this.at < 4096) this.zeros[(this.at % 2) as 0 | 1] += 1;
      this.at += 1;
      if (byte >= 0x80 || this.wanted > 0) this.look(byte);
    }
  }

  /** Undefined: it is no text that is known. */
  get encoding(): Encoding | undefined {
    return markOf(this.head) ?? this.withoutMark();
  }

  private withoutMark(): Encoding | undefined {
    const half = Math.min(this.at, 4096) / 2;
    if (this.zeros[1] > 0.3 * half && this.zeros[0] < 0.1 * half) return 'utf-16le';
    if (this.zeros[0] > 0.3 * half && this.zeros[1] < 0.1 * half) return 'utf-16be';
    if (this.zeros[0] + this.zeros[1] > 0) return undefined;
    const isBad = this.bad + (this.wanted > 0 ? 1 : 0);
    return isBad > this.multiByte ? 'windows-1252' : 'utf-8';
  }

  /** Whether some of a UTF-8 text is none. */
  get isDamaged(): boolean {
    return this.encoding === 'utf-8' && this.bad + (this.wanted > 0 ? 1 : 0) > 0;
  }

  private look(byte: number): void {
    if (this.wanted > 0) {
      if (byte >= this.low && byte <= this.high) {
        this.wanted -= 1;
        [this.low, this.high] = [0x80, 0xbf];
        if (this.wanted === 0) this.multiByte += 1;
        return;
      }
      this.bad += 1;
      this.wanted = 0;
      [this.low, this.high] = [0x80, 0xbf];
      if (byte < 0x80) return;
    }
    this.begin(byte);
  }

  /** The first byte of a character (RFC 3629, 4). */
  private begin(byte: number): void {
    if (byte >= 0xc2 && byte <= 0xdf) this.wanted = 1;
    else if (byte >= 0xe0 && byte <= 0xef) this.wanted = 2;
    else if (byte >= 0xf0 && byte <= 0xf4) this.wanted = 3;
    else this.bad += 1;
    if (byte === 0xe0) this.low = 0xa0;
    else if (byte === 0xed) this.high = 0x9f;
    else if (byte === 0xf0) this.low = 0x90;
    else if (byte === 0xf4) this.high = 0x8f;
  }
}

/** As the byte order mark says; undefined: there is none. */
function markOf([a, b, c]: readonly number[]): Encoding | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
}

export const ENCODING_WORDS: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (little endian)',
  'utf-16be': 'UTF-16 (big endian)',
  'windows-1252': 'Windows-1252 (Latin-1)',
};
