import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { personIdOf } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { recordAudit } from '../projects/index.js';

/** Parts of a file, and pages of a poll, that one asks for within this time are one download. */
const SAME_DOWNLOAD_MS = 15 * 60_000;
const MOST_LISTED = 50;

export type Export = {
  readonly projectId: string;
  readonly subject: string;
  readonly detail: { readonly file: string } & Readonly<Record<string, unknown>>;
};
export type DownloadRow = { readonly actor: string; readonly file: string; readonly at: Date };

/** Who took which data out, in the audit log. */
@Injectable()
export class RecordExport {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
  ) {}

  /** Written before the first byte leaves. `isPart`: nothing is written where the same download was begun before. */
  async run(actor: Actor, { projectId, subject, detail }: Export, isPart: boolean): Promise<void> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - SAME_DOWNLOAD_MS);
    await this.unitOfWork.run(async (tx) => {
      if (isPart) {
        // Readers ask for several parts at the same moment.
        await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 2))', [
          `${whoIs(actor)} ${projectId} ${subject} ${detail.file}`,
        ]);
        const begun = await tx.query(
          `select 1 from audit_entry where project_id = $1 and action = 'dataset.export' and subject = $2 and detail->>'file' = $3
              and actor_id is not distinct from $4 and created_at > $5 limit 1`,
          [projectId, subject, detail.file, whoIs(actor), since],
        );
        if (begun.length > 0) return;
      }
      await recordAudit(tx, { projectId, actor, action: 'dataset.export', subject, detail, now });
      await this.feed.publish(tx, { type: 'datasets', projectId });
    });
  }

  /** Who took it, newest first, at most 50. The caller has checked who asks. */
  async list(projectId: string, subject: string): Promise<DownloadRow[]> {
    return this.database.query<DownloadRow>(
      `select coalesce('key ' || (select name from api_key where id = a.actor_id), actor) as actor, detail->>'file' as file, created_at as at
         from audit_entry a where project_id = $1 and action = 'dataset.export' and subject = $2
        order by created_at desc, id desc limit ${MOST_LISTED}`,
      [projectId, subject],
    );
  }
}

function whoIs(actor: Actor): string | null {
  return actor.kind === 'apiKey' ? actor.apiKeyId : personIdOf(actor);
}
