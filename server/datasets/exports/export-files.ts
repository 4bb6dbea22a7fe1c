import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { Clock } from '../../platform/clock/index.js';
import { DataFolder } from '../../platform/files/index.js';
import { ProblemError } from '../../platform/http/index.js';
import { newId } from '../../platform/ids/index.js';
import { DatasetReads } from '../dataset-reads.js';
import type { VersionRow } from '../dataset-rows.js';
import type { Compression } from './compression.js';
import { runExport } from './run-export.js';
import type { Format } from '../formats/index.js';

/** One way to have a version: its format, and how it is packed. */
export type ExportChoice = { readonly format: Format; readonly compression: Compression | null };

/** A finished file. `etag` is the same wherever and whenever it was made. */
export type ExportFile = { readonly path: string; readonly bytes: number; readonly etag: string };

const FOLDER = 'exports';
const READ_AT_ONCE = 256 * 1024;
const KEPT_MS = 7 * 24 * 3_600_000;
/** Being written: not looked for, and not swept but when it is old. */
const UNFINISHED = '.';

/**
 * Files of frozen versions, kept for a week after they were last asked for. They are a convenience: the same version gives
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
    feed: ChangeFeed,
  ) {
    // What was erased must not live on in a file; all of them can be made again.
    this.stop = feed.on('erased', () => void this.sweep(0));
  }

  onModuleDestroy(): void {
    this.stop();
  }

  /** The file, made first where it is not here yet; callers who ask at the same time share the making. */
  async get(version: VersionRow, choice: ExportChoice): Promise<ExportFile> {
    const name = nameOf(version, choice);
    const kept = await this.find(name);
    if (kept) return kept;
    const made = this.underWay.get(name) ?? this.make(name, version, choice);
    this.underWay.set(name, made);
    return made.finally(() => this.underWay.delete(name));
  }

  /** Bytes `start` to `end`, both included. */
  read({ path }: ExportFile, range: { readonly start: number; readonly end: number }): ReadStream {
    return createReadStream(path, { ...range, highWaterMark: READ_AT_ONCE });
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

  private async make(name: string, version: VersionRow, choice: ExportChoice): Promise<ExportFile> {
    await this.sweep(KEPT_MS);
    const folder = this.folder.folder(FOLDER);
    const [workshop, path] = [join(folder, `${UNFINISHED}${newId()}`), join(folder, name)];
    await mkdir(workshop, { mode: 0o700 });
    try {
      const partial = join(workshop, 'file');
      await this.write(partial, version, { ...choice, scratch: workshop });
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

  private write(
    path: string,
    version: VersionRow,
    { format, compression, scratch }: ExportChoice & { readonly scratch: string },
  ): Promise<void> {
    const context = { ...this.reads.contextOf(version), scratch };
    const order = { extension: format.extension, compression, context, path };
    return runExport(order, this.reads.packedBlocks(version), version.row_count ?? 0);
  }

  /** What is being written is left alone unless its process must be gone: `make` sees by itself when rows were erased. */
  private async sweep(keptMs: number): Promise<void> {
    const folder = this.folder.folder(FOLDER);
    const now = this.clock.now().getTime();
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      const oldest = now - (name.startsWith(UNFINISHED) ? KEPT_MS : keptMs);
      // Another process may sweep at the same time.
      const seen = await stat(path).catch(() => undefined);
      if (seen && seen.mtimeMs < oldest) await rm(path, { force: true, recursive: true });
    }
  }
}

/** Erasing rows makes other bytes, and so does another way of writing: each makes another name. */
function nameOf(version: VersionRow, { format, compression }: ExportChoice): string {
  const erased = version.erased_rows === 0 ? '' : `-${version.erased_rows}`;
  const revision = format.revision === undefined ? '' : `-r${format.revision}`;
  return `${version.id}-${version.sha256?.slice(0, 16)}${erased}${revision}.${format.extension}${compression === null ? '' : `.${compression}`}`;
}
