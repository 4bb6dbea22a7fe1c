import type { Format } from './format.js';
import { labelsOf, textOf, withoutText } from './text-of.js';

/**
 * fastText's lines: `__label__x` for each label, then the text. It splits at white space, so none is left in a label; and it
 * takes every word that starts with `__label__` for one, so those of the text lose an underscore.
 */
export const FASTTEXT: Format = {
  extension: 'fasttext.txt',
  contentType: 'text/plain; charset=utf-8',
  unfit: (source) =>
    'labels' in source.outputSchema
      ? withoutText(source)
      : `fastText learns labels, and the answers here are of the kind ${source.outputSchema.kind}.`,
  async *write(blocks, { inputSchema }) {
    for await (const block of blocks) {
      const lines = block.rows().map((row) => {
        const labels = labelsOf(row).map((label) => `__label__${label.trim().replaceAll(SPACE, '_')}`);
        return `${[...labels, words(textOf(row, inputSchema))].join(' ')}\n`;
      });
      yield lines.join('');
    }
  },
};

function words(text: string): string {
  return text
    .replaceAll(SPACE, ' ')
    .trim()
    .replaceAll(/(^| )_(_label__)/g, '$1$2');
}

/** What fastText splits at: blanks of ASCII and NUL. */
const SPACE = /[\s\0]+/g;
