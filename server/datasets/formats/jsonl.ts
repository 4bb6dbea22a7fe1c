import { toLine } from '../dataset-rows.js';
import type { Format } from './format.js';

/** The canonical file: one row a line, and the one whose SHA-256 names the version. */
export const JSONL: Format = {
  extension: 'jsonl',
  contentType: 'application/x-ndjson; charset=utf-8',
  async *write(rows, { columns }) {
    for await (const row of rows) yield toLine(row, columns);
  },
};
