import { Injectable } from '@nestjs/common';
import { personalFields, type QualityReport } from '@handrail/shared/datasets';
import { inputSchemaSchema, toleranceOf, type OutputSchema } from '@handrail/shared/schema';
import { runFit, type FitAnswers } from '../../deciders/index.js';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { Clock } from '../../platform/clock/index.js';
import { ModelConfig } from '../../platform/config/index.js';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import { Failures, type SideWork } from '../../platform/failures/index.js';
import type { JobRun } from '../../platform/queue/index.js';
import { ProjectDirectory } from '../../projects/index.js';
import { readBlocks } from '../dataset-blocks.sql.js';
import { VERSIONS, type VersionRow } from '../dataset-rows.js';
import { classesOf, gather, type Gathered } from './gather.js';
import { endQuality, findQuality, tellQuality, unlabelledCases } from './quality.sql.js';
import { numberReportOf, reportOf } from './report.js';

/** The newest labels of a version; a model of more would not find other things. */
const MOST_LABELS = 20_000;
const MOST_OPEN = 2000;
const TELL_EVERY_MS = 500;

/** There is nothing to check, in words. */
class Unfit extends Error {}

/**
 * Looks for what is wrong in a version's labels, with the product's own trainer in a process of its own: every label is
 * judged by a model that never saw it.
 */
@Injectable()
export class CheckQuality {
  private readonly telling: SideWork;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly config: ModelConfig,
    private readonly directory: ProjectDirectory,
    failures: Failures,
  ) {
    this.telling = failures.of('tell-quality', 'Telling how far a check of labels is');
  }

  async run(versionId: string, { signal, isLastTry }: JobRun): Promise<void> {
    const [version] = await this.database.query<VersionRow>(`${VERSIONS} where v.id = $1`, [versionId]);
    const asked = await findQuality(this.database, versionId);
    if (!version || asked?.state !== 'running') return;
    try {
      await this.end(version, await this.check(version, signal), null);
    } catch (error) {
      signal.throwIfAborted();
      const isTheirs = error instanceof Unfit;
      if (!isTheirs && !isLastTry) throw error;
      await this.end(version, null, isTheirs ? error.message : 'It did not work on our side; ask for it again.');
      if (!isTheirs) throw error;
    }
  }

  /** Ends a check that no process gets to its end. */
  async setAside(versionId: string, failure: string): Promise<void> {
    await this.unitOfWork.run((tx) => endQuality(tx, { versionId, report: null, failure, now: this.clock.now() }));
  }

  private async check(version: VersionRow, signal: AbortSignal): Promise<QualityReport> {
    const { output_schema: outputSchema } = version;
    const answers = judgedAs(outputSchema);
    const gathered: Gathered = { kept: [], open: [], confusion: new Map(), leftOut: 0 };
    // Where a number would teach most is not known: no case is like another by its answer.
    const open = answers.number ? [] : await unlabelledCases(this.database, version.project_id, MOST_OPEN);
    const inputSchema = inputSchemaSchema.parse(version.input_schema);
    const personal = new Set(Object.keys(personalFields((await this.directory.get(version.project_id)).inputSchema)));
    let told = 0;
    const outcome = await runFit({
      order: { task: 'check', inputSchema, ...answers, seed: 1, champion: null, several: null },
      examples: gather(readBlocks({ url: this.database.url, versionId: version.id }), version, {
        gathered,
        open,
        personal,
        most: MOST_LABELS,
      }),
      memoryMb: this.config.trainerMemoryMb,
      signal,
      onProgress: ({ detail }) => {
        const now = this.clock.now().getTime();
        if (now - told < TELL_EVERY_MS) return;
        told = now;
        // What is lost here is said half a second later.
        this.telling.hear(this.tell(version, detail));
      },
    });
    if (outcome.kind === 'refused') throw new Unfit(outcome.reason);
    if (outcome.kind === 'checked-numbers') return numberReportOf(outcome.check, gathered, outputSchema);
    if (outcome.kind !== 'checked') throw new Error('The trainer did something else.');
    return reportOf(outcome.check, gathered, answers.labels);
  }

  private async tell({ id, project_id: projectId }: VersionRow, detail: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await tellQuality(tx, id, detail);
      await this.feed.publish(tx, { type: 'datasets', projectId });
    });
  }

  private async end(
    { id: versionId, project_id: projectId, erased_rows: erased }: VersionRow,
    report: QualityReport | null,
    failure: string | null,
  ): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      // Rows that were erased while they were read must not live on in a report.
      const [now] = await tx.query<{ erased_rows: number }>(
        'select erased_rows from dataset_version where id = $1 for share',
        [versionId],
      );
      if (now?.erased_rows !== erased) throw new Error('Rows were erased while they were read; they are read again.');
      await endQuality(tx, { versionId, report, failure, now: this.clock.now() });
      await this.feed.publish(tx, { type: 'datasets', projectId });
    });
  }
}

/** What a model is asked to learn to judge these answers. @throws Unfit for several labels and free text. */
function judgedAs(schema: OutputSchema): FitAnswers {
  const labels = classesOf(schema);
  if (labels) return { labels, number: null };
  if (schema.kind !== 'number')
    throw new Unfit('Only answers that are one label of several, or a number, are checked by a model.');
  const { minimum = null, maximum = null, integer: isWhole } = schema;
  return { labels: [], number: { minimum, maximum, isWhole, tolerance: toleranceOf(schema) } };
}
