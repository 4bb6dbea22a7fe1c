import type { DatasetPartsFragment, ExportPartsFragment } from '../lib/generated/graphql';
import { count, size, time } from '../ui/format';
import { isolated } from '../ui/visible-text';

type Version = Pick<DatasetPartsFragment, 'state' | 'rowsDone' | 'rowsExpected' | 'failure' | 'changes' | 'rows'>;

/** How far a version is, in words. */
export function stateInWords({ state, rowsDone, rowsExpected, failure, rows }: Version): string {
  switch (state) {
    case 'BUILDING':
      if (rowsDone === 0) return 'Creating …';
      return `Creating: ${count(rowsDone)}${rowsExpected === null ? '' : ` of about ${count(rowsExpected)}`} rows so far`;
    case 'FAILED':
      return `Given up: ${isolated(failure ?? 'no reason was kept')}`;
    case 'CANCELLED':
      return failure ?? 'Cancelled';
    case 'READY':
      return `${count(rows ?? 0)} ${rows === 1 ? 'row' : 'rows'}`;
  }
}

/** Against the version before of the same name. */
export function changesInWords({ changes, state }: Version): string {
  if (!changes) return state === 'READY' ? 'First of its name' : '–';
  const { added, removed, changed, against } = changes;
  if (added + removed + changed === 0) return `Nothing since ${against}`;
  const parts = [
    added > 0 && `${count(added)} added`,
    changed > 0 && `${count(changed)} changed`,
    removed > 0 && `${count(removed)} removed`,
  ].filter(Boolean);
  return `${parts.join(', ')} since ${against}`;
}

const ERASED_WHY = {
  ON_REQUEST: 'on request',
  BY_AGE: 'because they were older than the project keeps cases',
} as const;

/** How many rows are gone, and why. */
export function erasedInWords({ erasedRows, erasures }: Pick<DatasetPartsFragment, 'erasedRows' | 'erasures'>): string {
  const whole = `${count(erasedRows)} of its rows ${erasedRows === 1 ? 'was' : 'were'} erased since it was frozen`;
  const reasons = erasures.map(({ why, rows, last }) => `${count(rows)} ${ERASED_WHY[why]}, the last on ${time(last)}`);
  return `${whole}${reasons.length === 0 ? '' : `: ${reasons.join('; ')}`}.`;
}

type Tally = NonNullable<ExportPartsFragment['mediaTally']>;

/** What became of the media of an archive. */
export function mediaInWords({ references, files, bytes, missing, changed }: Tally): string {
  const parts = [
    `${count(files)} media files (${size(bytes)}) of ${count(references)} values`,
    missing > 0 && `${count(missing)} could not be had: see missing.jsonl`,
    changed > 0 && `${count(changed)} are others than when first packed: see changed.jsonl`,
  ].filter(Boolean);
  return parts.join('; ');
}

/** By a file's ending. */
const FORMAT_WORDS: Readonly<Record<string, string>> = {
  jsonl: 'JSONL',
  csv: 'CSV',
  parquet: 'Parquet',
  arrows: 'Arrow',
  'label-studio.json': 'Label Studio',
  'argilla.json': 'Argilla',
  'spacy.jsonl': 'spaCy and Prodigy',
  'fasttext.txt': 'fastText',
  'hf.tar': 'Hugging Face folder',
};
export const PACKED_WORDS: Readonly<Record<string, string>> = { gz: 'gzip', zst: 'zstd' };

export function formatInWords(extension: string): string {
  return FORMAT_WORDS[extension] ?? extension;
}
