import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../../platform/access/index.js';
import { ConceptReads } from './concept-reads.js';
import { ConceptDrift, toConceptDrift } from './concept.types.js';

const DAY_HOURS = 24;

@Resolver()
export class ConceptResolver {
  constructor(private readonly reads: ConceptReads) {}

  @Allow({ permission: 'monitoring:read' })
  @Query(() => ConceptDrift, { description: 'Whether the rules of taking the decision changed.' })
  async conceptDrift(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('version', {
      type: () => String,
      nullable: true,
      description: 'Of `versions`; the one labelled last by default.',
    })
    version?: string,
    @Args('hours', {
      type: () => Int,
      nullable: true,
      description: 'What the estimate is of, held against the 45 days before; 1 to 720, 24 by default.',
    })
    hours?: number,
  ): Promise<ConceptDrift> {
    return toConceptDrift(
      await this.reads.get(actor, { projectId, version: version ?? undefined, hours: hours ?? DAY_HOURS }),
    );
  }
}
