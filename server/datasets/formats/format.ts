import type {
  DatasetAbout,
  DatasetCard,
  DatasetRow,
  FlatSource,
  Protection,
  VersionDrift,
} from '@handrail/shared/datasets';
import type { FrozenBlock } from '../frozen-block.js';

/** What a format may need to know besides the rows. */
export type FormatContext = FlatSource & {
  readonly name: string;
  readonly number: number;
  readonly card: DatasetCard;
  /** Null: there is no version before, or none to compare with. */
  readonly drift: VersionDrift | null;
  readonly about?: DatasetAbout | undefined;
  /** What was done to fields on their way out. */
  readonly protection: Readonly<Record<string, Protection>>;
  /** Of the canonical JSONL. */
  readonly sha256: string;
  readonly createdAt: Date;
  /** An empty folder for parts that have to be whole before they can be sent; it is removed afterwards. */
  readonly scratch: string;
};

/**
 * A way to write a dataset's rows as one file. The bytes depend on rows and context alone, so the same version gives the
 * same file on every day and process; memory stays flat.
 */
export type Format = {
  /** Ending of the file and word in the URL: `data.<extension>`. */
  readonly extension: string;
  readonly contentType: string;
  /** A tar archive, which may go on with further files. */
  readonly isFolder?: boolean;
  /** Counted up when the same rows give other bytes than before, so that nobody goes on with half of the former file. */
  readonly revision?: number;
  /** Columns without which there is no such file; of the others it has those that were chosen. Absent: it needs none. */
  readonly needs?: readonly (keyof DatasetRow)[];
  /** Why a project's answers or inputs cannot be had this way; undefined: they can. */
  readonly unfit?: (source: Pick<FlatSource, 'inputSchema' | 'outputSchema'>) => string | undefined;
  readonly write: (blocks: AsyncIterable<FrozenBlock>, context: FormatContext) => AsyncIterable<Uint8Array | string>;
};
