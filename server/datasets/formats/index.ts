import { ARGILLA } from './argilla.js';
import { CSV } from './csv.js';
import { FASTTEXT } from './fasttext.js';
import type { Format } from './format.js';
import { JSONL } from './jsonl.js';
import { LABEL_STUDIO } from './label-studio.js';
import { PRODIGY } from './prodigy.js';

/** Every format that a dataset can be had in. */
export const FORMATS: readonly Format[] = [JSONL, CSV, LABEL_STUDIO, ARGILLA, PRODIGY, FASTTEXT];

/** The format of a file's ending; undefined for one that there is not. */
export function formatOf(extension: string): Format | undefined {
  return FORMATS.find((format) => format.extension === extension);
}

export { type Format, type FormatContext } from './format.js';
