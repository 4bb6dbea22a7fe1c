import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { EditRisks } from './edit-risks.js';
import { RetireMetric } from './retire-metric.js';
import { RiskReads } from './risk-reads.js';
import { RiskRegister, SaveRiskInput, toRegister } from './risks.types.js';

@Resolver()
export class RisksResolver {
  constructor(
    private readonly reads: RiskReads,
    private readonly edit: EditRisks,
    private readonly metrics: RetireMetric,
  ) {}

  @Allow({ permission: 'monitoring:read' })
  @Query(() => RiskRegister)
  async riskRegister(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<RiskRegister> {
    return toRegister(await this.reads.register(actor, projectId));
  }

  @Allow({ permission: 'monitoring:edit' })
  @Mutation(() => RiskRegister, { description: 'Adds a risk, or changes the one that `id` names.' })
  async saveRisk(@CurrentActor() actor: Actor, @Args('input') input: SaveRiskInput): Promise<RiskRegister> {
    const { projectId, id, expectedVersion, ...risk } = input;
    await this.edit.save(actor, projectId, {
      id: id ?? null,
      expectedVersion: expectedVersion ?? null,
      risk: { ...risk, ownerId: risk.ownerId ?? null },
    });
    return this.riskRegister(actor, projectId);
  }

  @Allow({ permission: 'monitoring:edit' })
  @Mutation(() => RiskRegister, { description: 'What was taken from the starting list is not suggested again.' })
  async removeRisk(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('id', { type: () => ID }) id: string,
    @Args('expectedVersion', { type: () => Int }) expectedVersion: number,
  ): Promise<RiskRegister> {
    await this.edit.remove(actor, projectId, { id, expectedVersion });
    return this.riskRegister(actor, projectId);
  }

  @Allow({ permission: 'monitoring:edit' })
  @Mutation(() => RiskRegister, { description: 'Takes what `suggestions` names by its keys, each once.' })
  async takeStartingRisks(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('keys', { type: () => [String] }) keys: string[],
  ): Promise<RiskRegister> {
    await this.edit.take(actor, projectId, keys);
    return this.riskRegister(actor, projectId);
  }

  @Allow({ permission: 'monitoring:edit' })
  @Mutation(() => RiskRegister, { description: 'Its values are kept; it can come back.' })
  async retireMetric(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('metric', { type: () => String }) metric: string,
    @Args('reason', { type: () => String, defaultValue: '', description: 'At most 500 characters.' }) reason: string,
  ): Promise<RiskRegister> {
    await this.metrics.retire(actor, projectId, { metric, reason });
    return this.riskRegister(actor, projectId);
  }

  @Allow({ permission: 'monitoring:edit' })
  @Mutation(() => RiskRegister)
  async bringBackMetric(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('metric', { type: () => String }) metric: string,
  ): Promise<RiskRegister> {
    await this.metrics.bringBack(actor, projectId, { metric });
    return this.riskRegister(actor, projectId);
  }
}
