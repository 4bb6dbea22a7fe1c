import {
  bool,
  Column,
  field,
  float64,
  int32,
  int64,
  list,
  tableFromColumns,
  columnFromArray,
  tableToIPC,
  timestamp,
  TimeUnit,
  utf8,
  type DataType,
} from '@uwdata/flechette';
import { flatColumns, type FlatColumn, type FlatType } from '@handrail/shared/datasets';
import { ColumnBatch, type ColumnValues } from './column-batch.js';
import type { Format } from './format.js';

const BATCH = { rows: 5000, characters: 8_000_000 };
/** 0xFFFFFFFF and a length of zero. */
const END_OF_STREAM = 8;

/** Arrow's streaming format: the schema, record batches of 5,000 rows, and the end. */
export const ARROW: Format = {
  extension: 'arrows',
  contentType: 'application/vnd.apache.arrow.stream',
  revision: 3,
  async *write(blocks, context) {
    const columns = flatColumns(context);
    const batch = new ColumnBatch(columns, BATCH);
    // The encoder writes whole streams: the schema once, then of each stream what stands between schema and end.
    const empty = encode(columns, []);
    const schema = empty.subarray(0, schemaLength(empty));
    yield schema;
    const between = (values: ColumnValues[]): Uint8Array =>
      encode(columns, values).subarray(schema.length, -END_OF_STREAM);
    for await (const block of blocks) {
      for (const row of block.flatRows()) if (batch.add(row)) yield between(batch.take());
    }
    const last = batch.take();
    if (last.length > 0) yield between(last);
    yield empty.subarray(-END_OF_STREAM);
  },
};

/** A message is a marker, the length of its metadata, and that; a schema has no body. */
function schemaLength(stream: Uint8Array): number {
  return 8 + new DataView(stream.buffer, stream.byteOffset).getInt32(4, true);
}

function encode(columns: readonly FlatColumn[], values: readonly ColumnValues[]): Uint8Array {
  const table = tableFromColumns(columns.map((column, at) => [column.name, toColumn(column, values[at] ?? [])]));
  const bytes = tableToIPC(table, { format: 'stream' });
  if (!bytes) throw new Error('Arrow gave no bytes.');
  return bytes;
}

/** Timestamps are stored as the whole numbers that they are; the library's own way goes by milliseconds in floats. */
function toColumn({ type }: FlatColumn, values: ColumnValues): Column<unknown> {
  if (type !== 'timestamp') return columnFromArray([...values], typeOf(type));
  return new Column([...columnFromArray([...values], int64()).data], typeOf(type));
}

function typeOf(type: FlatType): DataType {
  switch (type) {
    case 'string':
      return utf8();
    case 'double':
      return float64();
    case 'integer':
      return int32();
    case 'boolean':
      return bool();
    case 'timestamp':
      return timestamp(TimeUnit.MICROSECOND, 'UTC');
    case 'strings':
      return list(field('item', utf8()));
  }
}
