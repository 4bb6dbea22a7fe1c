import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { ProcessLoad } from '../platform/telemetry/index.js';
import { DeclareProfile } from './declare-profile.js';
import {
  DeclareProfileInput,
  DeclareProfileResult,
  DeploymentProfile,
  givenProfile,
  MeasuredLoad,
  toProfile,
  type DeclareProfileSuccess,
  type ProfileChangedMeanwhile,
} from './profiles.types.js';

@Resolver()
export class ProfilesResolver {
  constructor(
    private readonly profiles: DeclareProfile,
    private readonly load: ProcessLoad,
  ) {}

  @Allow({ permission: 'policy:read' })
  @Query(() => [DeploymentProfile], {
    description: 'Newest first, at most 100; at least one: version 0 where none was declared.',
  })
  async deploymentProfiles(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<DeploymentProfile[]> {
    const rows = await this.profiles.history(actor, projectId);
    return rows.length === 0 ? [toProfile(null, projectId)] : rows.map((row) => toProfile(row, projectId));
  }

  @Allow({ permission: 'policy:read' })
  @Query(() => MeasuredLoad)
  measuredLoad(@Args('projectId', { type: () => ID }) _projectId: string): MeasuredLoad {
    const { memoryBytes, memoryPeakBytes, ...rest } = this.load.read();
    return { memoryMb: memoryBytes / 1e6, memoryPeakMb: memoryPeakBytes / 1e6, ...rest };
  }

  @Allow({ permission: 'project:edit' })
  @Mutation(() => DeclareProfileResult, { description: 'Writes a new version, in force for the next case.' })
  async declareProfile(
    @CurrentActor() actor: Actor,
    @Args('input') input: DeclareProfileInput,
  ): Promise<DeclareProfileSuccess | ProfileChangedMeanwhile> {
    const { projectId, expectedVersion } = input;
    const profile = givenProfile(input.profile);
    const outcome = await this.profiles.run(actor, {
      projectId,
      expectedVersion,
      profile,
      reason: input.reason?.trim() ?? '',
    });
    if (outcome.kind === 'declared') return { profile: toProfile(outcome.profile, projectId) };
    const current = toProfile(outcome.current, projectId);
    const who = current.createdBy ?? 'somebody else';
    return { message: `Profile ${current.version} was declared meanwhile by ${who}.`, current };
  }
}
