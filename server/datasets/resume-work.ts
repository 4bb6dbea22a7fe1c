import { Injectable } from '@nestjs/common';
import { runningPushes } from './bucket/bucket-rows.js';
import { PushVersion } from './bucket/push-version.js';
import { Database } from '../platform/database/index.js';
import { ExportFiles } from './exports/export-files.js';
import { runningExports } from './exports/export-rows.js';
import { StartExport } from './exports/start-export.js';

/** Sees to what may have been forgotten: exports and pushes whose job got lost, and files that were kept long enough. */
@Injectable()
export class ResumeWork {
  constructor(
    private readonly database: Database,
    private readonly exports: StartExport,
    private readonly pushes: PushVersion,
    private readonly files: ExportFiles,
  ) {}

  /** `before`: what was begun later may still be on its way. */
  async run(before: Date): Promise<void> {
    for (const id of await runningExports(this.database, before)) await this.exports.enqueue(id);
    for (const id of await runningPushes(this.database, before)) await this.pushes.enqueue(id);
    await this.files.removeOld();
  }
}
