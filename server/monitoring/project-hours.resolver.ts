import { Args, Field, ID, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import type { HourRow } from '../decisions/index.js';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { ProjectHours } from './project-hours.js';

@ObjectType({ description: 'One hour of a project; counts.' })
export class ProjectHour implements HourRow {
  @Field(() => Date) hour: Date;
  @Field(() => Int) cases: number;
  @Field(() => Int) automated: number;
  @Field(() => Int, { description: 'Cases that were sent to a person, audits included.' }) opened: number;
  @Field(() => Int, { description: 'Cases for which a machine was on duty.' }) asked: number;
  @Field(() => Int, { description: 'Cases for which the machine gave no usable answer.' }) failed: number;
  @Field(() => Int, { description: 'Reviews that a person answered.' }) answered: number;
  @Field(() => Int, { description: 'Blind answers with a prediction beside them.' }) compared: number;
  @Field(() => Int) agreed: number;
}

@Resolver()
export class ProjectHoursResolver {
  constructor(private readonly hours: ProjectHours) {}

  @Allow({ permission: 'policy:read' })
  @Query(() => [ProjectHour], { description: 'The last 24 hours, oldest first; the last one is not over yet.' })
  projectHours(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<ProjectHour[]> {
    return this.hours.list(actor, projectId);
  }
}
