import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { DatasetColumn } from '@handrail/shared/datasets';
import type { Database } from '../../platform/database/index.js';
import { heardLater } from '../../platform/failures/index.js';
import { toBlock } from '../frozen-block.js';
import { TAR_END } from '../formats/tar.js';
import type { FetchMedia, Fetched } from './fetch-media.js';
import type { MediaField, MediaFields } from './media-fields.js';
import { entry, MediaFolder, PAST, type MediaTally, type Reference } from './media-folder.js';
import { blockAfter, keepSeen, seenMedia, type SeenMedium } from './packed-media.sql.js';

const unpack = promisify(gunzip);
/** Media on their way at a time; each may be as large as one may be. */
const AHEAD = 3;
/** A tar's header has room for less. */
const MOST_OF_FILE = 8 * 1024 ** 3 - 1;

export type PackOrder = {
  readonly versionId: string;
  /** The version's file; a folder of Hugging Face's is unpacked into the archive. */
  readonly data: { readonly path: string; readonly name: string; readonly bytes: number; readonly isFolder: boolean };
  readonly columns: readonly DatasetColumn[];
  readonly fields: MediaFields;
  /** First lines of `manifest.json`. */
  readonly about: object;
  readonly path: string;
  /** An empty folder. */
  readonly scratch: string;
  /** Told how many blocks are behind it after each medium, and which share of the next; what it throws ends the making. */
  readonly onStep: (blocks: number) => Promise<void>;
};

/**
 * Writes a version's file and the media of its rows as one tar archive, in the order of the rows, with flat memory. The
 * bytes depend on the version and on what the media's servers give alone.
 */
export async function writePack(order: PackOrder, database: Database, fetcher: FetchMedia): Promise<MediaTally> {
  const folder = new MediaFolder(order.scratch, order.columns);
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    yield* dataOf(order);
    yield* mediaOf(order, { database, fetcher, folder });
    yield* folder.end();
    const { packed, left } = order.fields;
    const fields = packed.map(({ name }) => name);
    const manifest = { ...order.about, media: { ...folder.tally, fields, left } };
    const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
    yield* entry('manifest.json', text.length, [text]);
    yield TAR_END;
  };
  try {
    const source = Readable.from(chunks(), { objectMode: false });
    await pipeline(source, createWriteStream(order.path, { flags: 'wx', mode: 0o600 }));
    return folder.tally;
  } finally {
    await folder.close();
  }
}

async function* dataOf({ data }: PackOrder): AsyncGenerator<Uint8Array> {
  // Without its end an archive goes on.
  if (data.isFolder) yield* createReadStream(data.path, { end: data.bytes - TAR_END.length - 1 });
  else if (data.bytes > MOST_OF_FILE) throw new Error('The file is over 8 GB; take it packed, as data.jsonl.zst.');
  else yield* entry(data.name, data.bytes, bytesOf(data.path));
}

/** Opened when it is read: a stream that nobody reads yet has nobody to hear of its failure. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>;
}

type Parts = { readonly database: Database; readonly fetcher: FetchMedia; readonly folder: MediaFolder };

async function* mediaOf(
  { versionId, fields, onStep }: PackOrder,
  { database, fetcher, folder }: Parts,
): AsyncGenerator<Uint8Array> {
  let blocks = 0;
  for (let at = -1; ;) {
    const block = fields.packed.length === 0 ? undefined : await blockAfter(database, versionId, at);
    if (!block) return;
    at = block.ordinal;
    const fresh: SeenMedium[] = [];
    const references = await referencesOf(block.packed, fields.packed, { database, versionId });
    const fetched = ahead(references, AHEAD, (reference) => fetchOf(reference, folder, fetcher));
    let behind = 0;
    for await (const { item: reference, result } of fetched) {
      const sha256 = yield* folder.add(reference, result);
      if (sha256 !== undefined && reference.was === undefined)
        fresh.push({ caseId: reference.row.id, field: reference.field.name, sha256 });
      behind += 1;
      await onStep(blocks + behind / references.length);
    }
    await keepSeen(database, versionId, fresh);
    blocks += 1;
  }
}

async function fetchOf({ address, field }: Reference, folder: MediaFolder, fetcher: FetchMedia): Promise<Fetched> {
  return folder.isFull ? { found: { reason: PAST } } : fetcher.get(address, field.kind);
}

async function referencesOf(
  packed: Buffer,
  fields: readonly MediaField[],
  { database, versionId }: { readonly database: Database; readonly versionId: string },
): Promise<Reference[]> {
  const rows = toBlock(await unpack(packed)).rows();
  const seen = await seenMedia(
    database,
    versionId,
    rows.map(({ id }) => id),
  );
  return rows.flatMap((row) =>
    fields.flatMap((field): Reference[] => {
      const value = Object.hasOwn(row.input, field.name) ? row.input[field.name] : undefined;
      if (value === undefined || value === null) return [];
      return [{ row, field, address: String(value), was: seen.get(`${row.id}/${field.name}`) }];
    }),
  );
}

/** Works on so many at a time and gives them in their order. */
async function* ahead<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<{ readonly item: T; readonly result: R }> {
  const under: { item: T; result: Promise<R> }[] = [];
  for (const item of items) {
    // Awaited below, unless the reader stops before.
    const result = heardLater(work(item));
    under.push({ item, result });
    const first = under.length >= width ? under.shift() : undefined;
    if (first) yield { item: first.item, result: await first.result };
  }
  for (const { item, result } of under) yield { item, result: await result };
}
