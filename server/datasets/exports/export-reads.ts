import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import { notFound, ProblemError } from '../../platform/http/index.js';
import { DatasetReads } from '../dataset-reads.js';
import type { VersionRow } from '../dataset-rows.js';
import { endExport, EXPORTS, type ExportRow } from './export-rows.js';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOST_LISTED = 50;

/** Exports as screens and pipelines read them. */
@Injectable()
export class ExportReads {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly versions: DatasetReads,
  ) {}

  /** @throws ProblemError `not-found`, also for who may not see it. */
  async get(actor: Actor, id: string): Promise<ExportRow> {
    const [row] = ID.test(id) ? await this.database.query<ExportRow>(`${EXPORTS} where e.id = $1`, [id]) : [];
    if (!row) throw notFound('export');
    await this.versions.get(actor, row.project_id, row.number);
    return row;
  }

  /** Of a version, newest first, at most 50. */
  async list(actor: Actor, projectId: string, number: number): Promise<ExportRow[]> {
    const { id } = await this.versions.get(actor, projectId, number);
    return this.database.query<ExportRow>(
      `${EXPORTS} where e.version_id = $1 order by e.created_at desc, e.id desc limit ${MOST_LISTED}`,
      [id],
    );
  }

  /**
   * The version of an export whose file is there to be taken.
   *
   * @throws ProblemError `conflict` while it is made or where it never will be, `gone` once it is kept no longer or rows of it
   * were erased: its SHA-256 is of the file as it was.
   */
  async taken(actor: Actor, row: ExportRow): Promise<VersionRow> {
    if (row.state !== 'ready') throw new ProblemError('conflict', `This export is ${row.state}; it has no file.`);
    const again = 'Start another: the version is still there.';
    if (row.kept_until !== null && row.kept_until <= this.clock.now())
      throw new ProblemError('gone', `This export was kept until ${row.kept_until.toISOString()}. ${again}`);
    if (row.erased_now !== row.erased_rows)
      throw new ProblemError('gone', `Rows of it were erased on request since it was made. ${again}`);
    const version = await this.versions.get(actor, row.project_id, row.number);
    await this.versions.assertMayTake(actor, version);
    return version;
  }

  /** Ends an export that is being made; one that has ended stays as it is. */
  async cancel(actor: Actor, id: string): Promise<ExportRow> {
    const row = await this.get(actor, id);
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      await endExport(tx, id, { state: 'cancelled', failure: null, sha256: null, bytes: null, kept_until: null, now });
      await this.feed.publish(tx, { type: 'datasets', projectId: row.project_id });
    });
    return this.get(actor, id);
  }

  /** Out of the list; one that is being made is stopped. Its file goes with the others that are kept no longer. */
  async remove(actor: Actor, id: string): Promise<void> {
    const row = await this.get(actor, id);
    await this.unitOfWork.run(async (tx) => {
      await tx.query('delete from dataset_export where id = $1', [id]);
      await this.feed.publish(tx, { type: 'datasets', projectId: row.project_id });
    });
  }
}
