import type { DatasetRow, FlatRow } from '@handrail/shared/datasets';
import { toFlatRow } from './flat-row.js';

/** Some hundred rows that follow each other, as lines of JSON with all columns. */
export type FrozenBlock = {
  /** UTF-8; every line ends with a line feed. */
  readonly lines: Uint8Array;
  readonly rows: () => readonly DatasetRow[];
  /** One after the other, so that none outlives its use. */
  readonly flatRows: () => Iterable<FlatRow>;
};

/** Lines as `packed` was given them. */
export function toBlock(lines: Buffer): FrozenBlock {
  return {
    lines,
    rows: () => [...textLines(lines)].map((line) => JSON.parse(line) as DatasetRow),
    flatRows: function* () {
      for (const line of textLines(lines)) yield toFlatRow(line);
    },
  };
}

const LINE_FEED = 10;

/**
 * One line after the other, each a text of its own: parts of one long text would keep all of it, and what is that long
 * is only collected with the whole heap. The last character is a line feed.
 */
function* textLines(lines: Buffer): Generator<string> {
  for (let from = 0; from < lines.length;) {
    const to = lines.indexOf(LINE_FEED, from);
    yield lines.toString('utf8', from, to);
    from = to + 1;
  }
}
