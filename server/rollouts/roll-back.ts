import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { applyRolloutMove } from '@handrail/shared/rollouts';
import { MoveRunning, type MoveOutcome } from './move-running.js';
import { reasonOf } from './reason-of.js';

/** Takes the challenger out at once and for all, whatever the rollout waits for; it keeps predicting unseen. */
@Injectable()
export class RollBack {
  constructor(private readonly moves: MoveRunning) {}

  async run(actor: Actor, given: { readonly rolloutId: string; readonly reason: string }): Promise<MoveOutcome> {
    const reason = reasonOf(given.reason);
    return this.moves.run(actor, given.rolloutId, ({ row, now }) => {
      const state = applyRolloutMove(row.state, { kind: 'withdraw' }, now.getTime());
      return { kind: 'rolled_back', state, reason, now };
    });
  }
}
