import type { Format } from './format.js';
import { labelsOf, textOf } from './text-of.js';

/** fastText's lines: `__label__x` for each label, then the text. It splits at white space, so none is left in a label. */
export const FASTTEXT: Format = {
  extension: 'fasttext.txt',
  contentType: 'text/plain; charset=utf-8',
  async *write(rows, { inputSchema }) {
    for await (const row of rows) {
      const labels = labelsOf(row).map((label) => `__label__${label.trim().replaceAll(/\s+/g, '_')}`);
      yield `${labels.join(' ')} ${textOf(row, inputSchema).replaceAll(/\s+/g, ' ').trim()}\n`;
    }
  },
};
