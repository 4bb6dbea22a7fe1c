import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { tracedStatement } from './traced-statement.js';

declare const inTransaction: unique symbol;

/** An open transaction. Can only be had from `UnitOfWork.run`, so no statement can slip through another connection. */
export type Tx = {
  readonly [inTransaction]: true;
  readonly query: <T>(sql: string, parameters?: readonly unknown[]) => Promise<T[]>;
  readonly manager: EntityManager;
};

const ATTEMPTS = 4;
/** Serialization failure and deadlock: the same work may well succeed in a new transaction. */
const RETRYABLE = new Set(['40001', '40P01']);

/** One transaction a request or job, passed explicitly. */
@Injectable()
export class UnitOfWork {
  constructor(private readonly source: DataSource) {}

  /**
   * Runs `work` in a transaction: committed when it returns, rolled back when it throws. After a deadlock or a
   * serialization failure the whole of it runs again in a new transaction, at most three times; so it must have no
   * effect outside the database.
   */
  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.source.transaction((manager) => work(asTx(manager)));
      } catch (error) {
        if (attempt >= ATTEMPTS || !RETRYABLE.has(sqlState(error))) throw error;
      }
    }
  }
}

function asTx(manager: EntityManager): Tx {
  const query = async <T>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> => {
    const result: unknown = await tracedStatement(sql, () => manager.query(sql, [...parameters]));
    // TypeORM answers UPDATE and DELETE with [rows, count].
    return (isRowsAndCount(result) ? result[0] : result) as T[];
  };
  // The brand exists for the compiler only.
  return { query, manager } as Tx;
}

function isRowsAndCount(result: unknown): result is [unknown[], number] {
  return Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number';
}

function sqlState(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
