import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { ALLOW, requestOf, type AllowRule, type RequestWithActor } from '../platform/access/index.js';
import { notFound, ProblemError } from '../platform/http/index.js';
import { refuseUnheardKey } from '../platform/idempotency/index.js';
import { noteOnRequest } from '../platform/logging/index.js';
import { ApiKeys, bearerIn } from './api-keys.js';
import { assertMay, mayAnywhere, mayIn } from './may.js';
import { SessionStore } from './session-store.js';

const SAFE = new Set(['GET', 'HEAD']);
const CSRF_HEADER = 'x-handrail-request';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Stands before every route and operation. Refuses what states no rule; finds out who is asking; checks the permission
 * in the project that the arguments name, or that there is one anywhere (then the operation checks the row it touches).
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionStore,
    private readonly keys: ApiKeys,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.get<AllowRule | undefined>(ALLOW, context.getHandler());
    if (rule === undefined)
      throw new ProblemError('forbidden', 'This operation states no rule of access, so nobody may call it.');
    const request = requestOf(context);
    if (context.getType<string>() === 'graphql') refuseForgery(request);
    const started = performance.now();
    const actor = await this.identify(request);
    request.actor = actor;
    request.authMs = performance.now() - started;
    noteOnRequest(request, { projectId: actor?.kind === 'apiKey' ? actor.projectId : projectIn(context) });
    if (rule === 'public') return true;
    if (!actor)
      throw new ProblemError('unauthenticated', 'Sign in, or send a known API key as "Authorization: Bearer …".');
    // Of a route only once it is known that a cookie would open it: whoever has no session is told that, and no more.
    if (actor.kind === 'person' && !SAFE.has(request.method)) refuseForgery(request);
    if (rule !== 'session') assertRule(actor, rule, projectIn(context));
    else if (actor.kind !== 'person') throw new ProblemError('forbidden', 'Only a signed-in person can do this.');
    refuseUnheardKey(context, request.headers);
    return true;
  }

  private async identify(request: RequestWithActor): Promise<Actor | undefined> {
    const authorization = request.headers.authorization;
    if (authorization === undefined) {
      // A WebSocket outlives its session: each subscription on it is asked afresh.
      const known = request.headers.upgrade === undefined ? request.actor : undefined;
      return known ?? (await this.sessions.find(request.headers.cookie));
    }
    const secret = bearerIn(authorization);
    const actor = secret === undefined ? undefined : await this.keys.find(secret);
    if (!actor) throw new ProblemError('unauthenticated', 'The API key is not known or was revoked.');
    return actor;
  }
}

function assertRule(actor: Actor, rule: Exclude<AllowRule, 'public' | 'session'>, projectId: string | undefined): void {
  if (actor.kind === 'apiKey') {
    if (!('scope' in rule)) throw new ProblemError('forbidden', 'API keys cannot do this; sign in.');
    if (!actor.scopes.includes(rule.scope))
      throw new ProblemError('forbidden', `The API key lacks the scope ${rule.scope}.`);
    return;
  }
  const { permission } = rule;
  if (permission === undefined) throw new ProblemError('forbidden', 'Only an API key can do this.');
  const [first, ...others] = typeof permission === 'string' ? ([permission] as const) : permission;
  if (projectId === undefined) {
    if (![first, ...others].some((one) => mayAnywhere(actor, one)))
      throw new ProblemError('forbidden', `Your role does not include ${first}.`);
  } else if (!others.some((one) => mayIn(actor, one, projectId))) assertMay(actor, first, projectId);
}

/** A cookie is sent by any page; a header of our own only by our page. Requests with a key need no cookie. */
function refuseForgery(request: RequestWithActor): void {
  const isUpgrade = request.headers.upgrade !== undefined;
  if (request.headers.authorization !== undefined) return;
  if (isUpgrade ? !isSameOrigin(request) : request.headers[CSRF_HEADER] === undefined) {
    throw new ProblemError(
      'forbidden',
      `Send the header ${CSRF_HEADER}: it shows that the request comes from Handrail’s own page.`,
    );
  }
}

function isSameOrigin(request: RequestWithActor): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

function projectIn(context: ExecutionContext): string | undefined {
  if (context.getType<string>() !== 'graphql') return undefined;
  const given = GqlExecutionContext.create(context).getArgs<{ projectId?: unknown; input?: { projectId?: unknown } }>();
  const projectId = given.projectId ?? given.input?.projectId;
  if (projectId === undefined) return undefined;
  if (typeof projectId !== 'string' || !UUID.test(projectId)) throw notFound('project');
  return projectId;
}
