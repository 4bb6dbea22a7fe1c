import { DATASET_COLUMNS, flatColumns, type FlatColumn } from '@handrail/shared/datasets';
import { CsvBuffer, csvText, type CsvCell } from './csv-buffer.js';
import type { Format } from './format.js';
import { LineScan } from './line-scan.js';

const INPUT = 'input.';

/**
 * RFC 4180, UTF-8, one column a field of the input; nested columns as JSON, null as an empty cell, empty text as `""`.
 * Cells are copied from the stored lines, which have most of them as they are written.
 */
export const CSV: Format = {
  extension: 'csv',
  contentType: 'text/csv; charset=utf-8; header=present',
  revision: 2,
  async *write(blocks, context) {
    const columns = flatColumns(context);
    yield `${columns.map(({ name }) => csvText(name)).join(',')}\r\n`;
    const fields = columns.flatMap(({ name }) => (name.startsWith(INPUT) ? [name.slice(INPUT.length)] : []));
    const cells = columns.map((column) => cellOf(column, fields));
    const [scan, target] = [new LineScan(fields), new CsvBuffer()];
    for await (const { lines } of blocks) {
      for (const bytes of scan.lines(lines)) {
        for (const cell of cells) target.cell(bytes, scan, cell);
        target.endRow();
        if (target.isFull) yield target.take();
      }
    }
    yield target.take();
  },
};

function cellOf({ name, type }: FlatColumn, fields: readonly string[]): CsvCell {
  const form = type === 'string' ? 'text' : type === 'timestamp' ? 'instant' : 'value';
  if (name.startsWith(INPUT)) return { place: DATASET_COLUMNS.length + fields.indexOf(name.slice(INPUT.length)), form };
  const place = DATASET_COLUMNS.findIndex((column) => column.name === name);
  return { place, form: DATASET_COLUMNS[place]?.type === 'json' ? 'json' : form };
}
