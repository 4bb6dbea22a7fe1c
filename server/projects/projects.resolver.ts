import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { mayIn } from '../identity/index.js';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { ChangeSchema } from './change-schema.js';
import { CreateProject, type NewProject } from './create-project.js';
import { MoveLadder, type MoveOutcome } from './move-ladder.js';
import { ProjectReads } from './project-reads.js';
import {
  ChangeSchemaInput,
  CreateProjectInput,
  DescribeProjectInput,
  MoveLadderInput,
  MoveLadderResult,
  Policy,
  Project,
  RestorePolicyInput,
  toPolicyChanged,
  toPolicyView,
  toProject,
  toSettings,
  UndoPolicyInput,
  type MoveLadderSuccess,
  type PolicyChangedMeanwhile,
} from './projects.types.js';

@Resolver(() => Project)
export class ProjectsResolver {
  constructor(
    private readonly reads: ProjectReads,
    private readonly createCommand: CreateProject,
    private readonly ladder: MoveLadder,
    private readonly schemas: ChangeSchema,
  ) {}

  @Allow('session')
  @Query(() => [Project], { description: 'Those in which you have a role, at most 200, by name.' })
  async projects(@CurrentActor() actor: Actor): Promise<Project[]> {
    return (await this.reads.list(actor)).map((row) => toProject(row, actor));
  }

  @Allow('session')
  @Query(() => Project, { nullable: true, description: 'Null: there is none, or none that you can see.' })
  async project(@CurrentActor() actor: Actor, @Args('slug') slug: string): Promise<Project | null> {
    const row = await this.reads.find(actor, slug);
    return row ? toProject(row, actor) : null;
  }

  @Allow('session')
  @ResolveField(() => Policy, { nullable: true, description: 'In force now; null without the permission policy:read.' })
  async policy(@CurrentActor() actor: Actor, @Parent() project: Project): Promise<Policy | null> {
    return mayIn(actor, 'policy:read', project.id) ? toPolicyView(await this.reads.latestPolicy(project.id)) : null;
  }

  @Allow({ permission: 'policy:read' })
  @Query(() => [Policy], { description: 'History, newest first, at most 200; `before`: only versions below it.' })
  async policies(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('before', { type: () => Int, nullable: true }) before: number | null,
  ): Promise<Policy[]> {
    return (await this.reads.policies(actor, projectId, before)).map(toPolicyView);
  }

  @Allow({ permission: 'instance:projects' })
  @Mutation(() => Project)
  async createProject(@CurrentActor() actor: Actor, @Args('input') input: CreateProjectInput): Promise<Project> {
    // The command checks every field; its schemas arrive as JSON.
    const { id } = await this.createCommand.run(actor, { ...input } as NewProject);
    const owner: Actor =
      actor.kind === 'person'
        ? { ...actor, grants: [...actor.grants, { projectId: id, roles: ['ADMIN', 'DATA_SCIENTIST'] }] }
        : actor;
    return toProject(await this.reads.get(owner, id), owner);
  }

  @Allow({ permission: 'project:edit' })
  @Mutation(() => Project, { description: 'Absent fields stay as they are.' })
  async describeProject(@CurrentActor() actor: Actor, @Args('input') input: DescribeProjectInput): Promise<Project> {
    return toProject(await this.reads.describe(actor, input), actor);
  }

  @Allow({ permission: 'project:edit' })
  @Mutation(() => MoveLadderResult, {
    description: 'Says what the next case holds and what can be answered, by a new policy version.',
  })
  async changeSchema(
    @CurrentActor() actor: Actor,
    @Args('input') input: ChangeSchemaInput,
  ): Promise<MoveLadderSuccess | PolicyChangedMeanwhile> {
    return this.answer(actor, await this.schemas.run(actor, { ...input }), input.projectId);
  }

  @Allow({ permission: 'policy:move' })
  @Mutation(() => MoveLadderResult, { description: 'Writes a new policy version, in force for the next case.' })
  async moveLadder(
    @CurrentActor() actor: Actor,
    @Args('input') input: MoveLadderInput,
  ): Promise<MoveLadderSuccess | PolicyChangedMeanwhile> {
    return this.answer(
      actor,
      await this.ladder.move(actor, { ...input, settings: toSettings(input.settings) }),
      input.projectId,
    );
  }

  @Allow({ permission: 'policy:move' })
  @Mutation(() => MoveLadderResult, {
    description: 'Writes a new version with the settings from before the given one.',
  })
  async undoPolicy(
    @CurrentActor() actor: Actor,
    @Args('input') input: UndoPolicyInput,
  ): Promise<MoveLadderSuccess | PolicyChangedMeanwhile> {
    return this.answer(actor, await this.ladder.undo(actor, input), input.projectId);
  }

  @Allow({ permission: 'policy:move' })
  @Mutation(() => MoveLadderResult, {
    description:
      'Writes a new version with the settings of an earlier one, and who watched unseen then. While a rollout runs, the machines stay.',
  })
  async restorePolicy(
    @CurrentActor() actor: Actor,
    @Args('input') input: RestorePolicyInput,
  ): Promise<MoveLadderSuccess | PolicyChangedMeanwhile> {
    return this.answer(actor, await this.ladder.restore(actor, input), input.projectId);
  }

  private async answer(
    actor: Actor,
    outcome: MoveOutcome,
    projectId: string,
  ): Promise<MoveLadderSuccess | PolicyChangedMeanwhile> {
    if (outcome.kind === 'moved') {
      return {
        policy: toPolicyView(outcome.policy),
        project: toProject(await this.reads.get(actor, projectId), actor),
      };
    }
    return toPolicyChanged(outcome.current);
  }
}
