import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { Clock } from '../../platform/clock/index.js';
import { ExportConfig } from '../../platform/config/index.js';
import { Failures } from '../../platform/failures/index.js';
import { DataFolder } from '../../platform/files/index.js';
import { ProblemError } from '../../platform/http/index.js';
import { newId } from '../../platform/ids/index.js';
import { DatasetReads } from '../dataset-reads.js';
import type { VersionRow } from '../dataset-rows.js';
import type { ExportChoice } from './export-choice.js';
import { runExport } from './run-export.js';
import type { OnBlock } from './write-export.js';

/** A finished file. `etag` is the same wherever and whenever it was made. */
export type ExportFile = { readonly path: string; readonly bytes: number; readonly etag: string };

const FOLDER = 'exports';
const READ_AT_ONCE = 256 * 1024;
const DAY_MS = 24 * 3_600_000;
/** What a process that is gone was writing. */
const ABANDONED_MS = 7 * DAY_MS;
/** Being written: not looked for, and not swept but when it is old. */
const UNFINISHED = '.';

/**
 * Files of frozen versions, kept for some days after they were last asked for. They are a convenience: the same version gives
 * the same bytes, so a process that has no file makes it again, and any part of it can be asked for on any process.
 */
@Injectable()
export class ExportFiles implements OnModuleDestroy {
  private readonly stop: () => void;
  private readonly underWay = new Map<string, Promise<ExportFile>>();

  constructor(
    private readonly folder: DataFolder,
    private readonly reads: DatasetReads,
    private readonly clock: Clock,
    private readonly config: ExportConfig,
    feed: ChangeFeed,
    failures: Failures,
  ) {
    // What was erased must not live on in a file; all of them can be made again.
    const sweeping = failures.of('sweep-exports', 'Removing of files that hold what was erased');
    this.stop = feed.on('erased', () => sweeping.hear(this.sweep(0)));
  }

  onModuleDestroy(): void {
    this.stop();
  }

  /** The file, made first where it is not here yet; callers who ask at the same time share the making, unless they watch it. */
  async get(version: VersionRow, choice: ExportChoice, onBlock?: OnBlock): Promise<ExportFile> {
    const name = nameOf(version, choice);
    const kept = await this.find(name);
    if (kept) return kept;
    if (onBlock) return this.make(name, version, this.writing(version, { ...choice, onBlock }));
    return this.share(name, () => this.make(name, version, this.writing(version, choice)));
  }

  /** The file of this name, made by `write` where it is not here; callers who ask at the same time share the making. */
  async getBy(name: string, version: VersionRow, write: Write): Promise<ExportFile> {
    return (await this.find(name)) ?? this.share(name, () => this.make(name, version, write));
  }

  /** Bytes `start` to `end`, both included. */
  read({ path }: ExportFile, range: { readonly start: number; readonly end: number }): ReadStream {
    return createReadStream(path, { ...range, highWaterMark: READ_AT_ONCE });
  }

  /** Until when a file is kept that is asked for now. */
  keptFrom(now: Date): Date {
    return new Date(now.getTime() + this.config.days * DAY_MS);
  }

  /** Removes files that nobody asked for as long as they are kept. */
  removeOld(): Promise<void> {
    return this.sweep(this.config.days * DAY_MS);
  }

  private async find(name: string): Promise<ExportFile | undefined> {
    const path = join(this.folder.folder(FOLDER), name);
    try {
      const { size } = await stat(path);
      const now = this.clock.now();
      await utimes(path, now, now);
      return { path, bytes: size, etag: `"${name}"` };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  private share(name: string, make: () => Promise<ExportFile>): Promise<ExportFile> {
    const made = this.underWay.get(name) ?? make();
    this.underWay.set(name, made);
    return made.finally(() => this.underWay.delete(name));
  }

  /** Anew, also where it is here; what `write` throws leaves nothing behind. */
  async make(name: string, version: VersionRow, write: Write): Promise<ExportFile> {
    await this.removeOld();
    const folder = this.folder.folder(FOLDER);
    const [workshop, path] = [join(folder, `${UNFINISHED}${newId()}`), join(folder, name)];
    await mkdir(workshop, { mode: 0o700 });
    try {
      const partial = join(workshop, 'file');
      await write(partial, workshop);
      if ((await this.reads.again(version))?.erased_rows !== version.erased_rows)
        throw new ProblemError('conflict', `Rows of dataset ${version.number} were just erased; ask again.`);
      // Only a whole file gets the name that is looked for.
      await rename(partial, path);
    } finally {
      await rm(workshop, { force: true, recursive: true });
    }
    const { size } = await stat(path);
    return { path, bytes: size, etag: `"${name}"` };
  }

  private writing(version: VersionRow, { format, compression, columns, onBlock }: Making): Write {
    return (path, scratch) => {
      const context = this.reads.contextOf(version);
      const chosen = { ...context, columns: columns ?? context.columns, scratch };
      const source = this.reads.blocksOf(version);
      const order = { extension: format.extension, compression, context: chosen, source, path };
      return runExport(order, version.row_count ?? 0, onBlock);
    };
  }

  /** What is being written is left alone unless its process must be gone: `make` sees by itself when rows were erased. */
  private async sweep(keptMs: number): Promise<void> {
    const folder = this.folder.folder(FOLDER);
    const now = this.clock.now().getTime();
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      const oldest = now - (name.startsWith(UNFINISHED) ? ABANDONED_MS : keptMs);
      const seen = await seenAt(path);
      if (seen !== undefined && seen < oldest) await rm(path, { force: true, recursive: true });
    }
  }
}

/** When it was last asked for; undefined where another process has swept it meanwhile. */
async function seenAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a file that is not there yet; `scratch`: a folder for its parts, removed afterwards. */
type Write = (path: string, scratch: string) => Promise<void>;
type Making = ExportChoice & { readonly onBlock?: OnBlock };

/** Erasing rows makes other bytes, and so does another way of writing: each makes another name. */
function nameOf(version: VersionRow, { format, compression, columns }: ExportChoice): string {
  const chosen = columns === null ? '' : `-c${hashOf(columns.map(({ name }) => name).join())}`;
  const erased = version.erased_rows === 0 ? '' : `-${version.erased_rows}`;
  const revision = format.revision === undefined ? '' : `-r${format.revision}`;
  return `${version.id}-${version.sha256?.slice(0, 16)}${erased}${chosen}${revision}.${format.extension}${compression === null ? '' : `.${compression}`}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
