import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import pg from 'pg';
import QueryStream from 'pg-query-stream';
import { tracedStatement } from './traced-statement.js';

const STREAM_BATCH = 500;

/** Reads outside a transaction. */
@Injectable()
export class Database {
  constructor(private readonly source: DataSource) {}

  /** Runs one statement with bound parameters ($1, $2 …) and gives its rows. */
  query<T>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    // The driver's rows are untyped; T is the caller's statement of what its SQL selects.
    return tracedStatement(sql, () => this.source.query<T[]>(sql, [...parameters]));
  }

  /**
   * Reads any number of rows with flat memory, through a cursor on a connection of its own. Ends the connection also
   * when the reader stops early. `batch`: rows that are fetched at once and wait in memory; few where they are large.
   */
  async *stream<T>(sql: string, parameters: readonly unknown[] = [], batch = STREAM_BATCH): AsyncGenerator<T> {
    const { options } = this.source;
    if (options.type !== 'postgres' || options.url === undefined) throw new Error('The database has no address.');
    const client = new pg.Client({ connectionString: options.url, application_name: 'handrail-stream' });
    client.on('error', () => undefined);
    await client.connect();
    try {
      const rows = client.query(new QueryStream(sql, [...parameters], { batchSize: batch, highWaterMark: batch }));
      for await (const row of rows) yield row as T;
    } finally {
      await client.end();
    }
  }
}
