import type { ImportPurpose } from '@handrail/shared/imports';
import type { ImportPartsFragment } from '../lib/generated/graphql';
import { count, percent } from '../ui/format';
import { isolated } from '../ui/visible-text';

export const PURPOSES: Readonly<Record<ImportPurpose, { readonly name: string; readonly says: string }>> = {
  training: {
    name: 'Training data',
    says: 'Labels that others gave. Models learn from them; no estimate counts them.',
  },
  gold: { name: 'Gold cases', says: 'The right answer is known. It is the label, whatever anybody answers later.' },
  past: {
    name: 'The past of a previous system',
    says: 'What another system decided. Machines are compared with it before the first live case.',
  },
};

type Parts = Pick<
  ImportPartsFragment,
  | 'state'
  | 'rowsDone'
  | 'rowsStored'
  | 'rowsBad'
  | 'rowsUpdated'
  | 'rowsUnchanged'
  | 'rowsApart'
  | 'rowsConflicting'
  | 'shareDone'
  | 'failure'
>;

/** How far an import is, in words. */
export function importInWords(file: Parts): string {
  const { state, rowsDone, rowsStored, rowsBad, rowsConflicting, shareDone, failure } = file;
  const why = rowsConflicting === 0 ? '' : ` (${count(rowsConflicting)} because of their key)`;
  const bad = rowsBad === 0 ? '' : `, ${rows(rowsBad)} left out${why}`;
  switch (state) {
    case 'UPLOADING':
      return 'Being sent …';
    case 'UPLOADED':
      return 'Sent; not imported yet';
    case 'RUNNING':
      return `${percent(shareDone)} of the file, ${rows(rowsDone)} so far${bad}`;
    case 'DONE':
      return `${storedInWords(file)}${bad}`;
    case 'FAILED':
      return `Given up: ${isolated(failure ?? 'no reason was kept')}`;
    case 'CANCELLED':
      return rowsStored === 0 ? 'Cancelled; nothing was imported' : `Cancelled; ${rows(rowsStored)} imported before`;
  }
}

/** Rows whose key was imported before are no new cases. */
function storedInWords({ rowsStored, rowsUpdated, rowsUnchanged, rowsApart }: Parts): string {
  const apart = rowsApart === 0 ? '' : ` (${count(rowsApart)} under keys of other cases that were imported before)`;
  if (rowsUpdated + rowsUnchanged === 0) return `${rows(rowsStored)} imported${apart}`;
  return `${rows(rowsStored - rowsUpdated)} new${apart}, ${count(rowsUpdated)} updated, ${count(rowsUnchanged)} as they were`;
}

function rows(number: number): string {
  return `${count(number)} ${number === 1 ? 'row' : 'rows'}`;
}

const FORMATS: Readonly<Record<string, string>> = {
  csv: 'CSV',
  ndjson: 'JSON lines',
  json: 'a JSON list',
  'label-studio': 'Label Studio',
  parquet: 'Parquet',
};

export function fileFormatInWords(format: string): string {
  return FORMATS[format] ?? format;
}
