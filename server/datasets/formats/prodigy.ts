import type { Format } from './format.js';
import { labelsOf, textOf } from './text-of.js';

/** spaCy's and Prodigy's JSONL for text: `text`, the accepted labels, `cats` for spaCy's text categoriser, and the rest as meta. */
export const PRODIGY: Format = {
  extension: 'spacy.jsonl',
  contentType: 'application/x-ndjson; charset=utf-8',
  async *write(rows, { inputSchema, outputSchema }) {
    const all = 'labels' in outputSchema ? outputSchema.labels.map(({ value }) => value) : [];
    for await (const row of rows) {
      const accept = labelsOf(row);
      const cats = Object.fromEntries(all.map((label) => [label, accept.includes(label) ? 1 : 0]));
      const meta = { id: row.id, split: row.split, selection_prob: row.selection_prob, weight: row.weight };
      yield `${JSON.stringify({ text: textOf(row, inputSchema), accept, answer: 'accept', cats, meta })}\n`;
    }
  },
};
