import type { Actor } from '@handrail/shared/contracts';
import { assertMay } from '../identity/index.js';
import { notFound, ProblemError } from '../platform/http/index.js';

/** A person by their role, a machine (a build that has trained a model) by the scope of its key. @throws ProblemError. */
export function assertMayRegister(actor: Actor, projectId: string): void {
  if (actor.kind !== 'apiKey') return assertMay(actor, 'deciders:register', projectId);
  if (actor.projectId !== projectId) throw notFound('project');
  if (!actor.scopes.includes('deciders:write'))
    throw new ProblemError('forbidden', 'The API key lacks the scope deciders:write.');
}

/** How it is written down who did something. */
export function nameOf(actor: Actor): string {
  return actor.kind === 'apiKey' ? 'an API key' : actor.name;
}
