import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { JsonScalar } from '../platform/graphql/index.js';
import { TestConnection } from './test-connection.js';
import {
  ConnectionTest,
  RulesTest,
  TestConnectionInput,
  toConnectionTest,
  toRulesTest,
  type TriedVersionInput,
} from './trials.types.js';
import { TryRules } from './try-rules.js';
import { withoutAbsent } from './without-absent.js';

@Resolver()
export class TrialsResolver {
  constructor(
    private readonly connection: TestConnection,
    private readonly rules: TryRules,
  ) {}

  @Allow({ permission: 'deciders:register' })
  @Mutation(() => ConnectionTest, { description: 'Asks a version about one case; nothing is recorded or decided.' })
  async testConnection(
    @CurrentActor() actor: Actor,
    @Args('input') { projectId, reference, version, sample }: TestConnectionInput,
  ): Promise<ConnectionTest> {
    const { kind, ...body }: Partial<TriedVersionInput> = version ? withoutAbsent(version) : {};
    const given = { projectId, reference: reference ?? undefined, version: body, kind, sample };
    return toConnectionTest(await this.connection.run(actor, given));
  }

  @Allow({ permission: 'deciders:register' })
  @Query(() => RulesTest, { description: 'Runs a decision table, unregistered as it may be, over the last cases.' })
  async testRules(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('config', { type: () => JsonScalar }) config: unknown,
    @Args('lastCases', { type: () => Int, defaultValue: 500, description: 'At most 2,000.' }) lastCases: number,
  ): Promise<RulesTest> {
    return toRulesTest(await this.rules.run(actor, { projectId, config, lastCases }));
  }
}
