import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { MoveRunning, type MoveOutcome } from './move-running.js';
import { reasonOf } from './reason-of.js';

/** A person's yes to leaving one step of a canary, this very one; whatever else the step waits for it still waits for. */
@Injectable()
export class ApproveStep {
  constructor(private readonly moves: MoveRunning) {}

  async run(
    actor: Actor,
    given: { readonly rolloutId: string; readonly step: number; readonly reason: string },
  ): Promise<MoveOutcome> {
    const reason = reasonOf(given.reason);
    return this.moves.run(actor, given.rolloutId, ({ row, plan, now }) => {
      const step = plan.steps[row.state.step];
      if (!step) return { refused: 'Blue/green has no steps to approve; it is switched.' };
      if (row.state.step !== given.step) return 'changed-meanwhile';
      if (!step.approval) return { refused: `Step ${given.step + 1} needs no approval.` };
      if (row.state.approvedStep === given.step) return 'changed-meanwhile';
      return { kind: 'approved', state: { ...row.state, approvedStep: given.step }, reason, now };
    });
  }
}
