import { permissionsOf, type Actor, type Permission } from '@handrail/shared/contracts';
import { notFound, ProblemError } from '../platform/http/index.js';

const OF_OWNER: ReadonlySet<Permission> = new Set(['instance:projects', 'instance:people']);

/** Whether the actor has the permission in the project. API keys have scopes, not permissions. */
export function mayIn(actor: Actor, permission: Permission, projectId: string): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'person') return false;
  if (actor.isOwner && OF_OWNER.has(permission)) return true;
  const grant = actor.grants.find((candidate) => candidate.projectId === projectId);
  return grant !== undefined && permissionsOf(grant.roles).has(permission);
}

/** Whether the actor has the permission anywhere: the guard's question when an operation does not name its project. */
export function mayAnywhere(actor: Actor, permission: Permission): boolean {
  if (actor.kind !== 'person') return actor.kind === 'system';
  if (actor.isOwner && OF_OWNER.has(permission)) return true;
  return actor.grants.some(({ roles }) => permissionsOf(roles).has(permission));
}

/**
 * Whether what the machine said of a case must be hidden from the actor while a blind review of it is open: from whoever
 * may be given that review, and from the keys that they made.
 */
export function hidesBlind(actor: Actor, projectId: string): boolean {
  return actor.kind === 'apiKey'
    ? actor.isReviewers
    : actor.kind === 'person' && mayIn(actor, 'reviews:answer', projectId);
}

/** Whether personal fields leave to the actor as they are: an admin's right, and that of keys that an admin gave it to. */
export function mayReadPersonal(actor: Actor, projectId: string): boolean {
  if (actor.kind === 'apiKey') return actor.projectId === projectId && actor.scopes.includes('personal:read');
  return mayIn(actor, 'personal:read', projectId);
}

/**
 * Refuses what the actor may not do in the project.
 *
 * @throws ProblemError `not-found` for a project they have no part in, `forbidden` for one they have.
 */
export function assertMay(actor: Actor, permission: Permission, projectId: string): void {
  if (mayIn(actor, permission, projectId)) return;
  if (!mayIn(actor, 'project:read', projectId)) throw notFound('project');
  throw new ProblemError('forbidden', `Your role in this project does not include ${permission}.`);
}

/** @throws ProblemError `forbidden` for anything but a signed-in person. */
export function requirePerson(actor: Actor): Extract<Actor, { kind: 'person' }> {
  if (actor.kind !== 'person') throw new ProblemError('forbidden', 'Only a signed-in person can do this.');
  return actor;
}

export function personIdOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.personId : null;
}
