import { tableFromIPC } from 'apache-arrow';
import { parse } from 'csv-parse/sync';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';

/** A file of a dataset as an independent reader of its format has it: its columns, and its rows. */
export type ReadTable = { readonly columns: readonly string[]; readonly rows: readonly Record<string, unknown>[] };

/** By ending. CSV's quote before what a spreadsheet would run is taken back. */
export const TABLE_READERS: Readonly<Record<string, (bytes: Buffer) => Promise<ReadTable>>> = {
  csv: (bytes) => {
    const [columns = [], ...lines] = parse(bytes.toString('utf8'), { record_delimiter: '\r\n' });
    const rows = lines.map((cells) =>
      Object.fromEntries(columns.map((name, at) => [name, cells[at]?.replace(/^'(?='*[=+\-@\t\r])/, '')])),
    );
    return Promise.resolve({ columns, rows });
  },
  parquet: async (bytes) => {
    const file = new Uint8Array(bytes).buffer;
    const [, ...elements] = parquetMetadata(file).schema;
    return { columns: elements.map(({ name }) => name), rows: await parquetReadObjects({ file }) };
  },
  arrows: (bytes) => {
    const table = tableFromIPC(bytes);
    const rows = table.toArray().map((row) => (row as { toJSON: () => Record<string, unknown> }).toJSON());
    return Promise.resolve({ columns: table.schema.fields.map(({ name }) => name), rows });
  },
};
