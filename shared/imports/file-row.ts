import type { SourceRow } from './import-row.js';

/**
 * A row with its number from 1 (CSV: the line on which it begins), or why it is none. `more`: further answers to the same
 * case, each with the columns that differ from the row's.
 */
export type FileRow =
  | { readonly number: number; readonly row: SourceRow; readonly more?: readonly SourceRow[] }
  | { readonly number: number; readonly problem: string };

/** What reads rows out of a text that comes piece by piece. */
export type RowReader = {
  /** Columns that the text names itself; none yet where it has not come to them, or names none. */
  readonly columns: readonly string[];
  /** What a person should know of how it is read, one sentence each. */
  readonly notes: readonly string[];
  /** The rows that are complete with this piece. @throws BrokenFile where it cannot be read on. */
  add(text: string): FileRow[];
  /** The rows that are complete because nothing follows. @throws BrokenFile where it was cut off. */
  end(): FileRow[];
};

/** Says, in words for whoever sent the file, why it cannot be read from here on. */
export class BrokenFile extends Error {}

/** No row of a file is longer, in UTF-16 units. */
export const LONGEST_ROW = 8 * 1024 * 1024;
/** More columns than this are no table of cases. */
export const MAX_COLUMNS = 1000;
