import type { Transform } from 'node:stream';
import { createGzip } from 'node:zlib';
import { createZstd } from './zstd-stream.js';

/** How a file may be packed: its ending after the format's own. */
export const COMPRESSIONS = ['gz', 'zst'] as const;
export type Compression = (typeof COMPRESSIONS)[number];

export const PACKED_TYPES: Readonly<Record<Compression, string>> = { gz: 'application/gzip', zst: 'application/zstd' };

/** A stream that packs what goes through it. */
export function compressed(compression: Compression): Transform {
  switch (compression) {
    case 'gz':
      return createGzip({ level: 6 });
    case 'zst':
      return createZstd();
  }
}
