import type { Format } from './format.js';
import { labelsOf, textOf, withoutText } from './text-of.js';

/**
 * fastText's lines: `__label__x` for each label, then the text. It splits at white space, so what is white in a label is
 * written as in an address (`not spam`: `not%20spam`; a `%` itself is `%25`): different labels stay different, and
 * `unquote` gives them back. It takes every word that starts with `__label__` for a label and ends a line at `</s>`, so
 * such words of the text lose a sign.
 */
export const FASTTEXT: Format = {
  extension: 'fasttext.txt',
  contentType: 'text/plain; charset=utf-8',
  revision: 2,
  needs: ['input', 'label'],
  unfit: (source) =>
    'labels' in source.outputSchema
      ? withoutText(source)
      : `fastText learns labels, and the answers here are of the kind ${source.outputSchema.kind}.`,
  async *write(blocks, { inputSchema }) {
    for await (const block of blocks) {
      const lines = block.rows().map((row) => {
        const labels = labelsOf(row).map((label) => `__label__${fastTextLabel(label)}`);
        return `${[...labels, words(textOf(row, inputSchema))].join(' ')}\n`;
      });
      yield lines.join('');
    }
  },
};

/** A label as one word; different labels are different words. */
export function fastTextLabel(label: string): string {
  return label.replaceAll(UNSAFE, (signs) => encodeURIComponent(signs));
}

function words(text: string): string {
  return text
    .replaceAll(SPACE, ' ')
    .trim()
    .replaceAll(/(^| )_(_label__)/g, '$1$2')
    .replaceAll(/(^| )<\/s>(?= |$)/g, '$1</s');
}

/** What fastText splits at: blanks of ASCII and NUL. */
const SPACE = /[\s\0]+/g;
/** What anything that reads the file may split at: blanks and control characters of Unicode; and what marks them. */
const UNSAFE = /[\s\p{Cc}%]/gu;
