import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import type { DoubtedRow, QualityReport } from '@handrail/shared/datasets';
import { Clock } from '../../platform/clock/index.js';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import { ProblemError } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/queue/index.js';
import { DatasetReads } from '../dataset-reads.js';
import { CHECK_QUALITY } from './quality.jobs.js';
import { beginQuality, findQuality, openAmong, type QualityRow } from './quality.sql.js';

/** A row of a list. `inReview`: somebody is asked about it now, so what the model says of it is told to nobody. */
export type ShownRow = Omit<DoubtedRow, 'predicted' | 'confidence' | 'chance'> & {
  readonly predicted: string | null;
  readonly confidence: number | null;
  readonly chance: number | null;
  readonly inReview: boolean;
};

/** Checks of versions as data scientists ask for them and read them. */
@Injectable()
export class QualityReads {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly queue: JobQueue,
    private readonly datasets: DatasetReads,
  ) {}

  /** Undefined where none was asked for. @throws ProblemError `not-found` for a version that there is not. */
  async get(actor: Actor, projectId: string, number: number): Promise<QualityRow | undefined> {
    const version = await this.datasets.get(actor, projectId, number);
    await this.datasets.assertMayTake(actor, version);
    const row = await findQuality(this.database, version.id);
    if (!row?.report) return row;
    return { ...row, report: await this.shown(row.report) };
  }

  /** Asks for a check, or for a new one; where one is under way nothing changes. @throws ProblemError `conflict` before the version is ready. */
  async start(actor: Actor, projectId: string, number: number): Promise<QualityRow> {
    const version = await this.datasets.get(actor, projectId, number);
    await this.datasets.assertMayTake(actor, version);
    if (version.state !== 'ready')
      throw new ProblemError('conflict', `Dataset ${number} is ${version.state}; it has no rows yet.`);
    const [by, now] = [actor.kind === 'apiKey' ? 'an API key' : actor.name, this.clock.now()];
    await this.unitOfWork.run((tx) => beginQuality(tx, { versionId: version.id, projectId, by, now }));
    const row = await findQuality(this.database, version.id);
    if (!row) throw new ProblemError('conflict', 'The version was just changed; ask again.');
    await this.queue.enqueue(
      CHECK_QUALITY,
      { versionId: version.id },
      `quality-${version.id}-${row.asked_at.getTime()}`,
    );
    return row;
  }

  private async shown(report: QualityReport): Promise<QualityReport> {
    const rows = [...report.errors.rows, ...report.ambiguous.rows];
    const holes = report.holes.regions.flatMap(({ ids }) => ids);
    const open = await openAmong(this.database, [...rows.map(({ id }) => id), ...holes]);
    const show = (row: DoubtedRow): DoubtedRow => {
      const inReview = open.has(row.id);
      const hidden = { predicted: null, confidence: null, chance: null, times: null };
      // The report's own type has no rows in review: the screen reads `ShownRow`.
      return { ...row, ...(inReview && hidden), inReview } as DoubtedRow;
    };
    return {
      ...report,
      errors: { ...report.errors, rows: report.errors.rows.map(show) },
      ambiguous: { ...report.ambiguous, rows: report.ambiguous.rows.map(show) },
      holes: {
        ...report.holes,
        regions: report.holes.regions.map((region) => ({ ...region, ids: region.ids.filter((id) => !open.has(id)) })),
      },
    };
  }
}
