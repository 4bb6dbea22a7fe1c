import { ByteWriter } from 'hyparquet-writer';

/** Gives away what was written so far, while positions in the file count on. */
export class ChunkWriter extends ByteWriter {
  take(): Uint8Array {
    const chunk = this.getBytes().slice();
    this.index = 0;
    return chunk;
  }
}
