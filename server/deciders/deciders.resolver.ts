import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { toPolicyChanged, toPolicyView, type PolicyChangedMeanwhile } from '../projects/index.js';
import {
  Decider,
  DeciderVersion,
  DescribeDeciderInput,
  PlaceVersionInput,
  PlaceVersionResult,
  RegisterDeciderInput,
  RegisterDeciderResult,
  RegisterVersionInput,
  RetireVersionInput,
  RetireVersionResult,
  toDecider,
  toVersion,
  type DeciderNameTaken,
  type PlacementRefused,
  type PlaceVersionSuccess,
  type RegisterDeciderSuccess,
  type RetireVersionSuccess,
  type VersionInUse,
} from './deciders.types.js';
import { DescribeDecider } from './describe-decider.js';
import { PlaceVersion } from './place-version.js';
import { RegisterDecider } from './register-decider.js';
import { RegisterVersion } from './register-version.js';
import { RegistryReads } from './registry-reads.js';
import { RetireVersion } from './retire-version.js';
import { withoutAbsent } from './without-absent.js';

@Resolver()
export class DecidersResolver {
  constructor(
    private readonly reads: RegistryReads,
    private readonly register: RegisterDecider,
    private readonly describe: DescribeDecider,
    private readonly versions: RegisterVersion,
    private readonly retirement: RetireVersion,
    private readonly placement: PlaceVersion,
  ) {}

  @Allow({ permission: 'deciders:read' })
  @Query(() => [Decider], { description: 'By name, at most 200.' })
  async deciders(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<Decider[]> {
    return (await this.reads.list(actor, projectId)).map(toDecider);
  }

  @Allow({ permission: 'deciders:read' })
  @Query(() => Decider, { nullable: true, description: 'Null: there is none of this name.' })
  async decider(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('name') name: string,
  ): Promise<Decider | null> {
    const decider = await this.reads.find(actor, projectId, name);
    return decider ? toDecider(decider) : null;
  }

  @Allow({ permission: 'deciders:register' })
  @Mutation(() => RegisterDeciderResult, { description: 'Gives a decider its name; versions come next.' })
  async registerDecider(
    @CurrentActor() actor: Actor,
    @Args('input') input: RegisterDeciderInput,
  ): Promise<RegisterDeciderSuccess | DeciderNameTaken> {
    const outcome = await this.register.run(actor, { ...input });
    if (outcome.kind === 'registered') return { decider: toDecider({ ...outcome.decider, versions: [] }) };
    return { message: `There is a decider named ${outcome.name}. Register a version of it, or choose another name.` };
  }

  @Allow({ permission: 'deciders:edit' })
  @Mutation(() => Decider)
  async describeDecider(@CurrentActor() actor: Actor, @Args('input') input: DescribeDeciderInput): Promise<Decider> {
    await this.describe.run(actor, { ...input });
    return toDecider(await this.reads.get(actor, input.projectId, input.name));
  }

  @Allow({ permission: 'deciders:register' })
  @Mutation(() => DeciderVersion, { description: 'Adds an immutable version; it decides nothing yet.' })
  async registerVersion(
    @CurrentActor() actor: Actor,
    @Args('input') { projectId, name, ...body }: RegisterVersionInput,
  ): Promise<DeciderVersion> {
    const reference = await this.versions.run(actor, { projectId, name, body: withoutAbsent(body) });
    return toVersion(await this.reads.getVersion(actor, projectId, reference));
  }

  @Allow({ permission: 'deciders:edit' })
  @Mutation(() => RetireVersionResult, { description: 'For good: a retired version never comes into force again.' })
  async retireVersion(
    @CurrentActor() actor: Actor,
    @Args('input') input: RetireVersionInput,
  ): Promise<RetireVersionSuccess | VersionInUse> {
    const outcome = await this.retirement.run(actor, input);
    if (outcome.kind === 'retired')
      return { version: toVersion(await this.reads.getVersion(actor, input.projectId, input.reference)) };
    const places = [...outcome.places];
    const message = `${input.reference} is in use as ${places.join(' and ')} under policy ${outcome.policyVersion}. Replace it there first.`;
    return { message, places };
  }

  @Allow({ permission: 'deciders:edit' })
  @Mutation(() => PlaceVersionResult, {
    description: 'Puts a version into shadow, or in force where no machine decides, or takes it out: a new policy.',
  })
  async placeVersion(
    @CurrentActor() actor: Actor,
    @Args('input') input: PlaceVersionInput,
  ): Promise<PlaceVersionSuccess | PlacementRefused | PolicyChangedMeanwhile> {
    const outcome = await this.placement.run(actor, input);
    if (outcome.kind === 'refused') return { message: outcome.message };
    if (outcome.kind === 'changed-meanwhile') return toPolicyChanged(outcome.current);
    const version = await this.reads.getVersion(actor, input.projectId, input.reference);
    return { version: toVersion(version), policy: toPolicyView(outcome.policy) };
  }
}
