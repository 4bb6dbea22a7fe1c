import pg from 'pg';
import QueryStream from 'pg-query-stream';
import { heardElsewhere } from '../failures/heard.js';

const BATCH = 500;

/**
 * Reads any number of rows with flat memory, through a cursor on a connection of its own to the database at `url`. Ends the
 * connection also when the reader stops early. `batch`: rows that are fetched at once and wait in memory; few where they
 * are large.
 */
export async function* streamRows<T>(
  url: string,
  sql: string,
  { parameters = [], batch = BATCH }: { readonly parameters?: readonly unknown[]; readonly batch?: number } = {},
): AsyncGenerator<T> {
  const client = heardElsewhere(new pg.Client({ connectionString: url, application_name: 'handrail-stream' }));
  await client.connect();
  try {
    const rows = client.query(new QueryStream(sql, [...parameters], { batchSize: batch, highWaterMark: batch }));
    // The driver's rows are untyped; T is the caller's statement of what its SQL selects.
    for await (const row of rows) yield row as T;
  } finally {
    await client.end();
  }
}
