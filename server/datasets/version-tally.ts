import { createHash } from 'node:crypto';
import {
  addToProfile,
  addToShape,
  addToTally,
  cardOf,
  DATASET_COLUMNS,
  emptyProfile,
  emptyShape,
  emptyTally,
  profileOf,
  shapeOf,
  type DatasetCard,
  type DatasetColumn,
  type DatasetProfile,
  type DatasetRow,
  type DatasetShape,
  type ProfileTally,
} from '@handrail/shared/datasets';
import type { InputSchema, OutputSchema } from '@handrail/shared/schema';
import { toLine } from './dataset-rows.js';
import type { FrozenRow } from './frozen.sql.js';

/** Rows that are stored together; `done`: the last one's place in the version, from 1. */
export type Batch = { readonly rows: readonly FrozenRow[]; readonly lines: readonly string[]; readonly done: number };

/** All that is known of a version's rows. */
export type Counted = {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly card: DatasetCard;
  readonly shape: DatasetShape;
  readonly profile: DatasetProfile;
};

/** A batch is full at the first of these. */
const MOST_ROWS = 1000;
const MOST_CHARACTERS = 2_000_000;
const DIGEST_DIGITS = 32;

/** Gathers a version's rows into batches, and counts and hashes them on the way; of flat size. */
export class VersionTally {
  private readonly hash = createHash('sha256');
  private readonly card;
  private readonly shape = emptyShape();
  private rows: FrozenRow[] = [];
  private lines: string[] = [];
  private bytes = 0;
  private characters = 0;

  private readonly profile: ProfileTally;

  /** `columns`: those of the canonical file, whose hash names the version; what is stored has all. */
  constructor(
    private readonly columns: readonly DatasetColumn[],
    { inputSchema, outputSchema }: { readonly inputSchema: InputSchema; readonly outputSchema: OutputSchema },
  ) {
    this.card = emptyTally(outputSchema);
    this.profile = emptyProfile(inputSchema, outputSchema);
  }

  /** Gives a batch where this row filled it. */
  add(row: DatasetRow): Batch | undefined {
    const full = toLine(row, DATASET_COLUMNS);
    const line = this.columns.length === DATASET_COLUMNS.length ? full : toLine(row, this.columns);
    this.hash.update(line);
    this.bytes += Buffer.byteLength(line);
    addToTally(this.card, row);
    addToShape(this.shape, row);
    addToProfile(this.profile, row);
    const digest = createHash('sha256').update(line).digest('hex').slice(0, DIGEST_DIGITS);
    this.rows.push({ case_id: row.id, digest });
    this.lines.push(full);
    this.characters += full.length;
    return this.rows.length >= MOST_ROWS || this.characters >= MOST_CHARACTERS ? this.rest() : undefined;
  }

  /** What is not in a batch yet. */
  rest(): Batch {
    const batch = { rows: this.rows, lines: this.lines, done: this.card.rows };
    [this.rows, this.lines, this.characters] = [[], [], 0];
    return batch;
  }

  /** Once, after the last row. */
  end(): Counted {
    return {
      rows: this.card.rows,
      bytes: this.bytes,
      sha256: this.hash.digest('hex'),
      card: cardOf(this.card),
      shape: shapeOf(this.shape),
      profile: profileOf(this.profile),
    };
  }
}
