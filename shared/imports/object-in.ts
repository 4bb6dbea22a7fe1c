import type { SourceRow } from './import-row.js';

/** The object that a row has under a column's name, put together again from its parts; undefined where there is none. */
export function objectIn(source: SourceRow, column: string): Readonly<Record<string, unknown>> | undefined {
  if (Object.hasOwn(source, column)) return isEmptyObject(source[column]) ? {} : undefined;
  const prefix = `${column}.`;
  const parts = Object.entries(source).filter(([name]) => name.startsWith(prefix));
  if (parts.length === 0) return undefined;
  return Object.fromEntries(parts.map(([name, cell]) => [name.slice(prefix.length), cell]));
}

function isEmptyObject(cell: unknown): boolean {
  const isObject = typeof cell === 'object' && cell !== null && !Array.isArray(cell) && !(cell instanceof Date);
  return isObject && Object.keys(cell).length === 0;
}
