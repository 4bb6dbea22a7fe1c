/** What a person can be in a project. A person may hold several roles; permissions add up. */
export const ROLES = ['REVIEWER', 'DATA_SCIENTIST', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

/** What can be allowed inside a project; `instance:*` are for the owner of the installation. */
export const PERMISSIONS = [
  'project:read',
  'project:edit',
  'members:edit',
  'policy:read',
  'policy:move',
  'rollouts:read',
  'rollouts:move',
  'deciders:read',
  'deciders:register',
  'deciders:edit',
  'decisions:read',
  'deciders:train',
  'reviews:answer',
  'reviews:request',
  'labels:read',
  'labels:import',
  'personal:read',
  'cases:erase',
  'cases:settle',
  'monitoring:read',
  'monitoring:edit',
  'alarms:handle',
  'keys:edit',
  'demo:switch',
  'instance:projects',
  'instance:people',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What an API key can do in its project. */
export const API_SCOPES = [
  'decisions:write',
  'decisions:read',
  'labels:read',
  'labels:write',
  'personal:read',
  'deciders:write',
  'deciders:train',
  'profile:write',
  'storage:write',
] as const;
export type ApiScope = (typeof API_SCOPES)[number];

const OF_ROLE: Readonly<Record<Role, readonly Permission[]>> = {
  REVIEWER: ['project:read', 'reviews:answer'],
  DATA_SCIENTIST: [
    'project:read',
    'policy:read',
    'rollouts:read',
    'deciders:read',
    'deciders:register',
    'decisions:read',
    'deciders:train',
    'reviews:request',
    'labels:read',
    'labels:import',
    'monitoring:read',
    'alarms:handle',
    'keys:edit',
  ],
  ADMIN: [
    'project:read',
    'project:edit',
    'members:edit',
    'policy:read',
    'policy:move',
    'rollouts:read',
    'rollouts:move',
    'deciders:read',
    'deciders:register',
    'deciders:edit',
    'decisions:read',
    'reviews:request',
    'deciders:train',
    'labels:read',
    'labels:import',
    'personal:read',
    'cases:erase',
    'cases:settle',
    'monitoring:read',
    'monitoring:edit',
    'alarms:handle',
    'keys:edit',
    'demo:switch',
  ],
};

/** The permissions that these roles add up to. No role, no permission. */
export function permissionsOf(roles: readonly Role[]): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role) => OF_ROLE[role]));
}

/** Who is asking. `system` is Handrail itself (demo traffic, jobs) and never comes over a wire. */
export type Actor =
  | {
      readonly kind: 'person';
      readonly personId: string;
      readonly name: string;
      /** Owns the installation: may create projects and people, and holds no role in a project by that. */
      readonly isOwner: boolean;
      readonly grants: readonly { readonly projectId: string; readonly roles: readonly Role[] }[];
    }
  | {
      readonly kind: 'apiKey';
      readonly apiKeyId: string;
      readonly projectId: string;
      readonly scopes: readonly ApiScope[];
      /** Whether who made it reviews in the project now: what is hidden from them then, it does not read either. */
      readonly isReviewers: boolean;
    }
  | { readonly kind: 'system'; readonly name: string };
