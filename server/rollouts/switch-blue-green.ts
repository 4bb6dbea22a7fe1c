import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { applyRolloutMove } from '@handrail/shared/rollouts';
import { MoveRunning, type MoveOutcome } from './move-running.js';
import { reasonOf } from './reason-of.js';

/**
 * Moves all traffic from blue (the incumbent) to green (the challenger) or back, between one case and the next: in force
 * on every process within a second. The other side keeps predicting unseen.
 */
@Injectable()
export class SwitchBlueGreen {
  constructor(private readonly moves: MoveRunning) {}

  async run(
    actor: Actor,
    given: { readonly rolloutId: string; readonly toGreen: boolean; readonly reason: string },
  ): Promise<MoveOutcome> {
    const reason = reasonOf(given.reason);
    const share = given.toGreen ? 1 : 0;
    return this.moves.run(actor, given.rolloutId, ({ row, plan, now }) => {
      if (plan.mode !== 'blue_green') return { refused: 'A canary goes in steps; only blue/green is switched.' };
      if (row.state.share === share) return 'changed-meanwhile';
      const state = applyRolloutMove(row.state, { kind: 'switch', share }, now.getTime());
      return { kind: 'switched', state, reason, now };
    });
  }
}
