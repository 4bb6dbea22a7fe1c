import { gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { DatasetRow, FlatRow } from '@handrail/shared/datasets';
import type { Database, Tx } from '../platform/database/index.js';
import { toFlatRow } from './flat-row.js';
import { inSlices } from './slices.sql.js';

const pack = promisify(gzip);
const unpack = promisify(gunzip);
/** A block is some of them; a few blocks are on their way while one is worked on. */
const SLICES_AHEAD = 12;
/** Fast: there are few of them in a file, and they are alike. */
const LEVEL = 1;

/** Some hundred rows that follow each other, as lines of JSON with all columns. */
export type FrozenBlock = {
  /** UTF-8; every line ends with a line feed. */
  readonly lines: Uint8Array;
  readonly rows: () => readonly DatasetRow[];
  /** One after the other, so that none outlives its use. */
  readonly flatRows: () => Iterable<FlatRow>;
};

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

/** A version's blocks in their order, all as they were at one instant; memory stays flat. */
export function readBlocks(database: Database, versionId: string): AsyncGenerator<FrozenBlock> {
  return unpacked(readPacked(database, versionId));
}

/** The same as they are stored. */
export async function* readPacked(database: Database, versionId: string): AsyncGenerator<Uint8Array> {
  const slices = database.stream<{ ordinal: number; slice: Buffer }>(
    `select b.ordinal, slice from dataset_block b cross join lateral ${inSlices('b.packed')}
      where b.version_id = $1 order by b.ordinal, at`,
    [versionId],
    SLICES_AHEAD,
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
export async function* unpacked(stored: AsyncIterable<Uint8Array>): AsyncGenerator<FrozenBlock> {
  let ahead: Promise<Buffer> | undefined;
  for await (const block of stored) {
    const ready = ahead;
    ahead = unpack(block);
    // Awaited below, unless the reader stops before.
    ahead.catch(() => undefined);
    if (ready) yield toBlock(await ready);
  }
  if (ahead) yield toBlock(await ahead);
}

/** Lines as `packed` was given them. */
export function toBlock(lines: Buffer): FrozenBlock {
  return {
    lines,
    rows: () => [...textLines(lines)].map((line) => JSON.parse(line) as DatasetRow),
    flatRows: function* () {
      for (const line of textLines(lines)) yield toFlatRow(line);
    },
  };
}

const LINE_FEED = 10;

/**
 * One line after the other, each a text of its own: parts of one long text would keep all of it, and what is that long
 * is only collected with the whole heap. The last character is a line feed.
 */
function* textLines(lines: Buffer): Generator<string> {
  for (let from = 0; from < lines.length;) {
    const to = lines.indexOf(LINE_FEED, from);
    yield lines.toString('utf8', from, to);
    from = to + 1;
  }
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
