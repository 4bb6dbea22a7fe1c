import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { unpacked } from '../dataset-blocks.sql.js';
import { formatOf, type FormatContext } from '../formats/index.js';
import { compressed, type Compression } from './compression.js';

/** What to write, in words that another thread understands. */
export type ExportOrder = {
  /** Of one of `FORMATS`. */
  readonly extension: string;
  readonly compression: Compression | null;
  readonly context: FormatContext;
  /** The file; there is none yet. */
  readonly path: string;
};

const WRITTEN_AT_ONCE = 256 * 1024;

/** Writes a version's file from its blocks as they are stored. Ends early, and throws, where they do. */
export async function writeExport(
  { extension, compression, context, path }: ExportOrder,
  blocks: AsyncIterable<Uint8Array>,
): Promise<void> {
  const format = formatOf(extension);
  if (!format) throw new Error(`There is no format ${extension}.`);
  const source = Readable.from(format.write(unpacked(blocks), context), { objectMode: false });
  const target = createWriteStream(path, { flags: 'wx', mode: 0o600, highWaterMark: WRITTEN_AT_ONCE });
  await (compression === null ? pipeline(source, target) : pipeline(source, compressed(compression), target));
}
