import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { applyRolloutMove } from '@handrail/shared/rollouts';
import { MoveRunning, type MoveOutcome } from './move-running.js';
import { reasonOf } from './reason-of.js';

/** Ends a blue/green that stands on green: the challenger is the champion, the old one stays warm in shadow. */
@Injectable()
export class FinishRollout {
  constructor(private readonly moves: MoveRunning) {}

  async run(actor: Actor, given: { readonly rolloutId: string; readonly reason: string }): Promise<MoveOutcome> {
    const reason = reasonOf(given.reason);
    return this.moves.run(actor, given.rolloutId, ({ row, plan, now }) => {
      if (plan.mode !== 'blue_green') return { refused: 'A canary finishes by its last step.' };
      if (row.state.share !== 1) return { refused: 'Switch to the challenger first; it is finished from green.' };
      const state = applyRolloutMove(row.state, { kind: 'finish' }, now.getTime());
      return { kind: 'finished', state, reason, now };
    });
  }
}
