import type { Database } from '../../platform/database/index.js';

/** All chunks have this length, but for the last one: so a place in the file is a place in a chunk. */
export const CHUNK_BYTES = 1024 * 1024;

/** Says, in words for whoever sent the file, why it cannot be read from here on. */
export class BrokenFile extends Error {}

/** A stored file, read with flat memory: from its beginning, or any part of it. */
export class SourceFile {
  constructor(
    private readonly database: Pick<Database, 'query'>,
    private readonly importId: string,
    readonly byteLength: number,
  ) {}

  async *bytes(): AsyncGenerator<Uint8Array> {
    for (let ordinal = 0; ordinal * CHUNK_BYTES < this.byteLength; ordinal += 1) yield await this.chunk(ordinal);
  }

  /** Bytes from `start` up to, and without, `end`. */
  async slice(start: number, end = this.byteLength): Promise<ArrayBuffer> {
    const parts: Uint8Array[] = [];
    for (let at = start; at < end;) {
      const ordinal = Math.floor(at / CHUNK_BYTES);
      const from = at - ordinal * CHUNK_BYTES;
      const part = (await this.chunk(ordinal)).subarray(from, from + end - at);
      if (part.length === 0) break;
      parts.push(part);
      at += part.length;
    }
    // A copy of its own: readers take the buffer as a whole.
    return Uint8Array.from(Buffer.concat(parts)).buffer;
  }

  private async chunk(ordinal: number): Promise<Uint8Array> {
    const [row] = await this.database.query<{ bytes: Buffer }>(
      'select bytes from label_import_chunk where import_id = $1 and ordinal = $2',
      [this.importId, ordinal],
    );
    if (!row) throw new BrokenFile('A part of the file is not there any more; send it again.');
    return row.bytes;
  }
}
