import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import type { JobRun } from '../../platform/queue/index.js';
import { DatasetReads } from '../dataset-reads.js';
import { VERSIONS, type VersionRow } from '../dataset-rows.js';
import type { MediaTally } from '../packs/media-folder.js';
import { PackMedia } from '../packs/pack-media.js';
import { ExportFiles, type ExportFile } from './export-files.js';
import { announceExport } from './announce-export.js';
import { choiceOf, withColumns } from './export-choice.js';
import { hashOfFile } from './hash-of-file.js';
import { beginExport, endExport, EXPORTS, noteProgress, type ExportRow } from './export-rows.js';

/** Whoever watches is told how far it is so often. */
const TELL_EVERY_MS = 500;

/** Somebody has cancelled it, or another run has ended it. */
class NotWanted extends Error {}

type Made = { readonly file: ExportFile; readonly media?: MediaTally };

/** Makes the file of an export. A run that was cut off begins again; one that has ended is left alone. */
@Injectable()
export class MakeExport {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly files: ExportFiles,
    private readonly packs: PackMedia,
    private readonly versions: DatasetReads,
  ) {}

  async run(exportId: string, { signal, isLastTry }: JobRun): Promise<void> {
    const [row] = await this.database.query<ExportRow>(`${EXPORTS} where e.id = $1`, [exportId]);
    if (row?.state !== 'running') return;
    try {
      if (!(await this.unitOfWork.run((tx) => beginExport(tx, exportId)))) return;
      const { file, media } = await this.file(row, signal);
      const sha256 = await hashOfFile(file.path);
      const now = this.clock.now();
      const kept_until = this.files.keptFrom(now);
      await this.end(row, { state: 'ready', failure: null, sha256, bytes: file.bytes, kept_until, media, now });
    } catch (error) {
      if (error instanceof NotWanted) return;
      // This process stops; another one makes it.
      signal.throwIfAborted();
      if (!isLastTry) throw error;
      const failure = error instanceof Error ? error.message.slice(0, 500) : 'failed';
      const now = this.clock.now();
      await this.end(row, { state: 'failed', failure, sha256: null, bytes: null, kept_until: null, now });
      throw error;
    }
  }

  /** Ends an export that no process gets to its end. */
  async setAside(exportId: string, failure: string): Promise<void> {
    const [row] = await this.database.query<ExportRow>(`${EXPORTS} where e.id = $1`, [exportId]);
    const now = this.clock.now();
    if (row) await this.end(row, { state: 'failed', failure, sha256: null, bytes: null, kept_until: null, now });
  }

  private async file(row: ExportRow, signal: AbortSignal): Promise<Made> {
    const [version] = await this.database.query<VersionRow>(`${VERSIONS} where v.project_id = $1 and v.number = $2`, [
      row.project_id,
      row.number,
    ]);
    if (!version) throw new NotWanted();
    const context = this.versions.contextOf(version);
    const choice = withColumns(choiceOf(row.file, context), row.columns, context);
    let told = 0;
    const onBlock = async (blocks: number): Promise<void> => {
      signal.throwIfAborted();
      const now = this.clock.now().getTime();
      if (now - told < TELL_EVERY_MS) return;
      told = now;
      await this.tell(row, blocks);
    };
    if (row.media) return this.packs.make(row, version, { choice, onBlock, signal });
    return { file: await this.files.get(version, choice, onBlock) };
  }

  private async tell(row: ExportRow, blocks: number): Promise<void> {
    const runs = await this.unitOfWork.run(async (tx) => {
      await this.feed.publish(tx, { type: 'datasets', projectId: row.project_id });
      return noteProgress(tx, row.id, blocks);
    });
    if (!runs) throw new NotWanted();
  }

  private async end(row: ExportRow, end: Parameters<typeof endExport>[2]): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const isEnd = await endExport(tx, row.id, end);
      await this.feed.publish(tx, { type: 'datasets', projectId: row.project_id });
      if (isEnd) await announceExport(tx, row, end);
    });
  }
}
