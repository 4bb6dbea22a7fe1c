import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { MoveRunning, type MoveOutcome } from './move-running.js';
import { reasonOf } from './reason-of.js';

/** Takes an approval back while its step still waits for something else; a step that was left stays left. */
@Injectable()
export class WithdrawApproval {
  constructor(private readonly moves: MoveRunning) {}

  async run(
    actor: Actor,
    given: { readonly rolloutId: string; readonly step: number; readonly reason: string },
  ): Promise<MoveOutcome> {
    const reason = reasonOf(given.reason);
    return this.moves.run(actor, given.rolloutId, ({ row, now }) => {
      if (row.state.step !== given.step || row.state.approvedStep !== given.step) return 'changed-meanwhile';
      return { kind: 'approval_withdrawn', state: { ...row.state, approvedStep: null }, reason, now };
    });
  }
}
