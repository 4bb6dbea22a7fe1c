import type { RowError } from '@handrail/shared/imports';
import type { ChangeFeed } from '../../platform/change-feed/index.js';
import type { Clock } from '../../platform/clock/index.js';
import type { UnitOfWork } from '../../platform/database/index.js';
import type { ImportRecord } from './import-rows.js';
import type { RowOutcome } from './store-rows.js';

/** Whoever watches is told so often. */
const TELL_EVERY_MS = 500;
/** More are counted, but not kept one by one. */
const MOST_ERRORS = 10_000;

/** Somebody has cancelled it, or taken it away: nothing more is to be stored. */
export class NotWanted extends Error {}

/** What became of rows whose key was imported before. */
const NONE = { apart: 0, updated: 0, unchanged: 0, conflict: 0 };

type End = { readonly state: 'done' | 'failed'; readonly failure: string | null; readonly keeps: boolean };
type Kept = { row: number; ordinal: number; column: string | null; detail: string };

/** How far an import is, and what is wrong in its file; written beside the rows, so that it is seen while they come. */
export class ImportProgress {
  /** Rows that do not fit. */
  bad = 0;
  private done = 0;
  private of = { ...NONE };
  private share = 0;
  private keptErrors = 0;
  private waiting: Kept[] = [];
  private toldAt = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly record: Pick<ImportRecord, 'id' | 'project_id'>,
  ) {}

  /** Forgets what a run before had counted: this one counts all rows again. */
  async begin(): Promise<void> {
    [this.bad, this.done, this.share, this.keptErrors, this.waiting] = [0, 0, 0, 0, []];
    this.of = { ...NONE };
    await this.unitOfWork.run((tx) =>
      tx.query('delete from label_import_error where import_id = $1', [this.record.id]),
    );
  }

  /** A row that was looked at: what became of it, or what is wrong with it. */
  count(
    row: number,
    { kind, errors }: RowOutcome | { readonly kind: 'bad'; readonly errors: readonly RowError[] },
  ): void {
    this.done += 1;
    if (kind !== 'new' && kind !== 'bad') this.of[kind] += 1;
    if (errors.length === 0) return;
    this.bad += 1;
    for (const [ordinal, { column, detail }] of errors.entries()) {
      if (this.keptErrors >= MOST_ERRORS) return;
      this.keptErrors += 1;
      this.waiting.push({ row, ordinal, column, detail: detail.slice(0, 500) });
    }
  }

  /** How much of the file was read, in [0, 1]. */
  read(share: number): void {
    this.share = Math.max(this.share, Math.min(1, share));
  }

  async tell(): Promise<void> {
    const now = this.clock.now().getTime();
    if (now - this.toldAt < TELL_EVERY_MS && this.waiting.length < 1000) return;
    this.toldAt = now;
    await this.write();
  }

  async finish(): Promise<void> {
    this.share = 1;
    await this.write({ state: 'done', failure: null, keeps: true });
  }

  /** `keeps`: whether the rows that were stored before it stay. */
  async fail(failure: string, { keeps }: { readonly keeps: boolean }): Promise<void> {
    await this.write({ state: 'failed', failure, keeps });
  }

  /** At the end the file goes: it may hold what has to be erased one day. @throws NotWanted where it does not run any more. */
  private async write(end?: End): Promise<void> {
    const errors = this.waiting;
    this.waiting = [];
    const { id, project_id: projectId } = this.record;
    await this.unitOfWork.run(async (tx) => {
      // Held to the end, so that a cancelling comes before or after all of this; labels may be stored meanwhile.
      const running = await tx.query(
        `select 1 from label_import where id = $1 and state = 'running' for no key update`,
        [id],
      );
      if (running.length === 0) throw new NotWanted('It was cancelled.');
      await tx.query(
        `insert into label_import_error (import_id, row_number, ordinal, column_name, detail)
         select $1, "row", ordinal, "column", detail from jsonb_to_recordset($2::jsonb) as r("row" integer, ordinal integer, "column" text, detail text)
         on conflict do nothing`,
        [id, JSON.stringify(errors)],
      );
      const isKept = end?.keeps !== false;
      const stored = isKept ? this.done - this.bad - this.of.unchanged : 0;
      const { apart, updated, unchanged, conflict } = isKept ? this.of : { ...NONE, conflict: this.of.conflict };
      await tx.query(
        `update label_import set rows_done = $2, rows_bad = $3, rows_stored = $4, share_done = $5, rows_updated = $9, rows_unchanged = $10, rows_conflicting = $11, rows_apart = $12, state = coalesce($6, state), failure = $7,
                ended_at = case when $6::text is null then null else $8::timestamptz end where id = $1`,
        [
          id,
          this.done,
          this.bad,
          stored,
          this.share,
          end?.state ?? null,
          end?.failure ?? null,
          this.clock.now(),
          updated,
          unchanged,
          conflict,
          apart,
        ],
      );
      if (end) await tx.query('delete from label_import_chunk where import_id = $1', [id]);
      await this.feed.publish(tx, { type: 'datasets', projectId });
    });
  }
}
