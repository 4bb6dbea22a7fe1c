import type { Transform } from 'node:stream';
import { createGzip } from 'node:zlib';

/** How a file may be packed: its ending after the format's own. */
export const COMPRESSIONS = ['gz'] as const;
export type Compression = (typeof COMPRESSIONS)[number];

/** A stream that packs what goes through it. */
export function compressed(compression: Compression): Transform {
  switch (compression) {
    case 'gz':
      return createGzip({ level: 6 });
  }
}
