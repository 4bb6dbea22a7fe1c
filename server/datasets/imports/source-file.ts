import { BrokenFile } from '@handrail/shared/imports';
import type { Database } from '../../platform/database/index.js';
import { inSlices } from '../slices.sql.js';

/** All chunks have this length, but for the last one: so a place in the file is a place in a chunk. */
export const CHUNK_BYTES = 1024 * 1024;
/** Read at a time: as text it is collected as soon as it was read, longer texts only with the whole heap. */
const PIECE_BYTES = 96 * 1024;

/** A stored file, read with flat memory: from its beginning, or any part of it. */
export class SourceFile {
  constructor(
    private readonly database: Pick<Database, 'query'>,
    private readonly importId: string,
    readonly byteLength: number,
  ) {}

  async *bytes(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < this.byteLength;) {
      const ordinal = Math.floor(at / CHUNK_BYTES);
      const from = at - ordinal * CHUNK_BYTES;
      const part = await this.part(ordinal, from, Math.min(CHUNK_BYTES, from + PIECE_BYTES));
      yield part;
      at += part.length;
    }
  }

  /** Bytes from `start` up to, and without, `end`. */
  async slice(start: number, end = this.byteLength): Promise<ArrayBuffer> {
    const parts: Uint8Array[] = [];
    for (let at = start; at < end;) {
      const ordinal = Math.floor(at / CHUNK_BYTES);
      const from = at - ordinal * CHUNK_BYTES;
      const part = await this.part(ordinal, from, Math.min(CHUNK_BYTES, from + end - at));
      if (part.length === 0) break;
      parts.push(part);
      at += part.length;
    }
    // A buffer of its own: readers take it as a whole.
    const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole.buffer;
  }

  /** Of a chunk: from a byte up to, and without, another. */
  private async part(ordinal: number, from: number, to: number): Promise<Buffer> {
    const rows = await this.database.query<{ slice: Buffer }>(
      `select slice from label_import_chunk c cross join lateral ${inSlices('c.bytes', { from: '$3', to: '$4' })}
        where c.import_id = $1 and c.ordinal = $2 order by at`,
      [this.importId, ordinal, from, to],
    );
    if (rows.length === 0) throw new BrokenFile('A part of the file is not there any more; send it again.');
    return Buffer.concat(rows.map(({ slice }) => slice));
  }
}
