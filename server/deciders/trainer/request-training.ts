import { Injectable } from '@nestjs/common';
import { deciderNameSchema, trainingOptionsSchema, type TrainingTrigger } from '@handrail/shared/deciders';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../../platform/database/index.js';
import { invalid, ProblemError, parseWith } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/queue/index.js';
import { TRAIN_MODEL } from '../deciders.jobs.js';
import { findUnderWay, insertTraining, type NewTraining } from './training.sql.js';
import type { TrainingRow } from './training-rows.js';

export type TrainingRequest = {
  readonly projectId: string;
  readonly name: string;
  readonly options?: unknown;
  readonly trigger: TrainingTrigger;
  readonly askedBy: string;
  readonly asOf?: Date;
  readonly onlyVersion?: number;
};
export type RequestOutcome =
  | { readonly kind: 'asked'; readonly training: TrainingRow }
  /** One decider is trained once at a time; this is the training that is under way. */
  | { readonly kind: 'under-way'; readonly training: TrainingRow };

/** Has the next version of a decider trained: a row that says how it goes, and a job that does it. */
@Injectable()
export class RequestTraining {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly queue: JobQueue,
  ) {}

  /** The caller has checked who asks. @throws ProblemError `invalid` for a name or options that do not fit. */
  async run(request: TrainingRequest): Promise<RequestOutcome> {
    const wanted = this.wanted(request);
    const outcome = await this.unitOfWork.run((tx) => insertOrFind(tx, wanted));
    await this.enqueue(outcome.training.id);
    return outcome;
  }

  /** Repeats itself without harm: one training is one job. Were it lost here, `WatchLabels` would find it. */
  async enqueue(trainingId: string): Promise<void> {
    await this.queue.enqueue(TRAIN_MODEL, { trainingId }, `train-${trainingId}`);
  }

  private wanted(request: TrainingRequest): NewTraining {
    const { projectId, trigger, askedBy } = request;
    return {
      projectId,
      trigger,
      askedBy,
      name: parseWith(deciderNameSchema, request.name),
      options: parseWith(trainingOptionsSchema, request.options ?? {}),
      asOf: request.asOf ?? null,
      onlyVersion: request.onlyVersion ?? null,
      now: this.clock.now(),
    };
  }
}

/** @throws ProblemError `invalid` for the name of a previous system. */
export async function insertOrFind(tx: Tx, wanted: NewTraining): Promise<RequestOutcome> {
  const [decider] = await tx.query<{ kind: string }>('select kind from decider where project_id = $1 and name = $2', [
    wanted.projectId,
    wanted.name,
  ]);
  if (decider?.kind === 'system')
    throw invalid(`${wanted.name} is a previous system, which is not trained. Choose another name for the model.`);
  const made = await insertTraining(tx, wanted);
  if (made) return { kind: 'asked', training: made };
  const training = await findUnderWay(tx, wanted.projectId, wanted.name);
  // It ended between the two statements: whoever asks again gets a new one.
  if (!training) throw new ProblemError('unavailable', 'A training has just ended. Try again.', { retryAfter: 1 });
  return { kind: 'under-way', training };
}
