import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../../platform/access/index.js';
import { KeepLimits } from './keep-limits.js';
import { OverviewLimits, SaveOverviewLimitsInput, toLimits } from './limits.types.js';

@Resolver()
export class LimitsResolver {
  constructor(private readonly limits: KeepLimits) {}

  @Allow({ permission: 'monitoring:read' })
  @Query(() => OverviewLimits)
  async overviewLimits(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<OverviewLimits> {
    return toLimits(await this.limits.view(actor, projectId));
  }

  @Allow({ permission: 'monitoring:edit' })
  @Mutation(() => OverviewLimits)
  async saveOverviewLimits(
    @CurrentActor() actor: Actor,
    @Args('input') { projectId, expectedVersion, limits }: SaveOverviewLimitsInput,
  ): Promise<OverviewLimits> {
    const given = { ...limits, latencyMs: limits.latencyMs ?? null };
    await this.limits.save(actor, { projectId, expectedVersion }, given);
    return this.overviewLimits(actor, projectId);
  }

  @Allow({ permission: 'monitoring:edit' })
  @Mutation(() => OverviewLimits, { description: 'Back to the version before; undone itself, it comes again.' })
  async undoOverviewLimits(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('expectedVersion', { type: () => Int }) expectedVersion: number,
  ): Promise<OverviewLimits> {
    await this.limits.undo(actor, { projectId, expectedVersion });
    return this.overviewLimits(actor, projectId);
  }
}
