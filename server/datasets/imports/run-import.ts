import { Injectable } from '@nestjs/common';
import {
  BrokenFile,
  importRows,
  importSettingsSchema,
  type FileRow,
  type ImportContext,
} from '@handrail/shared/imports';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, UnitOfWork, type Tx } from '../../platform/database/index.js';
import type { JobRun } from '../../platform/queue/index.js';
import { ProjectDirectory, type ProjectInForce } from '../../projects/index.js';
import { ImportProgress, NotWanted } from './import-progress.js';
import { endImport } from './end-import.js';
import { IMPORTS, type ImportRecord } from './import-rows.js';
import { openRows } from './read-rows.js';
import { SourceFile } from './source-file.js';
import { lockKeys } from './known-keys.sql.js';
import { storeRows, type GoodRow, type RowOutcome, type StoredImport } from './store-rows.js';

/** Stored at a time. What is sent of them stays under 128 kB, which is collected at once; more only with the whole heap. */
const BATCH = 100;

/** Nothing is to be kept: ends the one transaction of all rows. */
class NothingKept extends Error {}

/**
 * Imports a file's rows, some hundred at a time, with flat memory. Good rows are kept and bad ones reported; or, where it
 * was so chosen, one bad row means that nothing is kept: then all rows are one transaction, and every row is looked at all
 * the same, so that everything that is wrong is told at once. What was stored by a run that was cut off is not stored again.
 */
@Injectable()
export class RunImport {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly directory: ProjectDirectory,
    private readonly feed: ChangeFeed,
  ) {}

  /** Gives the import as it ended, or undefined where it was at its end before. */
  async run(importId: string, job: JobRun): Promise<ImportRecord | undefined> {
    try {
      return await this.runUnlessEnded(importId, job);
    } catch (error) {
      if (error instanceof NotWanted) return undefined;
      throw error;
    }
  }

  private async runUnlessEnded(importId: string, { signal, isLastTry }: JobRun): Promise<ImportRecord | undefined> {
    const [record] = await this.database.query<ImportRecord>(`${IMPORTS} where id = $1`, [importId]);
    if (record?.state !== 'running') return undefined;
    const progress = new ImportProgress(this.unitOfWork, this.clock, this.feed, record);
    await progress.begin();
    try {
      await this.work(record, progress, signal);
    } catch (error) {
      if (error instanceof NotWanted) throw error;
      signal.throwIfAborted();
      const isTheirs = error instanceof BrokenFile || error instanceof NothingKept;
      if (!isTheirs && !isLastTry) throw error;
      const keeps = importSettingsSchema.parse(record.settings).onBadRow === 'keep-good';
      const why = isTheirs ? error.message : 'It did not work on our side; send the file again.';
      await progress.fail(keeps && isTheirs ? `${why} The rows before it were kept.` : why, { keeps });
      if (!isTheirs) throw error;
      return undefined;
    }
    await progress.finish();
    return record;
  }

  /** Ends an import that no process gets to its end. The rows that were stored before stay, and are counted. */
  async setAside(importId: string, failure: string): Promise<void> {
    await endImport({ unitOfWork: this.unitOfWork, clock: this.clock, feed: this.feed }, importId, {
      state: 'failed',
      failure,
    });
  }

  private async work(record: ImportRecord, progress: ImportProgress, signal: AbortSignal): Promise<void> {
    const settings = importSettingsSchema.parse(record.settings);
    const project = await this.directory.get(record.project_id);
    const context = {
      settings,
      inputSchema: project.inputSchema,
      outputSchema: project.outputSchema,
      now: this.clock.now(),
    };
    const given = { record, context, project, progress, signal };
    if (settings.onBadRow === 'keep-good')
      return this.eachBatch(given, (rows) =>
        this.unitOfWork.run(async (tx) => {
          await lockForKeys(tx, given);
          await assertRunning(tx, record.id, { isLocked: true });
          return this.store(tx, given, rows);
        }),
      );
    await this.unitOfWork.run(async (tx) => {
      await progress.begin();
      await lockForKeys(tx, given);
      // Looked at without a lock, which would keep whoever cancels waiting for all rows.
      await this.eachBatch(given, async (rows) => {
        await assertRunning(tx, record.id, { isLocked: false });
        return this.store(tx, given, rows);
      });
      await assertRunning(tx, record.id, { isLocked: true });
      if (progress.bad > 0)
        throw new NothingKept(
          `${progress.bad} ${progress.bad === 1 ? 'row does' : 'rows do'} not fit, so nothing was imported, as you chose.`,
        );
    });
  }

  private async eachBatch(given: Given, store: (rows: GoodRow[]) => Promise<RowOutcome[]>): Promise<void> {
    const { record, context, progress, signal } = given;
    if (record.format === null) throw new BrokenFile('The file was not sent to its end.');
    const file = new SourceFile(this.database, record.id, Number(record.byte_count));
    let good: GoodRow[] = [];
    const flush = async (): Promise<void> => {
      const rows = good;
      good = [];
      const outcomes = rows.length === 0 ? [] : await store(rows);
      rows.forEach(({ number }, index) => progress.count(number, outcomes[index] ?? { kind: 'new', errors: [] }));
      await progress.tell();
    };
    const { rows } = openRows(watched(file, progress), record.format, context.settings.mapping.reading);
    for await (const one of rows) {
      signal.throwIfAborted();
      const read = readOne(one, context);
      if (read.ok) good.push({ number: one.number, row: read.row, more: read.more });
      else progress.count(one.number, { kind: 'bad', errors: read.errors });
      if (good.length >= BATCH) await flush();
    }
    await flush();
  }

  private async store(tx: Tx, { record, context, project }: Given, rows: GoodRow[]): Promise<RowOutcome[]> {
    const into: StoredImport = {
      importId: record.id,
      fileName: record.file_name,
      settings: context.settings,
      now: context.now,
    };
    const outcomes = await storeRows(tx, project, { into, rows });
    await this.feed.publish(tx, { type: 'decided', projectId: project.id, caseIds: [] });
    return outcomes;
  }
}

type Given = {
  readonly record: ImportRecord;
  readonly context: ImportContext & { readonly settings: StoredImport['settings'] };
  readonly project: ProjectInForce;
  readonly progress: ImportProgress;
  readonly signal: AbortSignal;
};

/** Before the import's own row is locked, so that whoever cancels waits for this import only. */
async function lockForKeys(tx: Tx, { context, project }: Given): Promise<void> {
  if (context.settings.mapping.key !== undefined) await lockKeys(tx, project.id);
}

/** Locked: a cancelling comes before or after this transaction, so that what was stored is counted. @throws NotWanted */
async function assertRunning(tx: Tx, importId: string, { isLocked }: { readonly isLocked: boolean }): Promise<void> {
  const rows = await tx.query(
    `select 1 from label_import where id = $1 and state = 'running' ${isLocked ? 'for share' : ''}`,
    [importId],
  );
  if (rows.length === 0) throw new NotWanted('It was cancelled.');
}

function readOne(one: FileRow, context: ImportContext) {
  if ('row' in one) return importRows(one.row, one.more ?? [], context);
  return { ok: false, errors: [{ column: null, detail: one.problem }] } as const;
}

/** The file, telling how much of it was read. */
function watched(file: SourceFile, progress: ImportProgress): SourceFile {
  const slice = file.slice.bind(file);
  const bytes = file.bytes.bind(file);
  return Object.assign(file, {
    async slice(start: number, end?: number) {
      progress.read(start / file.byteLength);
      return slice(start, end);
    },
    async *bytes() {
      let at = 0;
      for await (const part of bytes()) {
        progress.read(at / file.byteLength);
        at += part.length;
        yield part;
      }
    },
  });
}
