import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import { versionReference } from '@handrail/shared/deciders';
import type { CaseInput } from '@handrail/shared/schema';
import type { z } from 'zod';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { invalid, ProblemError } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { insertDecider, insertVersion, lockDecider, versionExists } from './decider.sql.js';
import type { TRAIN_MODEL } from './deciders.jobs.js';
import type { Example } from './fit-linear-text.js';
import type { FitResult, FitTask } from './fit-thread.js';

const MIN_EXAMPLES = 20;
const MAX_EXAMPLES = 20_000;
const BY = 'Handrail';

type Training = z.output<typeof TRAIN_MODEL.payload>;

/**
 * Trains a new version of a model on the project's newest human labels, in a thread of its own. Labels given while the
 * machine's suggestion was in view are left out: they lean towards it.
 */
@Injectable()
export class TrainModel {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly directory: ProjectDirectory,
    private readonly feed: ChangeFeed,
  ) {}

  /** Gives the version's reference, `name@version`, whether it is new or not. @throws ProblemError `invalid` when there is too little to learn from. */
  async run({ projectId, name, version, asOf }: Training): Promise<string> {
    const at = asOf === undefined ? this.clock.now() : new Date(asOf);
    if (await this.exists(projectId, { name, version })) return versionReference(name, version);
    const { outputSchema } = await this.directory.get(projectId);
    if (outputSchema.kind !== 'label') throw invalid('The built-in trainer learns single labels only.');
    const examples = await this.examples(projectId, at);
    if (examples.length < MIN_EXAMPLES)
      throw invalid(`Training needs at least ${MIN_EXAMPLES} blind labels; there are ${examples.length}.`);
    const { artifact, metrics } = await fitInThread({
      labels: outputSchema.labels.map(({ value }) => value),
      examples,
    });
    return this.unitOfWork.run(async (tx) => {
      const made = { projectId, name, kind: 'model', owner: '', notes: '', createdBy: BY, now: at } as const;
      const decider = (await insertDecider(tx, made)) ?? (await lockDecider(tx, projectId, name));
      if (!decider) throw new ProblemError('internal', 'The decider vanished while it was trained.');
      // Worked on twice at the same time: whoever is second has trained for nothing.
      if (await versionExists(tx, decider.id, version)) return versionReference(name, version);
      const stored = await insertVersion(tx, decider, {
        projectId,
        connector: 'builtin',
        config: { trainer: 'text' },
        artifact: Buffer.from(artifact),
        modelCard: { trainedOn: { examples: examples.length }, metrics },
        createdBy: BY,
        now: at,
      });
      await this.feed.publish(tx, { type: 'project', projectId });
      return versionReference(name, stored.version);
    });
  }

  private async exists(projectId: string, { name, version }: { name: string; version: number }): Promise<boolean> {
    const rows = await this.database.query(
      'select 1 from decider_version v join decider d on d.id = v.decider_id where d.project_id = $1 and d.name = $2 and v.version = $3',
      [projectId, name, version],
    );
    return rows.length > 0;
  }

  private async examples(projectId: string, at: Date): Promise<Example[]> {
    const rows = await this.database.query<{ input: CaseInput; label: unknown }>(
      `select c.input, l.value as label from label l join intake_case c on c.id = l.case_id
        where l.project_id = $1 and l.blind and l.created_at <= $3 and not exists (select 1 from label later where later.corrects_id = l.id)
        order by l.created_at desc, l.id desc limit $2`,
      [projectId, MAX_EXAMPLES, at],
    );
    return rows.flatMap(({ input, label }) => (typeof label === 'string' ? [{ input, label }] : []));
  }
}

function fitInThread(task: FitTask): Promise<FitResult> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(
      new URL(import.meta.url.endsWith('.ts') ? '../dist/deciders/fit-thread.js' : './fit-thread.js', import.meta.url),
      { workerData: task },
    );
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`The training thread ended with code ${code}.`)));
  });
}
