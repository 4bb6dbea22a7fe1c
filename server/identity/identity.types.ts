import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { API_SCOPES, ROLES, type ApiScope, type Role } from '@handrail/shared/contracts';
import type { ApiKeyRow } from './api-keys.js';
import type { PersonRow } from './people-commands.js';

export const RoleEnum = Object.fromEntries(ROLES.map((role) => [role, role])) as { [R in Role]: R };
registerEnumType(RoleEnum, { name: 'Role', description: 'What a person can be in a project.' });

export const ApiScopeEnum = {
  DECISIONS_WRITE: 'decisions:write',
  DECISIONS_READ: 'decisions:read',
  LABELS_READ: 'labels:read',
  LABELS_WRITE: 'labels:write',
  PERSONAL_READ: 'personal:read',
  DECIDERS_WRITE: 'deciders:write',
  DECIDERS_TRAIN: 'deciders:train',
  PROFILE_WRITE: 'profile:write',
  STORAGE_WRITE: 'storage:write',
} as const satisfies Record<string, (typeof API_SCOPES)[number]>;
registerEnumType(ApiScopeEnum, { name: 'ApiScope', description: 'What an API key can do in its project.' });

@ObjectType({ description: 'Somebody with an account.' })
export class Person {
  @Field(() => ID) id: string;
  @Field(() => String) name: string;
  @Field(() => String) email: string;
  @Field(() => Boolean, { description: 'Owns the installation: may create projects and people.' }) isOwner: boolean;
  @Field(() => Date) createdAt: Date;
}

@ObjectType({ description: 'A person and their roles in one project.' })
export class Member {
  @Field(() => Person) person: Person;
  @Field(() => [RoleEnum]) roles: Role[];
}

@ObjectType({ description: 'An account of the demo that anyone at this machine may use.' })
export class SampleAccount {
  @Field(() => String) email: string;
  @Field(() => String) password: string;
  @Field(() => String, { description: 'What this account is for.' }) title: string;
}

@ObjectType({ description: 'The state of this installation, visible before signing in.' })
export class Installation {
  @Field(() => Boolean, { description: 'No account exists yet: the first-run page makes the first admin.' })
  needsFirstAdmin: boolean;
  @Field(() => Boolean) demo: boolean;
  @Field(() => [SampleAccount]) sampleAccounts: SampleAccount[];
}

@ObjectType({ description: 'A key of a machine; its secret is never shown again.' })
export class ApiKey {
  @Field(() => ID) id: string;
  @Field(() => String) name: string;
  @Field(() => String, { description: 'The first characters of the secret.' }) prefix: string;
  @Field(() => [ApiScopeEnum]) scopes: ApiScope[];
  @Field(() => String, { nullable: true, description: 'Who made it; null for Handrail itself.' }) createdBy:
    string | null;
  @Field(() => Date) createdAt: Date;
  @Field(() => Date, { nullable: true, description: 'Null: never used. Exact to a minute.' }) lastUsedAt: Date | null;
  @Field(() => Date, { nullable: true, description: 'Null: in force.' }) revokedAt: Date | null;
}

@ObjectType({ description: 'A new key with its secret, which is shown this once.' })
export class CreatedApiKey {
  @Field(() => ApiKey) key: ApiKey;
  @Field(() => String) secret: string;
}

@ObjectType()
export class SignInSuccess {
  @Field(() => Person) me: Person;
}
@ObjectType()
export class SignInRefused {
  @Field(() => String) message: string;
}
export const SignInResult = createUnionType({
  name: 'SignInResult',
  types: () => [SignInSuccess, SignInRefused] as const,
  resolveType: (value: SignInSuccess | SignInRefused) => ('me' in value ? SignInSuccess : SignInRefused),
});

@InputType()
export class SignInInput {
  @Field(() => String) email: string;
  @Field(() => String) password: string;
}
@InputType()
export class CreateFirstAdminInput {
  @Field(() => String) name: string;
  @Field(() => String) email: string;
  @Field(() => String) password: string;
}
@InputType()
export class CreatePersonInput extends CreateFirstAdminInput {
  @Field(() => Boolean, { nullable: true }) isOwner?: boolean;
}
@InputType()
export class SetMemberRolesInput {
  @Field(() => ID) projectId: string;
  @Field(() => String) email: string;
  @Field(() => [RoleEnum], { description: 'Exactly these; none takes the person out.' }) roles: Role[];
}
@InputType()
export class CreateApiKeyInput {
  @Field(() => ID) projectId: string;
  @Field(() => String) name: string;
  @Field(() => [ApiScopeEnum]) scopes: ApiScope[];
}

export function toPerson(row: PersonRow): Person {
  return { id: row.id, name: row.name, email: row.email, isOwner: row.is_owner, createdAt: row.created_at };
}
export function toApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdBy: row.created_by,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  };
}
