import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor, type RequestWithActor } from '../platform/access/index.js';
import { ApiKeys } from './api-keys.js';
import {
  ApiKey,
  CreateApiKeyInput,
  CreatedApiKey,
  CreateFirstAdminInput,
  CreatePersonInput,
  Installation,
  Member,
  Person,
  SetMemberRolesInput,
  SignInInput,
  SignInResult,
  toApiKey,
  toPerson,
  type SignInRefused,
  type SignInSuccess,
} from './identity.types.js';
import { DemoAccounts } from './demo-accounts.js';
import { requirePerson } from './may.js';
import { PeopleCommands } from './people-commands.js';
import { SessionStore } from './session-store.js';
import { clearSessionCookie, setSessionCookie, type ReplyContext } from './session-cookie.js';
import { SignInLimit } from './sign-in-limit.js';

@Resolver()
export class IdentityResolver {
  constructor(
    private readonly people: PeopleCommands,
    private readonly sessions: SessionStore,
    private readonly keys: ApiKeys,
    private readonly limit: SignInLimit,
    private readonly demo: DemoAccounts,
  ) {}

  @Allow('public')
  @Query(() => Person, { nullable: true, description: 'Who is signed in; null when nobody is.' })
  async me(@Context('req') request: RequestWithActor): Promise<Person | null> {
    const { actor } = request;
    return actor?.kind === 'person' ? toPerson(await this.people.get(actor.personId)) : null;
  }

  @Allow('public')
  @Query(() => Installation)
  async installation(): Promise<Installation> {
    const sampleAccounts = this.demo.list();
    return { needsFirstAdmin: await this.people.needsFirstAdmin(), demo: sampleAccounts.length > 0, sampleAccounts };
  }

  @Allow('public')
  @Mutation(() => SignInResult)
  async signIn(
    @Args('input') input: SignInInput,
    @Context() context: ReplyContext,
  ): Promise<SignInSuccess | SignInRefused> {
    const attempt = this.limit.take(input.email, context.req.ip);
    const person = await this.people.authenticate(input.email, input.password);
    if (!person) return { message: 'E-mail address or password is wrong.' };
    attempt.giveBack();
    // A session that was there before, whoever planted it, ends here.
    await this.sessions.close(context.req.headers.cookie);
    setSessionCookie(context, await this.sessions.open(person.id));
    return { me: toPerson(person) };
  }

  @Allow('public')
  @Mutation(() => Boolean)
  async signOut(@Context() context: ReplyContext): Promise<boolean> {
    await this.sessions.close(context.req.headers.cookie);
    clearSessionCookie(context);
    return true;
  }

  @Allow('public')
  @Mutation(() => SignInResult, { description: 'Only while the installation has no account.' })
  async createFirstAdmin(
    @Args('input') input: CreateFirstAdminInput,
    @Context() context: ReplyContext,
  ): Promise<SignInSuccess> {
    const person = await this.people.createFirstAdmin(input);
    setSessionCookie(context, await this.sessions.open(person.id));
    return { me: toPerson(person) };
  }

  @Allow({ permission: 'instance:people' })
  @Query(() => [Person], { name: 'people', description: 'At most 500, by name.' })
  async listPeople(): Promise<Person[]> {
    return (await this.people.list()).map(toPerson);
  }

  @Allow({ permission: 'instance:people' })
  @Mutation(() => Person)
  async createPerson(@Args('input') input: CreatePersonInput): Promise<Person> {
    return toPerson(await this.people.create(input));
  }

  @Allow({ permission: ['members:edit', 'instance:people'] })
  @Query(() => [Member], { description: 'At most 500, by name.' })
  async members(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<Member[]> {
    const members = await this.people.members(requirePerson(actor), projectId);
    return members.map(({ person, roles }) => ({ person: toPerson(person), roles }));
  }

  @Allow({ permission: ['members:edit', 'instance:people'] })
  @Mutation(() => [Member])
  async setMemberRoles(@CurrentActor() actor: Actor, @Args('input') input: SetMemberRolesInput): Promise<Member[]> {
    await this.people.setRoles(actor, input);
    return this.members(actor, input.projectId);
  }

  @Allow({ permission: 'keys:edit' })
  @Query(() => [ApiKey], { description: 'At most 200, newest first.' })
  async apiKeys(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<ApiKey[]> {
    return (await this.keys.list(actor, projectId)).map(toApiKey);
  }

  @Allow({ permission: 'keys:edit' })
  @Mutation(() => CreatedApiKey)
  async createApiKey(@CurrentActor() actor: Actor, @Args('input') input: CreateApiKeyInput): Promise<CreatedApiKey> {
    const { key, secret } = await this.keys.create(actor, input);
    return { key: toApiKey(key), secret };
  }

  @Allow({ permission: 'keys:edit' })
  @Mutation(() => ApiKey)
  async revokeApiKey(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string): Promise<ApiKey> {
    return toApiKey(await this.keys.revoke(actor, id));
  }
}
