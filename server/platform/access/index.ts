import { createParamDecorator, SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Actor, ApiScope, Permission } from '@handrail/shared/contracts';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../http/index.js';

/** Who may call a route or an operation. `session`: anyone signed in; the operation itself looks at what is theirs. */
export type AllowRule =
  'public' | 'session' | { readonly permission: OneOf } | { readonly scope: ApiScope; readonly permission?: OneOf };

/** A permission, or several of which any one will do. */
export type OneOf = Permission | readonly [Permission, ...Permission[]];

export const ALLOW = 'handrail:allow';

/** States who may call this. What has no rule is refused. */
export function Allow(rule: AllowRule): CustomDecorator {
  return SetMetadata(ALLOW, rule);
}

/** `authMs`: what finding out who asks took, absent where nobody was asked; `waitedMs`: how long it waited for a person. */
export type RequestWithActor = FastifyRequest & { actor?: Actor | undefined; authMs?: number; waitedMs?: number };

/** The request behind a REST call, a GraphQL operation or a subscription. */
export function requestOf(context: ExecutionContext): RequestWithActor {
  if (context.getType<string>() !== 'graphql') return context.switchToHttp().getRequest<RequestWithActor>();
  return GqlExecutionContext.create(context).getContext<{ req: RequestWithActor }>().req;
}

/** Injects who is calling; the guard has made sure that there is someone. */
export const CurrentActor = createParamDecorator((_given: unknown, context: ExecutionContext): Actor => {
  const { actor } = requestOf(context);
  if (!actor) throw new ProblemError('unauthenticated', 'Sign in first.');
  return actor;
});
