import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readBlocks, type BlockSource } from '../dataset-blocks.sql.js';
import type { FrozenBlock } from '../frozen-block.js';
import { formatOf, type FormatContext } from '../formats/index.js';
import { compressed, type Compression } from './compression.js';

/** What to write, in words that another thread understands. */
export type ExportOrder = {
  /** Of one of `FORMATS`. */
  readonly extension: string;
  readonly compression: Compression | null;
  readonly context: FormatContext;
  readonly source: BlockSource;
  /** The file; there is none yet. */
  readonly path: string;
};

const WRITTEN_AT_ONCE = 256 * 1024;

/** Told how many blocks were read so far; what it throws ends the making. */
export type OnBlock = (blocks: number) => Promise<void>;

/** Writes a version's file. */
export async function writeExport(order: ExportOrder, onBlock: OnBlock = () => Promise.resolve()): Promise<void> {
  const { extension, compression, context, source, path } = order;
  const format = formatOf(extension);
  if (!format) throw new Error(`There is no format ${extension}.`);
  const rows = Readable.from(format.write(counted(readBlocks(source), onBlock), context), { objectMode: false });
  const target = createWriteStream(path, { flags: 'wx', mode: 0o600, highWaterMark: WRITTEN_AT_ONCE });
  await (compression === null ? pipeline(rows, target) : pipeline(rows, compressed(compression), target));
}

async function* counted(blocks: AsyncIterable<FrozenBlock>, onBlock: OnBlock): AsyncGenerator<FrozenBlock> {
  let seen = 0;
  for await (const block of blocks) {
    yield block;
    seen += 1;
    await onBlock(seen);
  }
}
