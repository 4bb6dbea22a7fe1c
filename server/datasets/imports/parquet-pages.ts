import { parquetSchema, type AsyncBuffer, type FileMetaData, type RowGroup } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';

/** Where a page begins, and with which row of its group, from 0; as the format's own page index has it. */
type Page = {
  readonly offset: bigint;
  /** Of the whole page, its header included, in bytes. */
  readonly compressed_page_size: number;
  readonly first_row_index: bigint;
};
/** By column, its path joined by dots. */
export type Pages = Record<string, Page[]>;

/** A header holds the smallest and the largest value of its page, so most are short, and some are long. */
const HEADER_BYTES = 4096;
const LONGEST_HEADER = 1024 * 1024;

/**
 * The pages of a row group's columns, found from page to page: with them some rows can be read without all before them,
 * though few files have an index of pages, and most have all rows in one group. Columns that hold lists are left out where
 * their pages do not say how many rows they have.
 *
 * @throws Error for a file whose pages do not follow each other.
 */
export async function pagesOf(file: AsyncBuffer, metadata: FileMetaData, group: RowGroup): Promise<Pages> {
  const found: Pages = {};
  for (const { meta_data: column } of group.columns) {
    if (!column) continue;
    const from = Number(column.dictionary_page_offset ?? column.data_page_offset);
    const path = column.path_in_schema;
    const isList = holdsLists(metadata, path);
    const pages = await columnPages(file, { from, to: from + Number(column.total_compressed_size), isList });
    if (pages) found[path.join('.')] = pages;
  }
  return found;
}

type Stretch = { readonly from: number; readonly to: number; readonly isList: boolean };

async function columnPages(file: AsyncBuffer, { from, to, isList }: Stretch): Promise<Page[] | undefined> {
  const pages: Page[] = [];
  let row = 0;
  for (let at = from; at < to;) {
    const { header, bytes } = await headerAt(file, at, to);
    const size = bytes + header.compressed_page_size;
    if (!(header.compressed_page_size >= 0) || at + size > to) throw new Error(`a page at byte ${at} is cut off`);
    const rows = header.data_page_header_v2?.num_rows ?? (isList ? undefined : header.data_page_header?.num_values);
    if (header.type === 'DATA_PAGE' || header.type === 'DATA_PAGE_V2') {
      if (rows === undefined) return undefined;
      pages.push({ offset: BigInt(at), compressed_page_size: size, first_row_index: BigInt(row) });
      row += rows;
    }
    at += size;
  }
  return pages.length === 0 ? undefined : pages;
}

async function headerAt(file: AsyncBuffer, at: number, to: number) {
  for (let length = HEADER_BYTES; ; length *= 4) {
    const view = new DataView(await file.slice(at, Math.min(to, at + length)));
    const reader = { view, offset: 0 };
    try {
      return { header: parquetHeader(reader), bytes: reader.offset };
    } catch (error) {
      // It may go on behind what was read of it.
      if (length >= LONGEST_HEADER || at + length >= to) throw error;
    }
  }
}

/** Whether a column's values may be more or fewer than its rows. */
function holdsLists(metadata: FileMetaData, path: readonly string[]): boolean {
  let node = parquetSchema(metadata);
  for (const name of path) {
    const child = node.children.find(({ element }) => element.name === name);
    if (!child) return true;
    if (child.element.repetition_type === 'REPEATED') return true;
    node = child;
  }
  return false;
}
