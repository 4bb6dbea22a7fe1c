import {
  Args,
  Field,
  ID,
  InputType,
  Mutation,
  Parent,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import type { PersonalWay } from '@handrail/shared/schema';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { MarkPersonal, Project, ProjectReads, toProject } from '../projects/index.js';
import { DatasetReads } from './dataset-reads.js';
import { DatasetVersion } from './datasets.types.js';
import { forgetReports } from './quality/quality.sql.js';

export const PersonalWayEnum = { DROP: 'drop', HASH: 'hash', MASK: 'mask' } as const;
registerEnumType(PersonalWayEnum, {
  name: 'PersonalWay',
  description: 'How personal data leaves to whoever may not read such: left out, as a code, or masked.',
});

@InputType()
export class PersonalMarkInput {
  @Field(() => String, { description: 'Of a field of the input schema.' }) name: string;
  @Field(() => PersonalWayEnum, { nullable: true, description: 'Null: it is no personal data.' })
  way?: PersonalWay | null;
}
@InputType()
export class MarkPersonalInput {
  @Field(() => ID) projectId: string;
  @Field(() => [PersonalMarkInput], { description: 'Fields that are not named stay as they are.' })
  fields: PersonalMarkInput[];
}

/** Which fields are personal data, and what that means for versions that were frozen before. */
@Resolver(() => DatasetVersion)
export class PersonalFieldsResolver {
  constructor(
    private readonly marks: MarkPersonal,
    private readonly projects: ProjectReads,
    private readonly versions: DatasetReads,
  ) {}

  @Allow({ permission: 'project:edit' })
  @Mutation(() => Project, {
    description: 'How fields leave from now on in files, labels and previews to whoever may not read personal data.',
  })
  async markPersonal(
    @CurrentActor() actor: Actor,
    @Args('input') { projectId, fields }: MarkPersonalInput,
  ): Promise<Project> {
    const given = { projectId, fields: fields.map(({ name, way }) => ({ name, way: way ?? null })) };
    // Reports quote the first words of cases; they can be asked for again.
    await this.marks.run(actor, given, forgetReports);
    return toProject(await this.projects.get(actor, projectId), actor);
  }

  @Allow('session')
  @ResolveField(() => [String], {
    description: 'Fields that are marked as personal now and that this version has as they are.',
  })
  async barePersonal(@Parent() { projectId, definition }: DatasetVersion): Promise<string[]> {
    return this.versions.barePersonal({ project_id: projectId, definition });
  }
}
