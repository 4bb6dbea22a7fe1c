import { ParquetWriter } from 'hyparquet-writer';
import { flatColumns, type FlatColumn, type FlatRow } from '@handrail/shared/datasets';
import { ColumnBatch } from './column-batch.js';
import { ChunkWriter } from './chunk-writer.js';
import type { Format } from './format.js';

const ROW_GROUP = 5000;
/** Of several files that are written at once, all of which wait in memory. */
export const SMALL_ROW_GROUP = 4000;
/** Of text; wide rows make smaller groups. */
const ROW_GROUP_CHARACTERS = 8_000_000;
const CREATED_BY = 'handrail';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** Apache Parquet: typed columns, row groups of 5,000 rows, Snappy, dictionaries where they pay. */
export const PARQUET: Format = {
  extension: 'parquet',
  contentType: 'application/vnd.apache.parquet',
  revision: 3,
  async *write(blocks, context) {
    const file = new ParquetFile(flatColumns(context));
    for await (const block of blocks) {
      for (const row of block.flatRows()) if (file.batch.add(row)) yield await file.takeGroup();
    }
    yield await file.end();
  },
};

/** A Parquet file that is written row group by row group. */
export class ParquetFile<Row = FlatRow> {
  readonly batch: ColumnBatch<Row>;
  /** Row groups' bytes so far. */
  bytes = 0;
  private readonly target = new ChunkWriter();
  private readonly writer: ParquetWriter;

  constructor(
    private readonly columns: readonly FlatColumn<Row>[],
    rowGroup = ROW_GROUP,
  ) {
    this.batch = new ColumnBatch(columns, { rows: rowGroup, characters: ROW_GROUP_CHARACTERS });
    this.writer = new ParquetWriter({
      writer: this.target,
      schema: [{ name: 'schema', num_children: columns.length }, ...columns.flatMap(elementsOf)],
      createdBy: CREATED_BY,
    });
  }

  /** The rows since the last time, as bytes. */
  async takeGroup(): Promise<Uint8Array> {
    const values = this.batch.take();
    if (values.length > 0) {
      const columnData = this.columns.map((column, at) => ({
        name: column.name,
        data: values[at] ?? [],
        // Of texts nobody asks for the least and the greatest.
        statistics: column.type !== 'string' && column.type !== 'strings',
      }));
      await this.writer.write({ columnData, rowGroupSize: ROW_GROUP });
    }
    return this.chunk();
  }

  /** What is left, and the footer. */
  async end(): Promise<Uint8Array> {
    const last = await this.takeGroup();
    await this.writer.finish();
    return Buffer.concat([last, this.chunk()]);
  }

  private chunk(): Uint8Array {
    const chunk = this.target.take();
    this.bytes += chunk.length;
    return chunk;
  }
}

function elementsOf({ name, type, isNullable }: Pick<FlatColumn, 'name' | 'type' | 'isNullable'>): SchemaElement[] {
  const element: SchemaElement = { name, repetition_type: isNullable ? 'OPTIONAL' : 'REQUIRED' };
  switch (type) {
    case 'string':
      return [{ ...element, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } }];
    case 'double':
      return [{ ...element, type: 'DOUBLE' }];
    case 'integer':
      return [{ ...element, type: 'INT32' }];
    case 'boolean':
      return [{ ...element, type: 'BOOLEAN' }];
    case 'timestamp':
      return [
        {
          ...element,
          type: 'INT64',
          converted_type: 'TIMESTAMP_MICROS',
          logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
        },
      ];
    case 'strings':
      return [
        { ...element, converted_type: 'LIST', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', repetition_type: 'REQUIRED', type: 'BYTE_ARRAY', converted_type: 'UTF8' },
      ];
  }
}
