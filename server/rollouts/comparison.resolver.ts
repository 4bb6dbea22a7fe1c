import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { RequestReviews } from '../reviews/index.js';
import { ChangeShadows } from './change-shadows.js';
import { ComparisonReads } from './comparison-reads.js';
import {
  DifferingCaseConnection,
  MachineComparison,
  MachineInForce,
  SendToReviewInput,
  SendToReviewResult,
} from './comparison.types.js';
import { toShadowResult } from './rollout-results.js';
import { ShadowInput, ShadowResult } from './rollout-moves.types.js';

@Resolver()
export class ComparisonResolver {
  constructor(
    private readonly reads: ComparisonReads,
    private readonly requests: RequestReviews,
    private readonly shadows: ChangeShadows,
  ) {}

  @Allow({ permission: 'rollouts:read' })
  @Query(() => [MachineInForce], { description: 'Whoever predicts now, at most 23: what can be compared.' })
  machinesInForce(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<MachineInForce[]> {
    return this.reads.machines(actor, projectId);
  }

  @Allow({ permission: 'rollouts:read' })
  @Query(() => MachineComparison, { description: 'Any two machines, whoever of them decides.' })
  compareMachines(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('challenger') challenger: string,
    @Args('champion') champion: string,
  ): Promise<MachineComparison> {
    return this.reads.compare(actor, projectId, { challenger, champion });
  }

  @Allow({ permission: 'rollouts:read' })
  @Query(() => DifferingCaseConnection, { description: 'The surest of different answers first; at most 100 a page.' })
  differingCases(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('challenger') challenger: string,
    @Args('champion') champion: string,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after?: string,
  ): Promise<DifferingCaseConnection> {
    return this.reads.differing(actor, projectId, { challenger, champion, first, after: after ?? undefined });
  }

  @Allow({ permission: 'reviews:request' })
  @Mutation(() => SendToReviewResult, { description: 'Asks people, blind, about cases that were picked by hand.' })
  async sendToReview(
    @CurrentActor() actor: Actor,
    @Args('input') input: SendToReviewInput,
  ): Promise<typeof SendToReviewResult> {
    const { projectId, caseIds } = input;
    return this.requests.run(actor, { projectId, caseIds, because: 'disagreement', alsoLabelled: false });
  }

  @Allow({ permission: 'rollouts:move' })
  @Mutation(() => ShadowResult, { description: 'Lets a version predict unseen beside the machine on duty.' })
  async startShadow(@CurrentActor() actor: Actor, @Args('input') input: ShadowInput): Promise<typeof ShadowResult> {
    return toShadowResult(await this.shadows.start(actor, input));
  }

  @Allow({ permission: 'rollouts:move' })
  @Mutation(() => ShadowResult, { description: 'Lets it go.' })
  async endShadow(@CurrentActor() actor: Actor, @Args('input') input: ShadowInput): Promise<typeof ShadowResult> {
    return toShadowResult(await this.shadows.end(actor, input));
  }
}
