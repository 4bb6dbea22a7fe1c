import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { ApproveStep } from './approve-step.js';
import { FinishRollout } from './finish-rollout.js';
import { RollBack } from './roll-back.js';
import { planOfInput, toMoveResult, toStartResult } from './rollout-results.js';
import {
  ApproveStepInput,
  MoveRolloutInput,
  MoveRolloutResult,
  StartRolloutInput,
  StartRolloutResult,
  SwitchBlueGreenInput,
} from './rollout-moves.types.js';
import { RolloutReads } from './rollout-reads.js';
import { Rollout, RolloutReport } from './rollouts.types.js';
import { StartRollout } from './start-rollout.js';
import { SwitchBlueGreen } from './switch-blue-green.js';
import { WithdrawApproval } from './withdraw-approval.js';

@Resolver()
export class RolloutsResolver {
  constructor(
    private readonly reads: RolloutReads,
    private readonly starts: StartRollout,
    private readonly approvals: ApproveStep,
    private readonly withdrawals: WithdrawApproval,
    private readonly rollbacks: RollBack,
    private readonly switches: SwitchBlueGreen,
    private readonly finishes: FinishRollout,
  ) {}

  @Allow({ permission: 'rollouts:read' })
  @Query(() => [Rollout], { description: 'Newest first, at most 100.' })
  rollouts(@CurrentActor() actor: Actor, @Args('projectId', { type: () => ID }) projectId: string): Promise<Rollout[]> {
    return this.reads.list(actor, projectId);
  }

  @Allow({ permission: 'rollouts:read' })
  @Query(() => Rollout, { nullable: true, description: 'Null: none is running.' })
  runningRollout(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<Rollout | null> {
    return this.reads.running(actor, projectId);
  }

  @Allow({ permission: 'rollouts:read' })
  @Query(() => RolloutReport, { nullable: true, description: 'Null: there is none, or none that you can see.' })
  async rolloutReport(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<RolloutReport | null> {
    return (await this.reads.report(actor, id)) ?? null;
  }

  @Allow({ permission: 'rollouts:move' })
  @Mutation(() => StartRolloutResult, { description: 'The first step is in force for the next case.' })
  async startRollout(
    @CurrentActor() actor: Actor,
    @Args('input') input: StartRolloutInput,
  ): Promise<typeof StartRolloutResult> {
    return toStartResult(await this.starts.run(actor, { ...input, plan: planOfInput(input) }));
  }

  @Allow({ permission: 'rollouts:move' })
  @Mutation(() => MoveRolloutResult, { description: 'Says yes to leaving this very step of a canary.' })
  async approveStep(
    @CurrentActor() actor: Actor,
    @Args('input') input: ApproveStepInput,
  ): Promise<typeof MoveRolloutResult> {
    return toMoveResult(await this.approvals.run(actor, input));
  }

  @Allow({ permission: 'rollouts:move' })
  @Mutation(() => MoveRolloutResult, { description: 'Takes the approval of a step back, while it is not left yet.' })
  async withdrawApproval(
    @CurrentActor() actor: Actor,
    @Args('input') input: ApproveStepInput,
  ): Promise<typeof MoveRolloutResult> {
    return toMoveResult(await this.withdrawals.run(actor, input));
  }

  @Allow({ permission: 'rollouts:move' })
  @Mutation(() => MoveRolloutResult, { description: 'Takes the challenger out at once and for all.' })
  async rollBack(
    @CurrentActor() actor: Actor,
    @Args('input') input: MoveRolloutInput,
  ): Promise<typeof MoveRolloutResult> {
    return toMoveResult(await this.rollbacks.run(actor, input));
  }

  @Allow({ permission: 'rollouts:move' })
  @Mutation(() => MoveRolloutResult, { description: 'Moves all traffic there or back, within a second everywhere.' })
  async switchBlueGreen(
    @CurrentActor() actor: Actor,
    @Args('input') input: SwitchBlueGreenInput,
  ): Promise<typeof MoveRolloutResult> {
    return toMoveResult(await this.switches.run(actor, input));
  }

  @Allow({ permission: 'rollouts:move' })
  @Mutation(() => MoveRolloutResult, { description: 'Blue/green on green: the challenger is the champion for good.' })
  async finishRollout(
    @CurrentActor() actor: Actor,
    @Args('input') input: MoveRolloutInput,
  ): Promise<typeof MoveRolloutResult> {
    return toMoveResult(await this.finishes.run(actor, input));
  }
}
