import type { DatasetRow } from '@handrail/shared/datasets';
import type { InputSchema, OutputSchema } from '@handrail/shared/schema';
import { chosenOf, partsOf, type Chosen } from './chosen.js';
import type { Format } from './format.js';
import { labelsOf, textOf, withoutText } from './text-of.js';

/**
 * Prodigy's JSONL for text, which spaCy's recipes read too: `text`, the options and the accepted ones as its choice
 * interface has them, `cats` for spaCy's text categoriser where answers are labels, and the rest as meta.
 */
export const PRODIGY: Format = {
  extension: 'spacy.jsonl',
  contentType: 'application/x-ndjson; charset=utf-8',
  revision: 2,
  needs: ['input', 'label'],
  unfit: withoutText,
  async *write(blocks, { inputSchema, outputSchema, columns }) {
    const taskOf = taskMaker(inputSchema, outputSchema, chosenOf(columns));
    for await (const block of blocks)
      yield block
        .rows()
        .map((row) => `${JSON.stringify(taskOf(row))}\n`)
        .join('');
  },
};

const META = ['id', 'split', 'selection_prob', 'weight'] as const;

function taskMaker(inputSchema: InputSchema, outputSchema: OutputSchema, has: Chosen): (row: DatasetRow) => unknown {
  const all = 'labels' in outputSchema ? outputSchema.labels : [];
  const options = all.map(({ value, title }) => ({ id: value, text: title ?? value }));
  return (row) => {
    const accept = labelsOf(row);
    const answer = { accept, answer: 'accept', meta: partsOf(row, META, has) };
    if (options.length === 0) return { text: textOf(row, inputSchema), ...answer };
    const cats = Object.fromEntries(all.map(({ value }) => [value, accept.includes(value) ? 1 : 0]));
    return { text: textOf(row, inputSchema), options, ...answer, cats };
  };
}
