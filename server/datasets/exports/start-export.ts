import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '@handrail/shared/contracts';
import { personIdOf } from '../../identity/index.js';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../../platform/database/index.js';
import { invalid, parseWith, ProblemError } from '../../platform/http/index.js';
import { OncePerKey } from '../../platform/idempotency/index.js';
import { newId } from '../../platform/ids/index.js';
import { JobQueue } from '../../platform/queue/index.js';
import { DatasetReads } from '../dataset-reads.js';
import { assertHasMedia } from '../packs/media-fields.js';
import { choiceOf, withColumns } from './export-choice.js';
import { MAKE_EXPORT } from './export-jobs.js';
import { ExportReads } from './export-reads.js';
import { insertExport, type ExportRow } from './export-rows.js';

const startSchema = z.strictObject({
  /** `data.csv.gz` */
  file: z.string().min(1).max(60),
  /** Of the version's; absent: all of them. */
  columns: z.array(z.string().min(1).max(64)).min(1).max(100).optional(),
  /** Pictures and recordings beside it, in an archive. */
  media: z.boolean().default(false),
});

/** `key`: under which it may come again. */
type ExportRequest = { readonly projectId: string; readonly number: number; readonly key?: string | null };

/** Starts the export of a version, which a job makes: a file that takes long is there when somebody comes for it. */
@Injectable()
export class StartExport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly queue: JobQueue,
    private readonly feed: ChangeFeed,
    private readonly versions: DatasetReads,
    private readonly exports: ExportReads,
    private readonly once: OncePerKey,
  ) {}

  /** @throws ProblemError `invalid` naming what is wrong, `conflict` while the version is built, `forbidden` as downloads do. */
  async run(actor: Actor, { projectId, number, key = null }: ExportRequest, input: unknown): Promise<ExportRow> {
    const version = await this.versions.get(actor, projectId, number);
    const { file, columns, media } = parseWith(startSchema, input);
    const context = this.versions.contextOf(version);
    const choice = choiceOf(file, context);
    const known = new Set<string>(context.columns.map(({ name }) => name));
    const errors = (columns ?? []).flatMap((name, at) =>
      known.has(name) ? [] : [{ pointer: `/columns/${at}`, detail: 'is not a column of this version' }],
    );
    if (errors.length > 0) throw invalid('The export names columns that there are not.', errors);
    const chosen = withColumns(choice, columns ?? null, context);
    if (media) assertHasMedia(chosen, context);
    if (version.state !== 'ready')
      throw new ProblemError('conflict', `Dataset ${version.number} is ${version.state}; it has no files yet.`);
    await this.versions.assertMayTake(actor, version);
    const now = this.clock.now();
    const begin = async (tx: Tx): Promise<string> => {
      const id = newId();
      await insertExport(tx, {
        id,
        project_id: projectId,
        version_id: version.id,
        file,
        columns: columns ?? null,
        media,
        erased_rows: version.erased_rows,
        created_by: actor.kind === 'apiKey' ? 'an API key' : actor.name,
        created_by_id: personIdOf(actor),
        created_at: now,
      });
      await this.feed.publish(tx, { type: 'datasets', projectId });
      return id;
    };
    const asked = { projectId, operation: 'export.start', key, body: { number, input }, now };
    const id = await this.unitOfWork.run((tx) => this.once.run(tx, asked, () => begin(tx)));
    await this.enqueue(id);
    return this.exports.get(actor, id);
  }

  /** Once the export is committed; again does nothing while it is waited for or worked on. */
  async enqueue(exportId: string): Promise<void> {
    await this.queue.enqueue(MAKE_EXPORT, { exportId }, `export-${exportId}`);
  }
}
