import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { ProblemError } from '../../platform/http/index.js';
import { AddressRules } from '../../platform/outbound/index.js';
import { DatasetReads } from '../dataset-reads.js';
import type { VersionRow } from '../dataset-rows.js';
import type { ExportChoice } from '../exports/export-choice.js';
import { ExportFiles, type ExportFile } from '../exports/export-files.js';
import { MEDIA_STEPS, type ExportRow } from '../exports/export-rows.js';
import { hashOfFile } from '../exports/hash-of-file.js';
import type { OnBlock } from '../exports/write-export.js';
import { FetchMedia } from './fetch-media.js';
import { mediaFields } from './media-fields.js';
import type { MediaTally } from './media-folder.js';
import { writePack } from './write-pack.js';

const NOTE =
  'The data file is the same byte for byte whenever it is made. The media are on other servers: they are as they were when this archive was made, named by their SHA-256. missing.jsonl: what could not be had, and why. changed.jsonl: what is another than when media of this version were first packed.';

type Making = { readonly choice: ExportChoice; readonly onBlock: OnBlock; readonly signal: AbortSignal };

/** Archives of a version’s file with the media of its rows beside it. */
@Injectable()
export class PackMedia {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: AddressRules,
    private readonly reads: DatasetReads,
    private readonly files: ExportFiles,
  ) {}

  /** Fetches all anew. `onBlock` is told how many steps are done, `MEDIA_STEPS` for each block. */
  async make(
    row: ExportRow,
    version: VersionRow,
    { choice, onBlock, signal }: Making,
  ): Promise<{ file: ExportFile; media: MediaTally }> {
    let media: MediaTally | undefined;
    const file = await this.files.make(nameOf(row), version, async (path, scratch) => {
      media = await this.write(version, { choice, onBlock, signal, path, scratch });
    });
    if (!media) throw new Error('The archive was not written.');
    return { file, media };
  }

  /**
   * The archive of an export that is ready. A process that does not have it makes it again. @throws ProblemError `gone` where
   * media are not what they were then: half of one archive is not to be continued by another.
   */
  async get(row: ExportRow, version: VersionRow, choice: ExportChoice): Promise<ExportFile> {
    return this.files.getBy(nameOf(row), version, async (path, scratch) => {
      const { signal } = new AbortController();
      await this.write(version, { choice, onBlock: () => Promise.resolve(), signal, path, scratch });
      if ((await hashOfFile(path)) === row.sha256) return;
      await this.database.query('update dataset_export set kept_until = $2 where id = $1', [row.id, this.clock.now()]);
      throw new ProblemError(
        'gone',
        'This archive is not here any more, and media of it are not what they were. Start another: the version is still there.',
      );
    });
  }

  private async write(
    version: VersionRow,
    { choice, onBlock, signal, path, scratch }: Making & { readonly path: string; readonly scratch: string },
  ): Promise<MediaTally> {
    const context = this.reads.contextOf(version);
    const columns = choice.columns ?? context.columns;
    const steps = (blocks: number): Promise<void> => onBlock(Math.floor((blocks * MEDIA_STEPS) / 2));
    let blocks = 0;
    const data = await this.files.get(version, choice, (done) => steps((blocks = done)));
    const { extension, isFolder = false } = choice.format;
    const name = `data.${extension}${choice.compression === null ? '' : `.${choice.compression}`}`;
    const sha256 = await hashOfFile(data.path);
    const about = {
      dataset: { name: version.name, number: version.number, rows: version.row_count, sha256: version.sha256 },
      data: isFolder ? { path: '.', format: extension } : { path: name, bytes: data.bytes, sha256 },
      note: NOTE,
      card: version.card,
    };
    return writePack(
      {
        versionId: version.id,
        data: { path: data.path, name, bytes: data.bytes, isFolder },
        columns,
        fields: mediaFields({ ...context, columns }),
        about,
        path,
        scratch,
        onStep: (done) => steps(blocks + done),
      },
      this.database,
      new FetchMedia(this.rules, signal),
    );
  }
}

function nameOf({ id }: ExportRow): string {
  return `media-${id}.tar`;
}
