import { DATASET_COLUMNS } from '@handrail/shared/datasets';
import { toLine } from '../dataset-rows.js';
import type { Format } from './format.js';

/** The canonical file: one row a line, and the one whose SHA-256 names the version. */
export const JSONL: Format = {
  extension: 'jsonl',
  contentType: 'application/x-ndjson; charset=utf-8',
  async *write(blocks, { columns }) {
    for await (const block of blocks) {
      if (columns.length === DATASET_COLUMNS.length) yield block.lines;
      else
        yield block
          .rows()
          .map((row) => toLine(row, columns))
          .join('');
    }
  },
};
