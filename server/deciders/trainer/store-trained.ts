import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { trainingOptionsSchema, versionReference, type TrainedModelCard } from '@handrail/shared/deciders';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { UnitOfWork, type Tx } from '../../platform/database/index.js';
import { ProblemError } from '../../platform/http/index.js';
import { insertDecider, insertVersion, lockDecider, versionExists } from '../decider.sql.js';
import type { FitResult } from './fit-messages.js';
import { PlaceInShadow } from './place-in-shadow.js';
import type { ReadLabels } from './read-examples.js';
import { settleTraining } from './training.sql.js';
import type { TrainingRow } from './training-rows.js';

export type Trained = {
  readonly training: TrainingRow;
  readonly artifact: Buffer;
  readonly result: FitResult;
  readonly read: ReadLabels;
  readonly durationMs: number;
  readonly now: Date;
};

const BY = 'Handrail';
const LIBRARY = 'Handrail trainer 3';

/** Keeps what came out of a training: version, model card, its place in shadow, and that the training is done; or none of it. */
@Injectable()
export class StoreTrained {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly feed: ChangeFeed,
    private readonly place: PlaceInShadow,
  ) {}

  run(trained: Trained): Promise<void> {
    const { training, now } = trained;
    const { id, project_id: projectId, name } = training;
    return this.unitOfWork.run(async (tx) => {
      const at = training.as_of ?? now;
      const made = { projectId, name, kind: 'model', owner: '', notes: '', createdBy: BY, now: at } as const;
      const decider = (await insertDecider(tx, made)) ?? (await lockDecider(tx, projectId, name));
      if (!decider) throw new ProblemError('internal', 'The decider vanished while it was trained.');
      const { only_version: only } = training;
      if (only !== null && (await versionExists(tx, decider.id, only))) {
        await settleTraining(tx, {
          id,
          status: 'done',
          outcome: `${versionReference(name, only)} was there already.`,
          now,
        });
        return;
      }
      const { id: versionId, version } = await insertVersion(tx, decider, {
        projectId,
        connector: 'builtin',
        config: { trainer: trained.result.learner },
        artifact: trained.artifact,
        modelCard: cardOf(trained),
        createdBy: training.asked_by,
        now: at,
      });
      const outcome = await this.placed(tx, trained, version);
      const isDone = await settleTraining(tx, { id, status: 'done', outcome, versionId, now });
      // Called off at the last moment: nothing of it is kept.
      if (!isDone) throw new ProblemError('conflict', 'The training was called off.');
      await this.feed.publish(tx, { type: 'project', projectId });
    });
  }

  /** The demo tells its own story of how its first model came to be where it is. */
  private async placed(tx: Tx, { training, read, now }: Trained, version: number): Promise<string> {
    const { project_id: projectId, name, asked_by: askedBy, trigger } = training;
    if (trigger === 'demo') return `${versionReference(name, version)} is trained.`;
    const actor: Actor = { kind: 'system', name: askedBy };
    const reason = `${versionReference(name, version)} was trained on ${read.examples} labels (${saidOf(training)}); it watches, unseen.`;
    return this.place.run(tx, { projectId, name, version }, { actor, reason, now });
  }
}

function saidOf({ trigger, asked_by: askedBy }: TrainingRow): string {
  return trigger === 'schedule' ? 'as scheduled' : `asked for by ${askedBy}`;
}

function cardOf({ training, result, read, durationMs }: Trained): TrainedModelCard {
  const { blindOnly, since, until, levels, weighted, seed } = trainingOptionsSchema.parse(training.options);
  return {
    kind: 'trained',
    learner: result.learner,
    tried: [...result.tried],
    trainedOn: {
      examples: read.examples,
      training: result.training,
      heldOut: result.heldOut.cases,
      from: read.from?.toISOString() ?? null,
      to: read.to?.toISOString() ?? null,
      filters: { blindOnly, since, until, levels },
      weightedBy: weighted ? (blindOnly ? 'blindPropensity' : 'propensity') : null,
      effective: result.effective,
      balance: [...result.balance],
      policyVersions: [...read.policyVersions].sort((a, b) => a - b),
      unfit: read.unfit,
      seed,
    },
    calibration: {
      method: result.heldOut.number ? 'conformal' : result.heldOut.several ? 'platt' : 'temperature',
      temperature: result.temperature,
      ...result.calibration,
    },
    heldOut: result.heldOut,
    againstChampion: result.againstChampion,
    durationMs: Math.round(durationMs),
    library: LIBRARY,
  };
}
