import type { DatasetColumn } from '@handrail/shared/datasets';
import { notFound, ProblemError } from '../../platform/http/index.js';
import { FORMATS, formatOf, whyTooFew, whyUnfit, type Format, type FormatContext } from '../formats/index.js';
import { COMPRESSIONS, type Compression } from './compression.js';

/** One way to have a version: its format, how it is packed, and its columns, all of the version's where null. */
export type ExportChoice = {
  readonly format: Format;
  readonly compression: Compression | null;
  readonly columns: readonly DatasetColumn[] | null;
};

/**
 * What a file's name asks for: `data.jsonl`, `data.csv.gz`.
 *
 * @throws ProblemError `not-found`, or `invalid` where the format cannot hold these answers.
 */
export function choiceOf(
  name: string,
  context: Pick<FormatContext, 'inputSchema' | 'outputSchema' | 'columns'>,
): ExportChoice {
  const compression = COMPRESSIONS.find((ending) => name.endsWith(`.${ending}`)) ?? null;
  const extension = name.slice('data.'.length, compression === null ? undefined : -compression.length - 1);
  const unfit = whyUnfit(extension, context);
  if (unfit !== undefined) throw new ProblemError('invalid', unfit);
  const format = name.startsWith('data.') ? formatOf(extension) : undefined;
  if (!format) throw notFound(`file; there are ${FORMATS.map((one) => `data.${one.extension}`).join(', ')}`);
  return allowed({ format, compression, columns: null }, context);
}

/** @throws ProblemError `invalid` where the format needs more than these columns. */
function allowed(choice: ExportChoice, { columns }: Pick<FormatContext, 'columns'>): ExportChoice {
  const tooFew = whyTooFew(choice.format, choice.columns ?? columns);
  if (tooFew !== undefined) throw new ProblemError('invalid', tooFew);
  return choice;
}

/**
 * With these columns of the version's, in the order of every file; null: all of them.
 *
 * @throws ProblemError `invalid` where the format needs more than these.
 */
export function withColumns(
  choice: ExportChoice,
  names: readonly string[] | null,
  context: Pick<FormatContext, 'columns'>,
): ExportChoice {
  const columns = names && context.columns.filter(({ name }) => names.includes(name));
  return allowed({ ...choice, columns }, context);
}
