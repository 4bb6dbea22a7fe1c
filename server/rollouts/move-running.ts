import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import type { RolloutPlan } from '@handrail/shared/rollouts';
import { assertMay } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork } from '../platform/database/index.js';
import { notFound } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { planOf, type RolloutRow } from './rollout-rows.js';
import { lockRollout } from './rollout.sql.js';
import { WriteRollout, type RolloutStepTaken } from './write-rollout.js';

export type MoveOutcome =
  | { readonly kind: 'moved'; readonly rollout: RolloutRow }
  /** Not what whoever asked was looking at. */
  | { readonly kind: 'changed-meanwhile'; readonly rollout: RolloutRow }
  | { readonly kind: 'refused'; readonly rollout: RolloutRow; readonly message: string };

type Decision = RolloutStepTaken | { readonly refused: string } | 'changed-meanwhile';
type Running = { readonly row: RolloutRow; readonly plan: RolloutPlan; readonly now: Date };

/** A person's move of a rollout that runs, under its lock; what has ended stays as it ended. */
@Injectable()
export class MoveRunning {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly rollouts: WriteRollout,
    private readonly directory: ProjectDirectory,
  ) {}

  async run(actor: Actor, rolloutId: string, decide: (running: Running) => Decision): Promise<MoveOutcome> {
    const now = this.clock.now();
    const outcome = await this.unitOfWork.run(async (tx): Promise<MoveOutcome> => {
      const row = await lockRollout(tx, rolloutId);
      if (!row) throw notFound('rollout');
      assertMay(actor, 'rollouts:move', row.project_id);
      if (row.status !== 'running') return { kind: 'changed-meanwhile', rollout: row };
      const decision = decide({ row, plan: planOf(row), now });
      if (decision === 'changed-meanwhile') return { kind: 'changed-meanwhile', rollout: row };
      if ('refused' in decision) return { kind: 'refused', rollout: row, message: decision.refused };
      return { kind: 'moved', rollout: await this.rollouts.take(tx, actor, { ...decision, row }) };
    });
    if (outcome.kind === 'moved') this.directory.forget();
    return outcome;
  }
}
