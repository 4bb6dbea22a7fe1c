import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { streamRows } from './stream-rows.js';
import { tracedStatement } from './traced-statement.js';

/** Reads outside a transaction. */
@Injectable()
export class Database {
  constructor(private readonly source: DataSource) {}

  /** Where it is, with the password; for a thread that reads by itself, and for no log. */
  get url(): string {
    const { options } = this.source;
    if (options.type !== 'postgres' || options.url === undefined) throw new Error('The database has no address.');
    return options.url;
  }

  /** Runs one statement with bound parameters ($1, $2 …) and gives its rows. */
  query<T>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    // The driver's rows are untyped; T is the caller's statement of what its SQL selects.
    return tracedStatement(sql, () => this.source.query<T[]>(sql, [...parameters]));
  }

  /** Reads any number of rows, as `streamRows` does. */
  stream<T>(sql: string, parameters: readonly unknown[] = [], batch?: number): AsyncGenerator<T> {
    return streamRows<T>(this.url, sql, { parameters, ...(batch !== undefined && { batch }) });
  }
}
