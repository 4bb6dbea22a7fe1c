import { gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { Tx } from '../platform/database/index.js';
import { streamRows } from '../platform/database/stream-rows.js';
import { heardLater } from '../platform/failures/index.js';
import { toBlock, type FrozenBlock } from './frozen-block.js';
import { inSlices } from './slices.sql.js';

const pack = promisify(gzip);
const unpack = promisify(gunzip);
/** A block is some of them; a few blocks are on their way while one is worked on. */
const SLICES_AHEAD = 12;
/** Fast: there are few of them in a file, and they are alike. */
const LEVEL = 1;
/** What is longer, or broken, is unpacked in pieces of so many bytes. */
const MOST_AT_ONCE = 64 * 1024 * 1024;

/** A block's lines as they are stored. */
export function packed(lines: readonly string[]): Promise<Buffer> {
  return pack(lines.join(''), { level: LEVEL });
}

/** `ordinal`: of its first row. */
export async function insertBlock(
  tx: Tx,
  versionId: string,
  { ordinal, bytes }: { readonly ordinal: number; readonly bytes: Buffer },
): Promise<void> {
  await tx.query('insert into dataset_block (version_id, ordinal, packed) values ($1, $2, $3)', [
    versionId,
    ordinal,
    bytes,
  ]);
}

/** A version's rows, by the address of the database that has them. */
export type BlockSource = { readonly url: string; readonly versionId: string };

/** A version's blocks in their order, all as they were at one instant; memory stays flat. */
export function readBlocks(source: BlockSource): AsyncGenerator<FrozenBlock> {
  return unpacked(readPacked(source));
}

/** The same as they are stored. */
async function* readPacked({ url, versionId }: BlockSource): AsyncGenerator<Buffer> {
  const slices = streamRows<{ ordinal: number; slice: Buffer }>(
    url,
    `select b.ordinal, slice from dataset_block b cross join lateral ${inSlices('b.packed')}
      where b.version_id = $1 order by b.ordinal, at`,
    { parameters: [versionId], batch: SLICES_AHEAD },
  );
  let [ordinal, parts]: [number | undefined, Buffer[]] = [undefined, []];
  for await (const { ordinal: of, slice } of slices) {
    if (of !== ordinal && parts.length > 0) {
      yield Buffer.concat(parts);
      parts = [];
    }
    ordinal = of;
    parts.push(slice);
  }
  if (parts.length > 0) yield Buffer.concat(parts);
}

/** Blocks as they are stored, one unpacked beside while the one before it is worked on. */
async function* unpacked(stored: AsyncIterable<Buffer>): AsyncGenerator<FrozenBlock> {
  let ahead: Promise<Buffer> | undefined;
  for await (const block of stored) {
    const ready = ahead;
    // Awaited below, unless the reader stops before.
    ahead = heardLater(unpackWhole(block));
    if (ready) yield toBlock(await ready);
  }
  if (ahead) yield toBlock(await ahead);
}

/**
 * At once into a buffer of the length that a gzip file ends with (RFC 1952, 2.3.1), and one byte for the library to see that
 * nothing follows: else it takes dozens, and copies all of them.
 */
function unpackWhole(block: Buffer): Promise<Buffer> {
  const length = block.readUInt32LE(block.length - 4);
  return unpack(block, { chunkSize: Math.min(MOST_AT_ONCE, Math.max(64, length + 1)) });
}

/** Takes a case's rows out of every version that has them; gives for each how many there were. */
export async function removeRows(tx: Tx, caseId: string): Promise<{ versionId: string; count: number }[]> {
  const rows = await tx.query<{ version_id: string; ordinal: number; packed: Buffer }>(
    `select b.version_id, b.ordinal, b.packed from dataset_block b
      where (b.version_id, b.ordinal) in
        (select f.version_id, (select max(o.ordinal) from dataset_block o where o.version_id = f.version_id and o.ordinal <= f.ordinal)
           from dataset_row f where f.case_id = $1)
        for update`,
    [caseId],
  );
  for (const { version_id: versionId, ordinal, packed: stored } of rows) {
    const lines = (await unpack(stored)).toString('utf8').split(/(?<=\n)/);
    // The id is the first column.
    const left = lines.filter((line) => !line.startsWith(`{"id":"${caseId}"`));
    const key = [versionId, ordinal];
    if (left.length === 0) await tx.query('delete from dataset_block where version_id = $1 and ordinal = $2', key);
    else
      await tx.query('update dataset_block set packed = $3 where version_id = $1 and ordinal = $2', [
        ...key,
        await packed(left),
      ]);
  }
  const lost = await tx.query<{ version_id: string; count: number }>(
    `with gone as (delete from dataset_row where case_id = $1 returning version_id)
     select version_id, count(*)::int as count from gone group by version_id`,
    [caseId],
  );
  return lost.map(({ version_id: versionId, count }) => ({ versionId, count }));
}
