import type { DatasetColumn, FlatSource } from '@handrail/shared/datasets';
import { ARGILLA } from './argilla.js';
import { ARROW } from './arrow.js';
import { CSV } from './csv.js';
import { FASTTEXT } from './fasttext.js';
import type { Format } from './format.js';
import { HUGGING_FACE } from './hugging-face.js';
import { JSONL } from './jsonl.js';
import { LABEL_STUDIO } from './label-studio.js';
import { PARQUET } from './parquet.js';
import { PRODIGY } from './prodigy.js';

/** Every format that a dataset can be had in. */
export const FORMATS: readonly Format[] = [
  JSONL,
  CSV,
  PARQUET,
  ARROW,
  HUGGING_FACE,
  LABEL_STUDIO,
  ARGILLA,
  PRODIGY,
  FASTTEXT,
];

/** Asked for, and of no use to any project yet: what they hold is not among the kinds of answer. */
const WITHOUT_ANSWERS: ReadonlyMap<string, string> = new Map([
  ['conll.txt', 'CoNLL holds spans of text, and no kind of answer has spans; nothing is made up instead.'],
  ['coco.json', 'COCO holds boxes in images, and no kind of answer has boxes; nothing is made up instead.'],
]);

/** The format of a file's ending; undefined for one that there is not. */
export function formatOf(extension: string): Format | undefined {
  return FORMATS.find((format) => format.extension === extension);
}

/** Why a format cannot be had with these columns alone; undefined: it can. */
export function whyTooFew(format: Format, columns: readonly DatasetColumn[]): string | undefined {
  const missing = (format.needs ?? []).filter((needed) => !columns.some(({ name }) => name === needed));
  if (missing.length === 0) return undefined;
  return `data.${format.extension} is not possible without the ${missing.length === 1 ? 'column' : 'columns'} ${missing.join(' and ')}. Choose ${missing.length === 1 ? 'it' : 'them'} too, or another format.`;
}

/** Why a known format cannot be had of these answers; undefined: it can, or there is no such format. */
export function whyUnfit(
  extension: string,
  source: Pick<FlatSource, 'inputSchema' | 'outputSchema'>,
): string | undefined {
  return WITHOUT_ANSWERS.get(extension) ?? formatOf(extension)?.unfit?.(source);
}

export { type Format, type FormatContext } from './format.js';
export { csvText } from './csv-buffer.js';
export { ParquetFile } from './parquet.js';
