import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { ProblemError } from '../../platform/http/index.js';
import { recordAudit } from '../../projects/index.js';
import { endImport } from './end-import.js';
import { ImportReads } from './import-reads.js';
import type { ImportRecord } from './import-rows.js';

/** Stops an import that runs, and takes one that does not out of the list. */
@Injectable()
export class CancelImport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly reads: ImportReads,
  ) {}

  /** Rows that were stored before stay, unless it was chosen that all are kept or none. What has ended stays as it is. */
  async cancel(actor: Actor, projectId: string, importId: string): Promise<ImportRecord> {
    const { id, state } = await this.reads.get(actor, projectId, importId);
    if (state !== 'running' && state !== 'uploaded') return this.reads.get(actor, projectId, id);
    const who = actor.kind === 'person' ? actor.name : 'an API key';
    const by = { unitOfWork: this.unitOfWork, clock: this.clock, feed: this.feed };
    await endImport(by, id, { state: 'cancelled', failure: `Cancelled by ${who}.` });
    return this.reads.get(actor, projectId, id);
  }

  /** Its rows stay: they are cases of the project. @throws ProblemError `conflict` while it runs. */
  async remove(actor: Actor, projectId: string, importId: string): Promise<void> {
    const { id, state, file_name: subject } = await this.reads.get(actor, projectId, importId);
    if (state === 'running') throw new ProblemError('conflict', 'This import is running. Cancel it first.');
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      await tx.query('update label_import set removed_at = $2 where id = $1', [id, now]);
      await tx.query('delete from label_import_chunk where import_id = $1', [id]);
      await tx.query('delete from label_import_error where import_id = $1', [id]);
      await recordAudit(tx, {
        projectId,
        actor,
        action: 'labels.import-removed',
        subject,
        detail: { importId: id },
        now,
      });
      await this.feed.publish(tx, { type: 'datasets', projectId });
    });
  }
}
