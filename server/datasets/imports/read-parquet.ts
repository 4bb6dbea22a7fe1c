import { BrokenFile, takenApart, type FileRow } from '@handrail/shared/imports';
import { parquetMetadataAsync, parquetReadObjects, type FileMetaData, type RowGroup } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { withDecimals, withPlainDecimals } from './parquet-decimals.js';
import { parsers, textOf } from './parquet-parsers.js';
import { pagesOf } from './parquet-pages.js';
import type { SourceFile } from './source-file.js';

/** So much is held at a time, as the file says that it is once unpacked. */
const BYTES_AT_ONCE = 1024 * 1024;
const ROWS_AT_ONCE = { least: 500, most: 10_000 };
/** Where a column has to be read from its beginning each time, more is held for fewer times. */
const SLOW_TIMES = 8;

/** Parquet, some rows at a time. @throws BrokenFile where its footer or a page cannot be read. */
export async function* readParquet(
  file: Pick<SourceFile, 'byteLength' | 'slice'>,
  bytesAtOnce = BYTES_AT_ONCE,
): AsyncGenerator<FileRow> {
  const from = { byteLength: file.byteLength, slice: (start: number, end?: number) => file.slice(start, end) };
  const { metadata, scales } = withPlainDecimals(await read<FileMetaData>(() => parquetMetadataAsync(from)));
  let before = 0;
  for (const [at, group] of metadata.row_groups.entries()) {
    const rows = Number(group.num_rows);
    const pages = await read(() => pagesOf(from, metadata, group));
    const step = rowsAtOnce(
      group,
      Object.keys(pages).length < group.columns.length ? SLOW_TIMES * bytesAtOnce : bytesAtOnce,
    );
    // By group, as this reader's own index of pages is; it has no name for it among its options.
    const located = { pageLocationsByGroup: Object.assign([], { [at]: pages }) };
    for (let start = 0; start < rows; start += step) {
      const range = { rowStart: before + start, rowEnd: before + Math.min(rows, start + step) };
      const part = await read(() =>
        parquetReadObjects({ file: from, metadata, compressors, parsers, ...range, ...located }),
      );
      for (const [index, row] of part.entries())
        yield { number: range.rowStart + index + 1, row: takenApart(plainRow(withDecimals(row, scales))) };
    }
    before += rows;
  }
}

function rowsAtOnce({ num_rows: rows, total_byte_size: bytes }: RowGroup, bytesAtOnce: number): number {
  const fitting = Math.floor((bytesAtOnce * Number(rows)) / Math.max(1, Number(bytes)));
  return Math.min(ROWS_AT_ONCE.most, Math.max(ROWS_AT_ONCE.least, fitting));
}

async function read<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BrokenFile) throw error;
    const why = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
    throw new BrokenFile(`It is no Parquet that can be read: ${why}`, { cause: error });
  }
}

function plainRow(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));
}

/** Times as ISO 8601, long integers as numbers where they are exact, bytes as text. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return textOf(value);
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'object' && value !== null ? plainRow(value as Record<string, unknown>) : value;
}
