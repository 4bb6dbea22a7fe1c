import { Transform, type TransformCallback } from 'node:stream';
import { Zstd } from '@hpcc-js/wasm-zstd';

const LEVEL = 3;

/** The library has one compressor a process, so streams take turns: each waits for the one before it to end. */
let lastTurn: Promise<void> = Promise.resolve();

/** Packs into one Zstandard frame (RFC 8878). Node.js 20 has none of its own. */
export function createZstd(): Transform {
  return new ZstdStream();
}

class ZstdStream extends Transform {
  private zstd: Zstd | undefined;
  private endTurn: () => void = () => undefined;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.begun()
      .then((zstd) => done(null, zstd.compressChunk(chunk)))
      .catch(done);
  }

  override _flush(done: TransformCallback): void {
    this.begun()
      .then((zstd) => done(null, zstd.compressEnd()))
      .catch(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.endTurn();
    done(error);
  }

  private async begun(): Promise<Zstd> {
    if (this.zstd) return this.zstd;
    const before = lastTurn;
    lastTurn = new Promise((end) => (this.endTurn = end));
    await before;
    this.zstd = await Zstd.load();
    this.zstd.reset();
    this.zstd.setCompressionLevel(LEVEL);
    return this.zstd;
  }
}
