import { parquetMetadataAsync, parquetReadObjects, type FileMetaData } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { takenApart, type FileRow } from './read-json.js';
import { BrokenFile, type SourceFile } from './source-file.js';

/** So many rows are held at a time. */
const ROWS_AT_ONCE = 1000;

/** Parquet, some rows at a time. @throws BrokenFile where its footer or a page cannot be read. */
export async function* readParquet(file: SourceFile): AsyncGenerator<FileRow> {
  const from = { byteLength: file.byteLength, slice: (start: number, end?: number) => file.slice(start, end) };
  const metadata = await read<FileMetaData>(() => parquetMetadataAsync(from));
  const rows = Number(metadata.num_rows);
  for (let start = 0; start < rows; start += ROWS_AT_ONCE) {
    const rowEnd = Math.min(rows, start + ROWS_AT_ONCE);
    const part = await read(() => parquetReadObjects({ file: from, metadata, compressors, rowStart: start, rowEnd }));
    for (const [index, row] of part.entries()) yield { number: start + index + 1, row: takenApart(plainRow(row)) };
  }
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
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'object' && value !== null ? plainRow(value as Record<string, unknown>) : value;
}
