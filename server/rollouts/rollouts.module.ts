import { Module } from '@nestjs/common';
import { ApproveStep } from './approve-step.js';
import { ChangeShadows } from './change-shadows.js';
import { ComparisonReads } from './comparison-reads.js';
import { ComparisonResolver } from './comparison.resolver.js';
import { FinishRollout } from './finish-rollout.js';
import { JudgeRollout } from './judge-rollout.js';
import { MoveRunning } from './move-running.js';
import { ReadEvidence } from './read-evidence.js';
import { RollBack } from './roll-back.js';
import { RolloutEngine } from './rollout-engine.js';
import { RolloutReads } from './rollout-reads.js';
import { RolloutsController } from './rollouts.controller.js';
import { RolloutsResolver } from './rollouts.resolver.js';
import { StartRollout } from './start-rollout.js';
import { SwitchBlueGreen } from './switch-blue-green.js';
import { WithdrawApproval } from './withdraw-approval.js';
import { WriteRollout } from './write-rollout.js';

@Module({
  controllers: [RolloutsController],
  providers: [
    ApproveStep,
    ChangeShadows,
    ComparisonReads,
    ComparisonResolver,
    FinishRollout,
    JudgeRollout,
    MoveRunning,
    ReadEvidence,
    RollBack,
    RolloutEngine,
    RolloutReads,
    RolloutsResolver,
    StartRollout,
    SwitchBlueGreen,
    WithdrawApproval,
    WriteRollout,
  ],
  exports: [RollBack, RolloutEngine],
})
export class RolloutsModule {}
