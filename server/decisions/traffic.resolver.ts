import { Args, Field, Float, ID, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { TrafficReads, type Traffic } from './traffic-reads.js';

@ObjectType({ description: 'How busy a project is. Rates are of the last 24 hours, or of its age where that is less.' })
export class ProjectTraffic implements Traffic {
  @Field(() => Float) casesPerHour: number;
  @Field(() => Float, { description: 'Blind labels: those that measure the machine.' }) blindLabelsPerHour: number;
  @Field(() => Int, { description: 'In the last minute.' }) casesLastMinute: number;
  @Field(() => Float, {
    nullable: true,
    description: 'Milliseconds, of the last 1,000 answers of machines; null: none was timed.',
  })
  latencyP50Ms: number | null;
  @Field(() => Float, { nullable: true }) latencyP95Ms: number | null;
}

@Resolver()
export class TrafficResolver {
  constructor(private readonly reads: TrafficReads) {}

  @Allow({ permission: 'policy:read' })
  @Query(() => ProjectTraffic)
  projectTraffic(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<ProjectTraffic> {
    return this.reads.read(actor, projectId);
  }
}
