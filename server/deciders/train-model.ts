import { Injectable } from '@nestjs/common';
import { trainingOptionsSchema, versionReference, type TrainingProgress } from '@handrail/shared/deciders';
import { toleranceOf, type OutputSchema } from '@handrail/shared/schema';
import { Clock } from '../platform/clock/index.js';
import { ModelConfig } from '../platform/config/index.js';
import { UnitOfWork } from '../platform/database/index.js';
import { Failures, type SideWork } from '../platform/failures/index.js';
import { ProblemError } from '../platform/http/index.js';
import type { JobRun } from '../platform/queue/index.js';
import { ProjectDirectory, type ProjectInForce } from '../projects/index.js';
import { lockDecider, versionExists } from './decider.sql.js';
import type { FitOrder } from './trainer/fit-messages.js';
import { ReadExamples, type ReadLabels } from './trainer/read-examples.js';
import { runFit } from './trainer/run-fit.js';
import { StoreTrained } from './trainer/store-trained.js';
import { beginTraining, reportProgress, settleTraining } from './trainer/training.sql.js';
import type { TrainingRow } from './trainer/training-rows.js';

const TELL_EVERY_MS = 250;

/** There is nothing to learn from these labels: said to whoever asked, and not tried again. */
class Refused extends Error {}

/**
 * Does a training: reads the labels, has a process of its own learn from them, and keeps what came out. Its end, good
 * or bad, stands in the training's row; what may go better next time (the process was killed, the database was away) is
 * thrown, for the queue to try again.
 */
@Injectable()
export class TrainModel {
  private readonly telling: SideWork;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly directory: ProjectDirectory,
    private readonly config: ModelConfig,
    private readonly reader: ReadExamples,
    private readonly store: StoreTrained,
    failures: Failures,
  ) {
    this.telling = failures.of('tell-training', 'Telling how far a training is');
  }

  async run({ trainingId }: { trainingId: string }, job: JobRun): Promise<void> {
    const training = await this.unitOfWork.run((tx) => beginTraining(tx, trainingId, this.clock.now()));
    if (!training) return;
    try {
      if (!(await this.isDone(training))) await this.train(training, job);
    } catch (error) {
      await this.settleFailure(training, job, error);
    }
  }

  /** Ends a training that no process gets to its end. */
  async setAside(id: string, outcome: string): Promise<void> {
    await this.unitOfWork.run((tx) => settleTraining(tx, { id, status: 'failed', outcome, now: this.clock.now() }));
  }

  private async train(training: TrainingRow, job: JobRun): Promise<void> {
    const started = performance.now();
    const project = await this.directory.get(training.project_id);
    const learned = learnable(project.outputSchema);
    const read: ReadLabels = { examples: 0, unfit: 0, from: null, to: null, policyVersions: new Set() };
    const champion = championOf(project);
    const watch = this.watch(training, job);
    try {
      const outcome = await runFit({
        order: {
          task: 'fit',
          inputSchema: project.inputSchema,
          ...learned,
          seed: trainingOptionsSchema.parse(training.options).seed,
          champion: champion === null ? null : await this.described(project.id, champion),
        },
        examples: this.reader.run(project, training, { at: training.as_of ?? this.clock.now(), read, champion }),
        memoryMb: this.config.trainerMemoryMb,
        signal: watch.signal,
        onProgress: watch.onProgress,
      });
      if (outcome.kind === 'refused') throw new Refused(withUnfit(outcome.reason, read.unfit));
      if (outcome.kind !== 'fitted') throw new Error('The trainer did something else.');
      const durationMs = performance.now() - started;
      await this.store.run({ training, ...outcome, read, durationMs, now: this.clock.now() });
    } finally {
      watch.end();
    }
  }

  private async described(projectId: string, champion: string): Promise<{ reference: string; isClean: boolean }> {
    return { reference: champion, isClean: await this.reader.isClean(projectId, champion) };
  }

  /** Writes down how far it is, a few times a second, and so learns that somebody has called it off. */
  private watch({ id }: TrainingRow, job: JobRun) {
    const abort = new AbortController();
    const stop = (): void => abort.abort(new Error('Handrail stops; the training goes on later.'));
    job.signal.addEventListener('abort', stop);
    let latest: TrainingProgress | undefined;
    const write = async (): Promise<void> => {
      const progress = latest;
      if (!progress) return;
      latest = undefined;
      const isRunning = await this.unitOfWork.run((tx) => reportProgress(tx, { id, progress, now: this.clock.now() }));
      if (!isRunning) abort.abort(new Refused('It was called off.'));
      await job.report(progress);
    };
    // Not background work: it ends with the training, whose end is written by itself. A report that fails is told.
    const timer = setInterval(() => this.telling.hear(write()), TELL_EVERY_MS);
    return {
      signal: abort.signal,
      onProgress: (progress: TrainingProgress): void => void (latest = progress),
      end: (): void => {
        clearInterval(timer);
        job.signal.removeEventListener('abort', stop);
      },
    };
  }

  /** The demo's training, asked for again by a start that was cut off. */
  private async isDone({ id, project_id: projectId, name, only_version: only }: TrainingRow): Promise<boolean> {
    if (only === null) return false;
    return this.unitOfWork.run(async (tx) => {
      const decider = await lockDecider(tx, projectId, name);
      if (!decider || !(await versionExists(tx, decider.id, only))) return false;
      const outcome = `${versionReference(name, only)} was there already.`;
      return settleTraining(tx, { id, status: 'done', outcome, now: this.clock.now() });
    });
  }

  private async settleFailure({ id }: TrainingRow, job: JobRun, error: unknown): Promise<void> {
    const now = this.clock.now();
    const message = error instanceof Error ? error.message : 'It failed.';
    const settle = (status: 'failed' | 'queued', outcome: string | null): Promise<boolean> =>
      this.unitOfWork.run((tx) => settleTraining(tx, { id, status, outcome, now }));
    if (error instanceof Refused || error instanceof ProblemError) {
      await settle('failed', message);
      return;
    }
    if (job.isLastTry && !job.signal.aborted) await settle('failed', message);
    else await settle('queued', `${message} It is tried again.`);
    throw error;
  }
}

/** Who decides now; where no model does, the previous system. */
function championOf({ policy }: ProjectInForce): string | null {
  return policy.incumbent ?? policy.previousSystem;
}

/** What the trainer can learn of these answers. @throws Refused for free text. */
function learnable(schema: OutputSchema): Pick<FitOrder, 'labels' | 'several' | 'number'> {
  switch (schema.kind) {
    case 'label':
      return { labels: schema.labels.map(({ value }) => value), several: null, number: null };
    case 'labels': {
      const { labels, minimum, maximum = null } = schema;
      return { labels: labels.map(({ value }) => value), several: { minimum, maximum }, number: null };
    }
    case 'number': {
      const { minimum = null, maximum = null, integer: isWhole } = schema;
      return { labels: [], several: null, number: { minimum, maximum, isWhole, tolerance: toleranceOf(schema) } };
    }
    case 'text':
      throw new Refused(
        'The built-in trainer learns to give labels and numbers; this project asks for free text. Register a model of your own: over HTTP, or as an ONNX file.',
      );
  }
}

function withUnfit(reason: string, unfit: number): string {
  return unfit === 0
    ? reason
    : `${reason} ${unfit} more were left out: they do not fit the project’s schema, or have no propensity.`;
}
