import type { DatasetColumn, DatasetRow } from '@handrail/shared/datasets';
import type { InputSchema, OutputSchema } from '@handrail/shared/schema';

/** What a format may need to know besides the rows. */
export type FormatContext = {
  readonly name: string;
  readonly number: number;
  readonly inputSchema: InputSchema;
  readonly outputSchema: OutputSchema;
  /** Those that were chosen, in their order; formats that are not tables take what they need. */
  readonly columns: readonly DatasetColumn[];
};

/**
 * A way to write a dataset's rows as one file. The bytes depend on rows and context alone, so the same version gives the
 * same file on every day and process; memory stays flat.
 */
export type Format = {
  /** Ending of the file and word in the URL: `data.<extension>`. */
  readonly extension: string;
  readonly contentType: string;
  readonly write: (rows: AsyncIterable<DatasetRow>, context: FormatContext) => AsyncIterable<Uint8Array | string>;
};
