import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { flatColumns, type SplitName } from '@handrail/shared/datasets';
import type { FrozenBlock } from '../frozen-block.js';
import type { Format, FormatContext } from './format.js';
import { huggingFaceReadme, type WrittenSplit } from './hugging-face-readme.js';
import { ParquetFile, SMALL_ROW_GROUP } from './parquet.js';
import { TAR_END, tarHeader, tarPadding } from './tar.js';

/** As the hub cuts its own; smaller than the hub's 500 MB, so that one fits into memory where it is read. */
const SHARD_BYTES = 200_000_000;
const SPLITS: readonly SplitName[] = ['train', 'validation', 'test'];

/**
 * A folder as the Hugging Face hub and `datasets` have them, in a tar archive: Parquet shards of each split, and a
 * README.md with the data card. Unpacked, `load_dataset` takes the folder as it stands.
 */
export const HUGGING_FACE: Format = {
  extension: 'hf.tar',
  contentType: 'application/x-tar',
  isFolder: true,
  revision: 3,
  async *write(blocks, context) {
    const writers = SPLITS.map((name) => new SplitWriter(name, context));
    try {
      for await (const block of blocks) await distribute(block, writers);
      for (const writer of writers) await writer.end();
    } finally {
      for (const writer of writers) await writer.close();
    }
    const written = writers.map(({ written: split }) => split).filter(({ rows }) => rows > 0);
    const readme = Buffer.from(huggingFaceReadme(context, written));
    yield* entry('README.md', readme.length, [readme]);
    for (const { name, shards } of written) {
      for (const [at, path] of shards.entries()) yield* await shardEntry(shardName(name, at, shards.length), path);
    }
    yield TAR_END;
  },
};

async function distribute(block: FrozenBlock, writers: readonly SplitWriter[]): Promise<void> {
  for (const row of block.flatRows()) {
    const writer = writers[SPLITS.indexOf(row.split)];
    if (writer?.add(row)) await writer.writeGroup();
  }
}

class SplitWriter {
  readonly written: WrittenSplit;
  private file: FileHandle | undefined;
  private parquet: ParquetFile;

  constructor(
    private readonly name: SplitName,
    private readonly context: FormatContext,
  ) {
    this.written = { name, rows: 0, bytes: 0, shards: [] };
    this.parquet = new ParquetFile(flatColumns(context), SMALL_ROW_GROUP);
  }

  /** Whether a row group is full now, and has to be written. */
  add(row: Parameters<ParquetFile['batch']['add']>[0]): boolean {
    this.written.rows += 1;
    return this.parquet.batch.add(row);
  }

  async writeGroup(): Promise<void> {
    await this.write(await this.parquet.takeGroup());
    if (this.parquet.bytes >= SHARD_BYTES) await this.endShard();
  }

  async end(): Promise<void> {
    if (this.file !== undefined || !this.parquet.batch.isEmpty) await this.endShard();
  }

  async close(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
  }

  private async endShard(): Promise<void> {
    await this.write(await this.parquet.end());
    await this.close();
    this.parquet = new ParquetFile(flatColumns(this.context), SMALL_ROW_GROUP);
  }

  private async write(bytes: Uint8Array): Promise<void> {
    if (!this.file) {
      const path = join(this.context.scratch, `${this.name}-${this.written.shards.length}`);
      this.file = await open(path, 'wx', 0o600);
      this.written.shards.push(path);
    }
    await this.file.write(bytes);
    this.written.bytes += bytes.length;
  }
}

function shardName(split: SplitName, at: number, of: number): string {
  const digits = (count: number): string => String(count).padStart(5, '0');
  return `data/${split}-${digits(at)}-of-${digits(of)}.parquet`;
}

async function shardEntry(name: string, path: string): Promise<AsyncIterable<Uint8Array>> {
  const file = await open(path);
  const { size } = await file.stat();
  await file.close();
  return entry(name, size, bytesOf(path));
}

/** Opened when it is read: a stream that nobody reads yet has nobody to hear of its failure. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>;
}

async function* entry(
  name: string,
  size: number,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield tarHeader(name, size);
  yield* content;
  yield tarPadding(size);
}
