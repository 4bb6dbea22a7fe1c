import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../../platform/access/index.js';
import { DifferentCases } from './different-cases.js';
import { DriftReads } from './drift-reads.js';
import { DataDrift, DataDriftArgs, DifferentCase, DifferentCasesArgs } from './drift.types.js';

@Resolver()
export class DriftResolver {
  constructor(
    private readonly reads: DriftReads,
    private readonly cases: DifferentCases,
  ) {}

  @Allow({ permission: 'monitoring:read' })
  @Query(() => DataDrift, { description: 'Which fields look other than they did, how much, where and since when.' })
  dataDrift(@CurrentActor() actor: Actor, @Args() { reference, ...asked }: DataDriftArgs): Promise<DataDrift> {
    return this.reads.dataDrift(actor, { ...asked, reference });
  }

  @Allow({ permission: 'monitoring:read' })
  @Query(() => [DifferentCase], {
    description: 'Of the latest 2,000 cases of a time, the ten whose value was rarest in the frozen reference.',
  })
  mostDifferentCases(@CurrentActor() actor: Actor, @Args() asked: DifferentCasesArgs): Promise<DifferentCase[]> {
    return this.cases.list(actor, asked);
  }
}
