import { Args, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import type { DeploymentCase } from '@handrail/shared/projects';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { JsonScalar } from '../platform/graphql/index.js';
import { DeploymentCaseEnum, DeploymentProfileInput, givenProfile } from '../projects/index.js';
import { SetUpProject, type NewProjectOfTemplate } from './set-up-project.js';

@InputType()
export class SetUpProjectInput {
  @Field(() => DeploymentCaseEnum) deploymentCase: DeploymentCase;
  @Field(() => String) slug: string;
  @Field(() => String) name: string;
  @Field(() => String, { nullable: true }) description?: string;
  @Field(() => String, { nullable: true }) guidelines?: string;
  @Field(() => JsonScalar) inputSchema: unknown;
  @Field(() => JsonScalar) outputSchema: unknown;
  @Field(() => String, {
    nullable: true,
    description: 'Name of what decided until now, whose answers come with each case; null: connected later, or none.',
  })
  previousSystem?: string | null;
  @Field(() => Int, { nullable: true, description: 'Milliseconds; absent: 2,000.' }) latencyBudgetMs?: number;
  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'Of the sample file, for imports of files like it: `label` (the column of the answer), `readings` (by column, as in the mapping of an import), `system` (absent: the previous one).',
  })
  importHint?: unknown;
  @Field(() => DeploymentProfileInput, { nullable: true }) profile?: DeploymentProfileInput;
  @Field(() => [String], { nullable: true, description: 'E-mail addresses of people who have an account.' })
  reviewers?: string[];
}
@ObjectType()
export class SetUpProjectSuccess {
  @Field(() => ID) projectId: string;
  @Field(() => String) slug: string;
}

@Resolver()
export class SetUpProjectResolver {
  constructor(private readonly setUp: SetUpProject) {}

  @Allow({ permission: 'instance:projects' })
  @Mutation(() => SetUpProjectSuccess, { description: 'A project from one of the three deployment cases, or nothing.' })
  async setUpProject(
    @CurrentActor() actor: Actor,
    @Args('input') input: SetUpProjectInput,
  ): Promise<SetUpProjectSuccess> {
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    const profile = givenProfile(input.profile);
    // The command checks every field; its schemas arrive as JSON.
    const { id, slug } = await this.setUp.run(actor, { ...given, profile } as NewProjectOfTemplate);
    return { projectId: id, slug };
  }
}
